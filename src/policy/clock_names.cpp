// The words of clocks and events, as answers and files write them.
#include <algorithm>
#include <array>
#include <utility>

#include "policy/clocks.hpp"

namespace mado::policy {
namespace {

constexpr std::array<std::pair<LifeEventKind, std::string_view>, 11> events = {{
    {LifeEventKind::opened, "opened"},
    {LifeEventKind::agent_replied, "agent_replied"},
    {LifeEventKind::customer_replied, "customer_replied"},
    {LifeEventKind::awaiting_customer, "awaiting_customer"},
    {LifeEventKind::awaiting_ended, "awaiting_ended"},
    {LifeEventKind::severity_changed, "severity_changed"},
    {LifeEventKind::desk_changed, "desk_changed"},
    {LifeEventKind::policy_changed, "policy_changed"},
    {LifeEventKind::solved, "solved"},
    {LifeEventKind::reopened, "reopened"},
    {LifeEventKind::asked, "asked"},
}};

}  // namespace

std::string_view name_of(ClockKind kind) {
  constexpr std::array<std::string_view, 3> names = {"first_response", "next_update", "customer_reply"};
  return names[static_cast<size_t>(kind)];
}

std::string_view name_of(ClockState state) {
  constexpr std::array<std::string_view, 4> names = {"running", "waiting", "kept", "missed"};
  return names[static_cast<size_t>(state)];
}

std::string_view name_of(ReceiptSegment::Kind kind) {
  constexpr std::array<std::string_view, 5> names = {"open", "closed", "holiday", "waiting", "earlier"};
  return names[static_cast<size_t>(kind)];
}

std::string_view name_of(LifeMark::Kind kind) {
  constexpr std::array<std::string_view, 3> names = {"severity_change", "desk_change", "policy_change"};
  return names[static_cast<size_t>(kind)];
}

std::string_view name_of(LifeEventKind kind) {
  return std::ranges::find(events, kind, &std::pair<LifeEventKind, std::string_view>::first)->second;
}

std::optional<LifeEventKind> life_event_of(std::string_view name) {
  const auto found = std::ranges::find(events, name, &std::pair<LifeEventKind, std::string_view>::second);
  return found == events.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace mado::policy
