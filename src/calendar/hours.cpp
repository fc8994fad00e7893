#include "calendar/hours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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
  for (const auto date : dates_of(plan)) hours.exceptions_.push_back(hours.exception(plan, date));
  const auto is_open = [](const auto& day) { return !day.empty(); };
  if (std::ranges::none_of(hours.week_, is_open) &&
      std::ranges::none_of(hours.exceptions_, is_open, &Exception::day))
    return fail(ErrorCode::invalid, "calendar.never_open");
  return hours;
}

Hours::Exception Hours::exception(const Plan& plan, LocalDate date) const {
  Exception made{.date = date, .day = {}, .holiday = {}};
  const auto shift = plan.shifts.find(date);
  const auto holiday = plan.holidays.find(date);
  if (shift != plan.shifts.end())
    made.day = shift->second;
  else if (plan.make_up_days.contains(date))
    made.day = plan.make_up_hours;
  else if (holiday != plan.holidays.end())
    made.holiday = holiday->second;
  else if (const auto* name = recurring_holiday(date))
    made.holiday = *name;
  else
    made.day = week_[weekday_of(date)];
  if (const auto breaks = plan.breaks.find(date); breaks != plan.breaks.end())
    made.day = without(made.day, breaks->second);
  return made;
}

const std::string* Hours::recurring_holiday(LocalDate date) const {
  if (recurring_holidays_.empty()) return nullptr;
  const auto day = month_day_of(date);
  return recurring_[place_of(day)] ? &recurring_holidays_.at(day) : nullptr;
}

size_t Hours::first_exception(LocalDate date) const {
  return static_cast<size_t>(std::ranges::lower_bound(exceptions_, date, {}, &Exception::date) -
                             exceptions_.begin());
}

const Day& Hours::without_exception(LocalDate date) const {
  return recurring_holiday(date) != nullptr ? closed : week_[weekday_of(date)];
}

const Day& Hours::on(LocalDate date) const { return HoursCursor(*this).on(date); }

const Hours::Exception* HoursCursor::find(LocalDate date) {
  if (date < asked_from_ || date > next_date_) {
    next_ = hours_->first_exception(date);
    asked_from_ = date;
    next_date_ = next_ < hours_->exceptions_.size() ? hours_->exceptions_[next_].date : LocalDate::max();
  }
  return date == next_date_ && next_ < hours_->exceptions_.size() ? &hours_->exceptions_[next_] : nullptr;
}

std::vector<LocalDate> Hours::exceptions(LocalDate from, LocalDate until) const {
  std::vector<LocalDate> dates;
  for (const auto& exception : exceptions_)
    if (exception.date >= from && exception.date < until) dates.push_back(exception.date);
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
         std::ranges::all_of(exceptions_, whole, &Exception::day);
}

}  // namespace mado::calendar
