/// When the desks of a policy work, and how that stands now: for the public page and the API (policy rows
/// S14, S22). It shows hours; what a request may count on is verdict.hpp's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/model.hpp"

namespace mado::policy {

/// Severities of one desk that are worked on at the same hours.
struct DeskHours {
  const NamedCalendar* calendar = nullptr;
  std::vector<std::string> severities = {};  ///< gravest first
};

/// The hours of a desk, by the first promise of each of its severities, in the order of the severities.
std::vector<DeskHours> hours_of_desk(const Policy& policy, const Desk& desk);

/// How a calendar stands at a moment.
struct Opening {
  bool open_now = false;
  std::optional<Instant> opens_at = {};   ///< if closed now
  std::optional<Instant> closes_at = {};  ///< if open now and it ever closes
};
Opening opening_at(const calendar::Calendar& calendar, Instant now);

/// A promise of one severity at one desk: the first in the file. Null if there is none.
const Promise* first_promise(const Policy& policy, std::string_view desk, std::string_view severity);

}  // namespace mado::policy
