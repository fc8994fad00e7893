#include "cli/live.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "people/rules.hpp"
#include "requests/rules.hpp"

namespace mado::cli {
namespace {

/// Rights may be of one desk only: of the one it was at, or of the one it came to.
bool may_read(const http::Caller& caller, const db::Entry& entry, const policy::Policy& policy) {
  const auto data = json::parse(entry.data);
  return std::ranges::any_of(std::array{"at_desk", "desk"}, [&](const char* key) {
    const auto* desk = data.as_object().if_contains(key);
    return desk != nullptr && people::may(caller, policy, "request:read", desk->as_string());
  });
}

std::int64_t version_of(const db::Entry& entry) {
  return json::parse(entry.data).as_object().at("version").to_number<std::int64_t>();
}

/// Who follows an incident is for themself and for agents; what is said about it is for everybody.
bool is_following(const db::Entry& entry) {
  return entry.kind == "incident.followed" || entry.kind == "incident.unfollowed";
}

bool may_see(const http::Caller& caller, const db::Entry& entry, const operators::Operators& operators) {
  if (entry.operator_id != caller.operator_id || caller.kind == http::CallerKind::nobody) return false;
  if (is_following(entry)) return caller.is_agent() || entry.actor == caller.person_id.text();
  if (entry.kind.starts_with("incident.") || entry.kind == "policy.in_force") return true;
  if (entry.kind.starts_with("policy.")) {
    const auto standing = operators.by_id(caller.operator_id);
    return standing != nullptr && people::may(caller, *standing->policy, "policy:read");
  }
  if (!entry.kind.starts_with("request.")) return false;
  if (caller.is_agent()) return true;
  const auto standing = operators.by_id(caller.operator_id);
  return entry.organization_id == caller.organization_id && !requests::is_internal(entry) &&
         standing != nullptr && may_read(caller, entry, *standing->policy);
}

}  // namespace

http::LiveFilter live_filter(const operators::Operators& operators) {
  return [&operators](const http::Caller& caller,
                      const db::JournalEntry& journaled) -> std::optional<http::LiveEvent> {
    const auto& entry = journaled.entry;
    if (!may_see(caller, entry, operators)) return std::nullopt;
    if (entry.kind.starts_with("policy."))
      return http::LiveEvent{"policy.changed", json::serialize(json::object{{"type", entry.kind},
                                                                            {"version", version_of(entry)}})};
    const bool request = entry.kind.starts_with("request.");
    const std::string name = request ? "request.changed" : "incident.changed";
    return http::LiveEvent{
        name, json::serialize(
                  json::object{{"type", entry.kind}, {request ? "request" : "incident", entry.subject}})};
  };
}

}  // namespace mado::cli
