#include "policy/desk_hours.hpp"

#include <algorithm>

namespace mado::policy {

const Promise* first_promise(const Policy& policy, std::string_view desk, std::string_view severity) {
  const auto found = std::ranges::find_if(policy.promises, [&](const Promise& promise) {
    return promise.severity == severity && std::ranges::find(promise.desks, desk) != promise.desks.end();
  });
  return found == policy.promises.end() ? nullptr : &*found;
}

std::vector<DeskHours> hours_of_desk(const Policy& policy, const Desk& desk) {
  std::vector<DeskHours> all;
  for (const auto& severity : desk.severities) {
    const auto* promise = first_promise(policy, desk.id, severity);
    const auto* calendar = promise == nullptr ? nullptr : policy.calendar(promise->calendar);
    if (calendar == nullptr) continue;
    auto same = std::ranges::find(all, calendar, &DeskHours::calendar);
    if (same == all.end()) same = all.insert(all.end(), {.calendar = calendar});
    same->severities.push_back(severity);
  }
  return all;
}

Opening opening_at(const calendar::Calendar& calendar, Instant now) {
  if (calendar.open_at(now)) return {.open_now = true, .closes_at = calendar.closes(now)};
  return {.opens_at = calendar.next_opening(now)};
}

}  // namespace mado::policy
