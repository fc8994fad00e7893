#include "requests/silence.hpp"

#include <algorithm>

#include "base/json.hpp"

namespace mado::requests {
namespace {

std::string text_of(const json::object& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool ends_it(std::string_view kind) {
  return kind == "request.solved" || kind == "request.desk_changed" || kind == "request.severity_changed" ||
         kind == "request.customer_replied";
}

}  // namespace

std::optional<Lowered> lowered_by_silence(std::span<const db::JournalEntry> entries) {
  std::optional<Lowered> lowered;
  for (const auto& [position, entry] : entries) {
    if (!entry.kind.starts_with("request.")) continue;
    const auto parsed = json::parse(entry.data);
    const auto& data = parsed.as_object();
    const auto reason = text_of(data, "reason");
    if (entry.kind == "request.severity_changed" && reason == reason_silence)
      lowered = Lowered{entry.at, text_of(data, "from"), text_of(data, "severity")};
    else if (lowered && entry.kind == "request.objected")
      lowered->objected_at = entry.at;
    else if (lowered && lowered->objected_at && entry.kind == "request.agent_replied")
      lowered.reset();
    else if (ends_it(entry.kind) && reason != reason_objection)
      lowered.reset();
  }
  return lowered;
}

std::optional<Lowering> lowering(const policy::LifeStatus& life) {
  const auto found =
      std::ranges::find(life.clocks, policy::ClockKind::customer_reply, &policy::ClockStatus::kind);
  if (found == life.clocks.end() || !found->due || found->answered || !found->promise->lower_to)
    return std::nullopt;
  const auto& rule = *found->promise->lower_to;
  return Lowering{rule.severity, rule.by, *found->due, found->state == policy::ClockState::missed};
}

}  // namespace mado::requests
