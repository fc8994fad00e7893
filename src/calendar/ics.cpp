// Reads holidays from an iCalendar file (RFC 5545). Timed events are refused rather than skipped: a holiday
// that silently does not count would be found out by a customer.
#include <algorithm>

#include "calendar/calendar.hpp"
#include "calendar/ics_lines.hpp"

namespace mado::calendar {

using ics::bad_line;
using ics::Property;
using ics::upper;

namespace {

using std::chrono::days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int event_days_max = 366;
constexpr int repetitions_max = 1000;

std::optional<int> read_number(std::string_view text) {
  if (text.empty() || text.size() > 8) return std::nullopt;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// "20261122" (3.3.4).
std::optional<LocalDate> read_date(std::string_view text) {
  const auto number = text.size() == 8 ? read_number(text) : std::nullopt;
  if (!number) return std::nullopt;
  const auto date = year{*number / 10000} / (*number / 100 % 100) / (*number % 100);
  return date.ok() ? std::optional(LocalDate{date}) : std::nullopt;
}

Result<LocalDate> read_date(const Property& property) {
  if (const auto date = read_date(property.value)) return *date;
  const bool timed = property.value.size() > 8 && property.value[8] == 'T';
  return bad_line(timed ? "timed" : "date", property.line, property.value);
}

/// "P3D" or "P1W" (3.3.6); an all-day event has no smaller lengths.
std::optional<days> read_length(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  const auto number = read_number(text.substr(1, text.size() - 2));
  if (!number || (text.back() != 'D' && text.back() != 'W')) return std::nullopt;
  return days{*number * (text.back() == 'W' ? 7 : 1)};
}

/// How a yearly event repeats (3.3.10).
struct Yearly {
  std::optional<LocalDate> until;
  std::optional<int> count;
  bool for_ever() const { return !until && !count; }
};

/// One part of a rule, KEY=VALUE: false if it asks for anything but "every year on the date of DTSTART".
bool take_rule_part(std::string_view key, std::string_view value, const year_month_day& start, Yearly& rule) {
  const auto is = [&](unsigned wanted) { return read_number(value) == static_cast<int>(wanted); };
  if (key == "FREQ") return value == "YEARLY";
  if (key == "INTERVAL") return is(1);
  if (key == "BYMONTH") return is(static_cast<unsigned>(start.month()));
  if (key == "BYMONTHDAY") return is(static_cast<unsigned>(start.day()));
  if (key == "WKST") return true;
  if (key == "COUNT") return (rule.count = read_number(value)).value_or(0) > 0;
  if (key == "UNTIL") return (rule.until = read_date(value.substr(0, 8))).has_value();
  return false;
}

Result<Yearly> read_rule(const Property& property, LocalDate start) {
  Yearly rule;
  const auto whole = upper(property.value);
  bool yearly = false;
  for (std::string_view rest = whole; !rest.empty();) {
    const auto part = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const auto equals = std::min(part.find('='), part.size());
    const auto key = part.substr(0, equals), value = part.substr(std::min(equals + 1, part.size()));
    if (!take_rule_part(key, value, year_month_day{start}, rule))
      return bad_line("rule", property.line, std::string(part));
    yearly = yearly || key == "FREQ";
  }
  if (!yearly) return bad_line("rule", property.line, property.value);
  return rule;
}

/// The properties of a VEVENT that matter here.
struct Event {
  size_t line = 0;  ///< of its BEGIN
  std::optional<Property> start, end, length, rule;
  std::string name;
  bool workday = false;
  bool cancelled = false;
};

bool is_workday(std::string_view categories) {
  const auto list = "," + upper(categories) + ",";
  return list.contains(",WORKDAY,");
}

Result<void> take(Property property, Event& event) {
  static constexpr std::array<std::string_view, 4> not_understood = {"RDATE", "EXDATE", "EXRULE",
                                                                     "RECURRENCE-ID"};
  if (std::ranges::find(not_understood, property.name) != not_understood.end())
    return bad_line("property", property.line, property.name);
  if (property.name == "SUMMARY") event.name = ics::unescape(property.value);
  if (property.name == "CATEGORIES") event.workday = event.workday || is_workday(property.value);
  if (property.name == "STATUS") event.cancelled = upper(property.value) == "CANCELLED";
  if (property.name == "DTSTART")
    event.start = std::move(property);
  else if (property.name == "DTEND")
    event.end = std::move(property);
  else if (property.name == "DURATION")
    event.length = std::move(property);
  else if (property.name == "RRULE")
    event.rule = std::move(property);
  return {};
}

/// The dates of one event, [first, second).
Result<std::pair<LocalDate, LocalDate>> dates_of(const Event& event) {
  if (!event.start) return bad_line("no_start", event.line);
  MADO_TRY(start, read_date(*event.start));
  auto end = start + days{1};
  if (event.end) {
    MADO_TRY(given, read_date(*event.end));
    end = given;
  } else if (event.length) {
    const auto length = read_length(event.length->value);
    if (!length) return bad_line("length", event.length->line, event.length->value);
    end = start + *length;
  }
  if (end <= start || end - start > days{event_days_max})
    return bad_line("end", event.end ? event.end->line : event.length->line);
  return std::pair(start, end);
}

void put(const Event& event, LocalDate date, Plan& plan) {
  (event.workday ? plan.make_up_days : plan.holidays).emplace(date, event.name);
}

/// The date in another year; nothing for 29 February where there is none.
std::optional<LocalDate> in_year(LocalDate date, year other) {
  const year_month_day ymd{date};
  const auto moved = other / ymd.month() / ymd.day();
  return moved.ok() ? std::optional(LocalDate{moved}) : std::nullopt;
}

Result<void> put_yearly(const Event& event, LocalDate start, LocalDate end, Plan& plan) {
  MADO_TRY(rule, read_rule(*event.rule, start));
  if (rule.for_ever()) {
    if (event.workday) return bad_line("rule", event.rule->line, event.rule->value);
    for (auto date = start; date < end; date += days{1}) {
      const year_month_day ymd{date};
      plan.recurring_holidays.emplace(ymd.month() / ymd.day(), event.name);
    }
    return {};
  }
  const auto first_year = year_month_day{start}.year();
  int left = std::min(rule.count.value_or(repetitions_max), repetitions_max);
  for (int ahead = 0; left > 0 && ahead < repetitions_max; ++ahead) {
    const auto moved = in_year(start, first_year + std::chrono::years{ahead});
    if (!moved) continue;
    if (rule.until && *moved > *rule.until) break;
    for (auto date = *moved; date < *moved + (end - start); date += days{1}) put(event, date, plan);
    --left;
  }
  return {};
}

Result<void> put(const Event& event, Plan& plan) {
  if (event.cancelled) return {};
  MADO_TRY(dates, dates_of(event));
  if (event.rule) return put_yearly(event, dates.first, dates.second, plan);
  for (auto date = dates.first; date < dates.second; date += days{1}) put(event, date, plan);
  return {};
}

/// Follows BEGIN and END, and hands what stands directly in a VEVENT on.
class IcsReader {
 public:
  explicit IcsReader(Plan& plan) : plan_(plan) {}

  Result<void> take(Property property) {
    if (property.name == "BEGIN") return begin(property);
    if (property.name == "END") return end(property);
    if (open_.empty()) return bad_line("not_a_calendar", property.line);
    return in_event() ? calendar::take(std::move(property), event_) : Result<void>{};
  }
  Result<void> finish(size_t last_line) const {
    if (seen_ && open_.empty()) return {};
    return bad_line(seen_ ? "nesting" : "not_a_calendar", last_line, seen_ ? open_.back() : "");
  }

 private:
  bool in_event() const { return open_.size() == 2 && open_.back() == "VEVENT"; }

  Result<void> begin(const Property& property) {
    auto component = upper(property.value);
    if (open_.empty() && component != "VCALENDAR") return bad_line("not_a_calendar", property.line);
    seen_ = true;
    open_.push_back(std::move(component));
    if (in_event()) event_ = Event{}, event_.line = property.line;
    return {};
  }
  Result<void> end(const Property& property) {
    if (open_.empty() || open_.back() != upper(property.value))
      return bad_line("nesting", property.line, property.value);
    const bool was_event = in_event();
    open_.pop_back();
    return was_event ? put(event_, plan_) : Result<void>{};
  }

  Plan& plan_;
  std::vector<std::string> open_;  ///< components that have begun, the outermost first
  Event event_;
  bool seen_ = false;
};

}  // namespace

Result<void> read_holidays(std::string_view text, Plan& plan) {
  Plan read = plan;
  IcsReader reader(read);
  MADO_TRY(properties, ics::read_lines(text));
  const auto last_line = properties.empty() ? 1 : properties.back().line;
  for (auto& property : properties) MADO_CHECK(reader.take(std::move(property)));
  MADO_CHECK(reader.finish(last_line));
  plan = std::move(read);
  return {};
}

}  // namespace mado::calendar
