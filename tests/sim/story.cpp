#include "sim/story.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/json.hpp"
#include "db/journal.hpp"

namespace mado::sim {
namespace {

std::string text_of(const json::object& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

}  // namespace

Story::Story(db::Snapshot& snapshot, operators::Operators& operators, Calendars& calendars,
             const requests::Request& request)
    : life_(std::make_unique<ObviousLife>(calendars)) {
  for (const auto& [position, entry] : db::journal_of(snapshot, request.operator_id, request.id.text()))
    take(snapshot, operators, request, position.number, entry);
}

void Story::take(db::Snapshot& snapshot, operators::Operators& operators, const requests::Request& request,
                 std::int64_t number, const db::Entry& entry) {
  const auto data = json::parse(entry.data).as_object();
  const auto kind = entry.kind.substr(entry.kind.find('.') + 1);
  if (kind == "clock_kept" || kind == "clock_missed")
    verdicts_.push_back({text_of(data, "clock"), kind.substr(kind.find('_') + 1)});
  Line line{.number = number,
            .told = {},
            .actor = entry.actor,
            .reason = text_of(data, "reason"),
            .clock = text_of(data, "clock"),
            .due = text_of(data, "due")};
  line.has_message = data.contains("message");
  auto& told = line.told;
  told = {.at = entry.at, .kind = kind, .desk = text_of(data, "desk"), .severity = text_of(data, "severity")};
  told.zone = text_of(data, "zone");
  told.severity_asked = text_of(data, "severity_asked");
  if (const auto* has = data.if_contains("has"))
    for (const auto& one : has->as_array()) told.has.emplace(one.as_string());
  if (kind == "opened" || kind == "policy_changed") {
    told.version = data.at("version").to_number<std::int64_t>();
    policies_.push_back(operators.version(snapshot, request.operator_id, told.version).value());
    told.policy = policies_.back().get();
  }
  if (line.clock.empty()) {
    for (auto& warning : warnings_) warning.until = std::min(warning.until, told.at);
    std::erase_if(warnings_, [](const Warning& warning) { return warning.from > warning.until; });
  }
  life_->hear(told);
  if (line.clock.empty()) std::ranges::copy(life_->warnings(), std::back_inserter(warnings_));
  moments_.push_back({number, life_->place(), policies_.back().get()});
  lines_.push_back(std::move(line));
}

const Moment* Story::before(std::int64_t number) const {
  const auto after = std::ranges::upper_bound(moments_, number, {}, &Moment::number);
  return after == moments_.begin() ? nullptr : &*std::prev(after);
}

std::string Story::text() const {
  std::ostringstream out;
  for (const auto& [number, told, actor, reason, clock, due, has_message] : lines_)
    out << "\n  " << number << ' ' << format_instant(told.at) << ' ' << told.kind << ' ' << told.desk << ' '
        << told.severity << ' ' << reason << ' ' << clock << ' ' << actor;
  return out.str();
}

}  // namespace mado::sim
