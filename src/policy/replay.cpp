#include "policy/replay.hpp"

#include <istream>
#include <ostream>
#include <string>
#include <unordered_map>

#include "base/json.hpp"
#include "base/lines.hpp"
#include "base/messages.hpp"
#include "policy/clocks.hpp"

namespace mado::policy {
namespace {

/// What a line says of itself, as far as it could be read; an error is told with it.
struct Line {
  json::value id = nullptr;
  json::value at = nullptr;
  LifeEvent event;
};

std::string in_words(const Error& error) {
  MessageValues values;
  for (const auto& [name, value] : error.values) values.emplace(name, value);
  return say(Language::en, "errors." + error.key, values);
}

std::unexpected<Error> refuse(std::string key, std::string field = {}) {
  Error error{.code = ErrorCode::invalid, .key = std::move(key)};
  if (!field.empty()) error.values.emplace("field", std::move(field));
  return std::unexpected(std::move(error));
}

/// A field of text; what is missing is an error where it is needed, and empty where it is not.
enum class Need { required, optional };
Result<std::string> text_of(const json::object& line, const char* field, Need need) {
  const auto* value = line.if_contains(field);
  if (value == nullptr || value->is_null()) {
    if (need == Need::optional) return std::string{};
    return refuse("clocks.field_missing", field);
  }
  if (!value->is_string()) return refuse("clocks.field_not_text", field);
  return std::string(value->get_string());
}

Result<std::set<std::string>> entitlements_of(const json::object& line) {
  std::set<std::string> has;
  const auto* value = line.if_contains("has");
  if (value == nullptr || value->is_null()) return has;
  if (!value->is_array()) return refuse("clocks.has_not_list", "has");
  for (const auto& entitlement : value->get_array()) {
    if (!entitlement.is_string()) return refuse("clocks.has_not_list", "has");
    has.emplace(entitlement.get_string());
  }
  return has;
}

Result<void> read_details(const json::object& line, LifeEvent& event) {
  using enum LifeEventKind;
  const bool opens = event.kind == opened;
  if (opens || event.kind == desk_changed) {
    MADO_TRY(desk, text_of(line, "desk", Need::required));
    event.desk = std::move(desk);
  }
  if (opens || event.kind == severity_changed) {
    MADO_TRY(severity, text_of(line, "severity", Need::required));
    event.severity = std::move(severity);
  }
  if (!opens) return {};
  MADO_TRY(has, entitlements_of(line));
  event.has = std::move(has);
  MADO_TRY(zone, text_of(line, "zone", Need::optional));
  event.zone = std::move(zone);
  return {};
}

Result<json::value> value_of(std::string_view text) {
  auto value = parse_json(text);
  if (!value && value.error().key == "json.unreadable") return refuse("clocks.line_unreadable");
  return value;
}

/// Fills `line` as far as it can be read, so that an error can name its life and time.
Result<void> read_line(std::string_view text, Line& line) {
  MADO_TRY(value, value_of(text));
  if (!value.is_object()) return refuse("clocks.line_not_object");
  const auto& object = value.get_object();
  if (const auto* id = object.if_contains("id")) line.id = *id;
  if (const auto* at = object.if_contains("at")) line.at = *at;
  MADO_CHECK(text_of(object, "id", Need::required));
  MADO_TRY(at, text_of(object, "at", Need::required));
  MADO_TRY(instant, parse_instant(at));
  line.event.at = instant;
  line.at = format_instant(instant);
  MADO_TRY(name, text_of(object, "event", Need::required));
  const auto kind = life_event_of(name);
  if (!kind || *kind == LifeEventKind::policy_changed) return refuse("clocks.unknown_event");
  line.event.kind = *kind;
  return read_details(object, line.event);
}

json::array segments_of(const Life& life, ClockKind kind, Instant now) {
  json::array segments;
  for (const auto& segment : life.receipt(kind, now)) {
    json::object one{{"from", format_instant(segment.from)},
                     {"to", format_instant(segment.to)},
                     {"kind", name_of(segment.kind)}};
    if (!segment.name.empty()) one["name"] = segment.name;
    segments.push_back(std::move(one));
  }
  return segments;
}

json::object clock_of(const ClockStatus& clock, const Life& life, Instant now, Trace trace) {
  json::object one{{"kind", name_of(clock.kind)}, {"state", name_of(clock.state)}, {"due", nullptr}};
  if (clock.due) one["due"] = format_instant(*clock.due);
  if (trace == Trace::segments) one["segments"] = segments_of(life, clock.kind, now);
  return one;
}

json::object answer_of(const Line& line, const Life& life, Trace trace) {
  const auto now = line.event.at;
  const auto status = life.status(now);
  json::array clocks;
  for (const auto& clock : status.clocks) clocks.push_back(clock_of(clock, life, now, trace));
  return {{"id", line.id}, {"at", line.at}, {"severity", status.severity}, {"clocks", std::move(clocks)}};
}

json::object error_of(const Line& line, const Error& error) {
  return {{"id", line.id}, {"at", line.at}, {"error", in_words(error)}};
}

}  // namespace

void replay(const Policy& policy, std::istream& lives, std::ostream& out, Trace trace) {
  std::unordered_map<std::string, Life> by_id;
  const auto answer = [&](const Result<std::string_view>& text, Line& line) -> Result<json::object> {
    MADO_TRY(readable, text);
    MADO_CHECK(read_line(readable, line));
    auto& life = by_id.try_emplace(std::string(line.id.get_string()), policy).first->second;
    MADO_CHECK(life.take(line.event));
    return answer_of(line, life, trace);
  };
  Lines lines(lives);
  while (const auto text = lines.next()) {
    Line line;
    const auto answered = answer(*text, line);
    out << json::serialize(answered ? *answered : error_of(line, answered.error())) << '\n';
  }
}

}  // namespace mado::policy
