/// One policy that has every kind of target, calendar and rule, and short ways to write lives against it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy/clocks.hpp"

namespace mado::policy::sample {

/// Calendars (all in Asia/Shanghai, UTC+8): always, extended (daily 9-24), business (weekdays 9-18; closed on
/// 5 November 2026, open on Saturday 7 November), office (weekdays 9-12 and 13-17, business days end with the
/// day). Desks: technical A-C, billing B-C, night A only. Severities A, B, C, D; no desk has D.
std::shared_ptr<const Policy> policy();
/// Its text, and the policy of a text that was made from it; the test fails at each mistake.
std::string_view policy_text();
std::shared_ptr<const Policy> policy_of(std::string_view text);

/// "2026-11-02T09:00" in Asia/Shanghai; a Monday.
Instant local(std::string_view text);

using Kind = LifeEventKind;
LifeEvent opened(std::string_view at, std::string desk, std::string severity, std::set<std::string> has = {});
LifeEvent event(std::string_view at, Kind kind);
LifeEvent severity(std::string_view at, std::string id);
LifeEvent desk(std::string_view at, std::string id);

/// A life that must be possible; the test fails at the event that is not.
Life live(const std::vector<LifeEvent>& events);

/// "first_response running 2026-11-02T10:00" and so on, in local time, as it stands at `now`.
std::vector<std::string> clocks(const Life& life, std::string_view now);
std::string written(Instant at);

}  // namespace mado::policy::sample
