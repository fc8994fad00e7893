#include "cli/calendar_eval.hpp"

#include <algorithm>
#include <cmath>
#include <istream>
#include <ostream>
#include <string>

#include "base/json.hpp"
#include "base/lines.hpp"
#include "base/messages.hpp"
#include "calendar/calendar.hpp"

namespace mado::cli {
namespace {

using calendar::Calendar;
using calendar::LocalDate;
using calendar::Minutes;

constexpr double seconds_max = 1e12;  ///< far beyond what a calendar reaches

std::unexpected<Error> bad_field(std::string_view name) {
  return std::unexpected(Error{.key = "calendar_eval.bad_field", .values = {{"field", std::string(name)}}});
}

/// `count` digits at `at`; nothing if one is no digit.
std::optional<unsigned> digits(std::string_view text, size_t at, size_t count) {
  unsigned value = 0;
  for (char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

std::optional<LocalDate> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const auto date =
      std::chrono::year{static_cast<int>(*year)} / static_cast<int>(*month) / static_cast<int>(*day);
  return date.ok() ? std::optional(LocalDate{date}) : std::nullopt;
}

std::optional<std::chrono::month_day> read_month_day(std::string_view text) {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const auto month = digits(text, 0, 2), day = digits(text, 3, 2);
  if (!month || !day) return std::nullopt;
  const std::chrono::month_day date{std::chrono::month{*month}, std::chrono::day{*day}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Minutes> read_clock(const json::value& value) {
  const auto* text = value.if_string();
  if (text == nullptr || text->size() != 5 || (*text)[2] != ':') return std::nullopt;
  const auto hour = digits(*text, 0, 2), minute = digits(*text, 3, 2);
  if (!hour || !minute || *minute > 59) return std::nullopt;
  return std::chrono::hours{*hour} + Minutes{*minute};
}

Result<calendar::Day> read_day(const json::value& value, std::string_view field) {
  if (!value.is_array()) return bad_field(field);
  calendar::Day day;
  for (const auto& item : value.get_array()) {
    const auto* pair = item.if_array();
    if (pair == nullptr || pair->size() != 2) return bad_field(field);
    const auto from = read_clock(pair->at(0)), to = read_clock(pair->at(1));
    if (!from || !to) return bad_field(field);
    day.push_back({*from, *to});
  }
  return day;
}

Result<void> read_week(const json::object& line, calendar::Plan& plan) {
  static constexpr std::array<std::string_view, 7> names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const auto* week = line.if_contains("week");
  if (week == nullptr) return {};
  if (!week->is_object()) return bad_field("week");
  for (const auto& [name, spans] : week->get_object()) {
    const auto at = std::ranges::find(names, std::string_view(name));
    if (at == names.end()) return bad_field("week");
    MADO_TRY(day, read_day(spans, "week"));
    plan.week[static_cast<size_t>(at - names.begin())] = std::move(day);
  }
  return {};
}

/// A list of dates, or of days of the year, put as keys into `names`.
template <class Names, class Read>
Result<void> read_dates(const json::object& line, std::string_view field, Names& names, Read read) {
  const auto* list = line.if_contains(field);
  if (list == nullptr) return {};
  if (!list->is_array()) return bad_field(field);
  for (const auto& item : list->get_array()) {
    const auto date = item.is_string() ? read(item.get_string()) : std::nullopt;
    if (!date) return bad_field(field);
    names.emplace(*date, "");
  }
  return {};
}

Result<void> read_days(const json::object& line, std::string_view field,
                       std::map<LocalDate, calendar::Day>& days) {
  const auto* object = line.if_contains(field);
  if (object == nullptr) return {};
  if (!object->is_object()) return bad_field(field);
  for (const auto& [text, spans] : object->get_object()) {
    const auto date = read_date(text);
    if (!date) return bad_field(field);
    MADO_TRY(day, read_day(spans, field));
    days.insert_or_assign(*date, std::move(day));
  }
  return {};
}

Result<Calendar> read_calendar(const json::object& line) {
  const auto* zone = line.if_contains("tz");
  if (zone == nullptr || !zone->is_string()) return bad_field("tz");
  calendar::Plan plan;
  plan.zone = zone->get_string();
  MADO_CHECK(read_week(line, plan));
  MADO_CHECK(read_dates(line, "holidays", plan.holidays, read_date));
  MADO_CHECK(read_dates(line, "recurring_holidays", plan.recurring_holidays, read_month_day));
  MADO_CHECK(read_days(line, "shifts", plan.shifts));
  MADO_CHECK(read_days(line, "breaks", plan.breaks));
  return Calendar::make(std::move(plan));
}

Result<Instant> read_instant(const json::object& line, std::string_view field) {
  const auto* value = line.if_contains(field);
  if (value == nullptr || !value->is_string()) return bad_field(field);
  const auto instant = parse_instant(value->get_string());
  if (!instant) return bad_field(field);
  return *instant;
}

Result<double> read_number(const json::object& line, std::string_view field) {
  const auto* value = line.if_contains(field);
  if (value == nullptr || !value->is_number()) return bad_field(field);
  const auto number = value->to_number<double>();
  if (!(std::abs(number) <= seconds_max)) return fail(ErrorCode::invalid, "calendar.too_far");
  return number;
}

Result<Millis> read_amount(const json::object& line) {
  MADO_TRY(seconds, read_number(line, "seconds"));
  return Millis{std::llround(seconds * 1000)};
}

Result<int> read_day_count(const json::object& line) {
  MADO_TRY(count, read_number(line, "days"));
  if (count != std::floor(count)) return bad_field("days");
  return static_cast<int>(std::clamp(count, -1e9, 1e9));
}

Result<json::object> show_end(Result<Instant> end) {
  if (!end) return std::unexpected(end.error());
  return json::object{{"end", format_instant(*end)}};
}

json::object show_seconds(Millis open) {
  if (open.count() % 1000 == 0) return {{"seconds", open.count() / 1000}};
  return {{"seconds", static_cast<double>(open.count()) / 1000}};
}

bool asks_backward(const json::object& line) {
  const auto* backward = line.if_contains("backward");
  return backward != nullptr && !backward->is_null() && *backward != json::value(false);
}

Result<json::object> answer(const json::object& line) {
  const auto* op_value = line.if_contains("op");
  if (op_value == nullptr || !op_value->is_string()) return bad_field("op");
  if (asks_backward(line)) return fail(ErrorCode::invalid, "calendar.negative");
  const std::string_view op = op_value->get_string();
  MADO_TRY(calendar, read_calendar(line));
  MADO_TRY(start, read_instant(line, "start"));
  if (op == "open_at") return json::object{{"open", calendar.open_at(start)}};
  if (op == "between") {
    MADO_TRY(end, read_instant(line, "end"));
    return show_seconds(calendar.between(start, end));
  }
  if (op == "add") {
    MADO_TRY(amount, read_amount(line));
    return show_end(calendar.add(start, amount));
  }
  if (op == "add_business_days") {
    MADO_TRY(count, read_day_count(line));
    return show_end(calendar.add_business_days(start, count));
  }
  return bad_field("op");
}

std::string sentence_of(const Error& error) {
  MessageValues values;
  for (const auto& [name, value] : error.values) values.emplace(name, value);
  return say(Language::en, "errors." + error.key, values);
}

/// Puts the line's id into `reply`, so that an error can name it.
Result<json::object> answer_text(const Result<std::string_view>& text, json::object& reply) {
  MADO_TRY(readable, text);
  const auto value = parse_json(readable);
  const auto* line = value ? value->if_object() : nullptr;
  if (line == nullptr) return fail(ErrorCode::unreadable, "calendar_eval.unreadable");
  if (const auto* id = line->if_contains("id")) reply["id"] = *id;
  return answer(*line);
}

json::object answer_line(const Result<std::string_view>& text) {
  json::object reply{{"id", nullptr}};
  auto result = answer_text(text, reply);
  if (!result) result = json::object{{"error", sentence_of(result.error())}};
  for (auto& [name, item] : *result) reply[name] = std::move(item);
  return reply;
}

}  // namespace

int calendar_eval(std::istream& in, std::ostream& out) {
  Lines lines(in);
  while (const auto line = lines.next())
    out << json::serialize(answer_line(*line)) << std::endl;  // flushed: a script may wait for each answer
  return 0;
}

}  // namespace mado::cli
