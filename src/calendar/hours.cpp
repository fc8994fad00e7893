#include "calendar/hours.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mado::calendar {
namespace {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::year_month_day;

constexpr Minutes day_end = std::chrono::hours{24};
const Day closed;

std::string clock_text(Minutes minutes) {
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

Result<void> check(const Span& span) {
  if (span.from >= Minutes{0} && span.from < span.to && span.to <= day_end) return {};
  const bool overnight = span.to < span.from && span.to >= Minutes{0} && span.from <= day_end;
  return std::unexpected(Error{.code = ErrorCode::invalid,
                               .key = overnight ? "calendar.across_midnight" : "calendar.bad_span",
                               .values = {{"from", clock_text(span.from)}, {"to", clock_text(span.to)}}});
}

/// In order, with spans that touch or overlap made one.
Result<Day> tidy(Day day) {
  for (const auto& span : day) MADO_CHECK(check(span));
  std::ranges::sort(day, {}, &Span::from);
  Day tidied;
  for (const auto& span : day) {
    if (!tidied.empty() && span.from <= tidied.back().to)
      tidied.back().to = std::max(tidied.back().to, span.to);
    else
      tidied.push_back(span);
  }
  return tidied;
}

Day without(const Day& day, const Day& breaks) {
  Day left;
  for (Span span : day) {
    for (const auto& pause : breaks) {
      if (pause.to <= span.from || pause.from >= span.to) continue;
      if (pause.from > span.from) left.push_back({span.from, pause.from});
      span.from = std::min(pause.to, span.to);
    }
    if (span.from < span.to) left.push_back(span);
  }
  return left;
}

Result<void> tidy_all(std::map<LocalDate, Day>& days_by_date) {
  for (auto& [date, day] : days_by_date) {
    MADO_TRY(tidied, tidy(std::move(day)));
    day = std::move(tidied);
  }
  return {};
}

Result<Plan> tidy_plan(Plan plan) {
  for (auto& day : plan.week) {
    MADO_TRY(tidied, tidy(std::move(day)));
    day = std::move(tidied);
  }
  MADO_TRY(make_up, tidy(std::move(plan.make_up_hours)));
  plan.make_up_hours = make_up.empty() ? plan.week[0] : std::move(make_up);
  MADO_CHECK(tidy_all(plan.shifts));
  MADO_CHECK(tidy_all(plan.breaks));
  return plan;
}

std::set<LocalDate> dates_of(const Plan& plan) {
  std::set<LocalDate> dates;
  const auto add = [&](const auto& by_date) {
    for (const auto& [date, ignored] : by_date) dates.insert(date);
  };
  add(plan.holidays), add(plan.make_up_days), add(plan.shifts), add(plan.breaks);
  return dates;
}

size_t place_of(const month_day& day) {
  return (static_cast<unsigned>(day.month()) - 1) * 31 + static_cast<unsigned>(day.day()) - 1;
}

month_day month_day_of(LocalDate date) {
  const year_month_day ymd{date};
  return {ymd.month(), ymd.day()};
}

}  // namespace

Result<Hours> Hours::of(const Plan& raw) {
  Hours hours;
  if (raw.always) {
    hours.week_.fill({{Minutes{0}, day_end}});
    return hours;
  }
  MADO_TRY(plan, tidy_plan(raw));
  hours.week_ = plan.week;
  hours.recurring_holidays_ = plan.recurring_holidays;
  for (const auto& [day, name] : plan.recurring_holidays)
    if (day.ok()) hours.recurring_.set(place_of(day));
  hours.holidays_ = plan.holidays;
  for (const auto& [date, day] : plan.shifts) hours.lifted_.insert(date);
  for (const auto& [date, name] : plan.make_up_days) hours.lifted_.insert(date);
  for (const auto date : dates_of(plan)) {
    const auto breaks = plan.breaks.find(date);
    hours.overrides_.emplace_back(date, without(hours.before_breaks(plan, date),
                                                breaks == plan.breaks.end() ? closed : breaks->second));
  }
  const auto is_open = [](const auto& day) { return !day.empty(); };
  if (std::ranges::none_of(hours.week_, is_open) &&
      std::ranges::none_of(hours.overrides_, is_open, &std::pair<LocalDate, Day>::second))
    return fail(ErrorCode::invalid, "calendar.never_open");
  return hours;
}

Day Hours::before_breaks(const Plan& plan, LocalDate date) const {
  if (const auto shift = plan.shifts.find(date); shift != plan.shifts.end()) return shift->second;
  if (plan.make_up_days.contains(date)) return plan.make_up_hours;
  if (plan.holidays.contains(date) || is_recurring_holiday(date)) return closed;
  return week_[weekday_of(date)];
}

const Day* Hours::override_of(LocalDate date) const {
  const auto found = std::ranges::lower_bound(overrides_, date, {}, &std::pair<LocalDate, Day>::first);
  return found != overrides_.end() && found->first == date ? &found->second : nullptr;
}

bool Hours::is_recurring_holiday(LocalDate date) const {
  return recurring_.any() && recurring_[place_of(month_day_of(date))];
}

const Day& Hours::on(LocalDate date) const {
  if (const auto* day = override_of(date)) return *day;
  return is_recurring_holiday(date) ? closed : week_[weekday_of(date)];
}

std::optional<std::string_view> Hours::holiday(LocalDate date) const {
  if (lifted_.contains(date)) return std::nullopt;
  if (const auto dated = holidays_.find(date); dated != holidays_.end()) return dated->second;
  if (!is_recurring_holiday(date)) return std::nullopt;
  return recurring_holidays_.at(month_day_of(date));
}

std::vector<LocalDate> Hours::exceptions(LocalDate from, LocalDate until) const {
  std::vector<LocalDate> dates;
  for (const auto& [date, day] : overrides_)
    if (date >= from && date < until) dates.push_back(date);
  const auto first_year = year_month_day{from}.year(), last_year = year_month_day{until}.year();
  for (const auto& [day, name] : recurring_holidays_)
    for (auto year = first_year; year <= last_year; ++year) {
      const year_month_day date{year, day.month(), day.day()};
      if (date.ok() && LocalDate{date} >= from && LocalDate{date} < until) dates.emplace_back(date);
    }
  std::ranges::sort(dates);
  dates.erase(std::ranges::unique(dates).begin(), dates.end());
  return dates;
}

bool Hours::never_closes() const {
  const auto whole = [](const Day& day) { return day == Day{{Minutes{0}, day_end}}; };
  return recurring_.none() && std::ranges::all_of(week_, whole) &&
         std::ranges::all_of(overrides_, whole, &std::pair<LocalDate, Day>::second);
}

}  // namespace mado::calendar
