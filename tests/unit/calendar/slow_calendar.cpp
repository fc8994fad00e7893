#include "unit/calendar/slow_calendar.hpp"

#include <date/tz.h>

#include <algorithm>

namespace mado::calendar {
namespace {

using std::chrono::days;
using std::chrono::minutes;

enum class Which { first, last };

Instant instant_of_local(const std::string& zone, LocalDate date, Minutes minute, Which which) {
  const date::local_seconds local{(date + minute).time_since_epoch()};
  const auto info = date::locate_zone(zone)->get_info(local);
  if (info.result == date::local_info::nonexistent) return Instant{info.first.end};
  const bool second = info.result == date::local_info::ambiguous && which == Which::last;
  return Instant{(local.time_since_epoch() - (second ? info.second : info.first).offset)};
}

LocalDate date_of(const std::string& zone, Instant at) {
  const auto local = date::locate_zone(zone)->to_local(at);
  return LocalDate{std::chrono::floor<days>(local.time_since_epoch())};
}

bool covers(const Day& day, Minutes minute) {
  return std::ranges::any_of(day, [&](const Span& s) { return s.from <= minute && minute < s.to; });
}

}  // namespace

bool SlowCalendar::minute_is_open(LocalDate date, Minutes minute) const {
  const std::chrono::year_month_day ymd{date};
  const auto monday_first = (std::chrono::weekday{date}.c_encoding() + 6) % 7;
  if (plan_.breaks.contains(date) && covers(plan_.breaks.at(date), minute)) return false;
  if (plan_.shifts.contains(date)) return covers(plan_.shifts.at(date), minute);
  if (plan_.make_up_days.contains(date))
    return covers(plan_.make_up_hours.empty() ? plan_.week[0] : plan_.make_up_hours, minute);
  if (plan_.holidays.contains(date) || plan_.recurring_holidays.contains(ymd.month() / ymd.day()))
    return false;
  return covers(plan_.week[monday_first], minute);
}

const std::vector<SlowCalendar::Run>& SlowCalendar::runs(LocalDate date) const {
  if (const auto known = runs_.find(date); known != runs_.end()) return known->second;
  auto& runs = runs_[date];
  std::optional<Minutes> opened;
  for (Minutes minute{0}; minute <= days{1}; ++minute) {
    const bool open = minute < days{1} && minute_is_open(date, minute);
    if (open && !opened) opened = minute;
    if (!open && opened) {
      runs.push_back({instant_of_local(plan_.zone, date, *opened, Which::first),
                      instant_of_local(plan_.zone, date, minute, Which::last)});
      opened.reset();
    }
  }
  return runs;
}

bool SlowCalendar::open_at(Instant at) const {
  const auto date = date_of(plan_.zone, at);
  for (auto near = date - days{1}; near <= date + days{1}; near += days{1})
    for (const auto& run : runs(near))
      if (run.from <= at && at < run.to) return true;
  return false;
}

Minutes SlowCalendar::between(Instant from, Instant to) const {
  Minutes open{0};
  for (auto at = from; at < to; at += minutes{1})
    if (open_at(at)) ++open;
  return open;
}

std::optional<Instant> SlowCalendar::add(Instant start, Minutes amount, Instant limit) const {
  for (auto at = start; at < limit; at += minutes{1}) {
    if (!open_at(at)) continue;
    if (amount == Minutes{0}) return at;
    if (--amount == Minutes{0}) return at + minutes{1};
  }
  return std::nullopt;
}

std::optional<Instant> SlowCalendar::add_business_days(Instant start, int count, Instant limit) const {
  const auto opened = add(start, Minutes{0}, limit);
  if (!opened || count == 0) return opened;
  const std::chrono::local_time<Millis> local{
      date::locate_zone(plan_.zone)->to_local(*opened).time_since_epoch()};
  auto date = std::chrono::floor<days>(local);
  const auto time = std::chrono::duration_cast<Minutes>(local - date);
  Instant closes;
  while (count > 0) {
    date += days{1};
    if (date > date_of(plan_.zone, limit)) return std::nullopt;
    bool opens = false;
    for (const auto& run : runs(date))
      if (run.from < run.to) opens = true, closes = run.to;
    if (opens) --count;
  }
  if (plan_.business_days == Plan::BusinessDays::end_of_day) return closes;
  return add(instant_of_local(plan_.zone, date, time, Which::first), Minutes{0}, limit);
}

}  // namespace mado::calendar
