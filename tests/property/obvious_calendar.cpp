#include "property/obvious_calendar.hpp"

#include <date/tz.h>

#include <algorithm>

namespace mado::property {
namespace {

using calendar::Day;
using calendar::Minutes;
using calendar::Span;
using std::chrono::days;

constexpr int day_minutes = 24 * 60;
using Face = std::vector<bool>;  // one for each minute of a local day: open or not

void paint(Face& face, const Day& spans, bool open) {
  for (const auto& span : spans)
    for (auto minute = span.from; minute < span.to; ++minute)
      face[static_cast<size_t>(minute.count())] = open;
}

bool is_holiday(const Plan& plan, LocalDate date) {
  const std::chrono::year_month_day ymd{date};
  return plan.holidays.contains(date) || plan.recurring_holidays.contains(ymd.month() / ymd.day());
}

/// The precedence that calendar.hpp tells, minute by minute.
Face face_of(const Plan& plan, LocalDate date) {
  Face face(day_minutes, false);
  const auto monday_first = (std::chrono::weekday{date}.c_encoding() + 6) % 7;
  if (plan.shifts.contains(date))
    paint(face, plan.shifts.at(date), true);
  else if (plan.make_up_days.contains(date))
    paint(face, plan.make_up_hours.empty() ? plan.week[0] : plan.make_up_hours, true);
  else if (!is_holiday(plan, date))
    paint(face, plan.week[monday_first], true);
  if (plan.breaks.contains(date)) paint(face, plan.breaks.at(date), false);
  return face;
}

/// The runs of open minutes.
Day spans_of(const Face& face) {
  Day spans;
  for (int minute = 0; minute < day_minutes; ++minute) {
    if (!face[static_cast<size_t>(minute)]) continue;
    if (spans.empty() || spans.back().to != Minutes{minute})
      spans.push_back({Minutes{minute}, Minutes{minute + 1}});
    else
      spans.back().to = Minutes{minute + 1};
  }
  return spans;
}

void add_to_list(Stretches& open, Stretch next) {
  if (!open.empty()) next.from = std::max(next.from, open.back().to);
  if (next.from >= next.to) return;
  if (!open.empty() && open.back().to == next.from)
    open.back().to = next.to;
  else
    open.push_back(next);
}

}  // namespace

Instant instant_of_local(const std::string& zone, LocalDate date, Millis time, Which which) {
  const date::local_time<Millis> local{(date + time).time_since_epoch()};
  const auto info = date::locate_zone(zone)->get_info(local);
  if (info.result == date::local_info::nonexistent) return Instant{info.first.end};
  const bool second = info.result == date::local_info::ambiguous && which == Which::last;
  return Instant{local.time_since_epoch() - (second ? info.second : info.first).offset};
}

LocalDate date_of(const std::string& zone, Instant at) {
  return LocalDate{std::chrono::floor<days>(date::locate_zone(zone)->to_local(at).time_since_epoch())};
}

ObviousCalendar::ObviousCalendar(const Plan& plan, LocalDate first, LocalDate last) : plan_(plan) {
  for (auto date = first; date <= last; date += days{1}) {
    std::optional<Instant> closes;
    for (const auto& span : spans_of(face_of(plan, date))) {
      const Stretch next{instant_of_local(plan.zone, date, span.from, Which::first),
                         instant_of_local(plan.zone, date, span.to, Which::last)};
      if (next.from < next.to) closes = next.to;
      add_to_list(open_, next);
    }
    if (closes) open_dates_.push_back({date, *closes});
  }
}

bool ObviousCalendar::open_at(Instant at) const {
  for (const auto& one : open_)
    if (one.from <= at && at < one.to) return true;
  return false;
}

std::optional<Instant> ObviousCalendar::next_opening(Instant at) const {
  for (const auto& one : open_)
    if (at < one.to) return std::max(at, one.from);
  return std::nullopt;
}

std::optional<Instant> ObviousCalendar::closes(Instant at) const {
  for (const auto& one : open_)
    if (one.from <= at && at < one.to) return &one == &open_.back() ? std::nullopt : std::optional(one.to);
  return at;
}

std::optional<Instant> ObviousCalendar::add_business_days(Instant start, std::int64_t count) const {
  const auto opened = next_opening(start);
  if (!opened || count == 0) return opened;
  const auto date = date_of(plan_.zone, *opened);
  const auto local = date::locate_zone(plan_.zone)->to_local(*opened).time_since_epoch();
  const auto time = local - date.time_since_epoch();
  for (const auto& open_date : open_dates_) {
    if (open_date.date <= date || --count > 0) continue;
    if (plan_.business_days == Plan::BusinessDays::end_of_day) return open_date.closes;
    return next_opening(instant_of_local(plan_.zone, open_date.date, time, Which::first));
  }
  return std::nullopt;
}

std::string ObviousCalendar::holiday_at(Instant at) const {
  const auto date = date_of(plan_.zone, at);
  if (plan_.shifts.contains(date) || plan_.make_up_days.contains(date)) return {};
  if (plan_.holidays.contains(date)) return plan_.holidays.at(date);
  const std::chrono::year_month_day ymd{date};
  return is_holiday(plan_, date) ? plan_.recurring_holidays.at(ymd.month() / ymd.day()) : std::string{};
}

Millis open_between(const Stretches& open, Instant from, Instant to) {
  Millis sum{0};
  for (const auto& one : open)
    if (one.from < to && from < one.to) sum += std::min(one.to, to) - std::max(one.from, from);
  return sum;
}

std::optional<Instant> add_open(const Stretches& open, Instant start, Millis amount) {
  for (const auto& one : open) {
    const auto from = std::max(one.from, start);
    if (from >= one.to) continue;
    if (amount <= one.to - from) return from + amount;
    amount -= one.to - from;
  }
  return std::nullopt;
}

Stretches without(const Stretches& open, Instant from, Instant to) {
  Stretches left;
  for (const auto& one : open) {
    if (one.to <= from || one.from >= to) {
      left.push_back(one);
      continue;
    }
    if (one.from < from) left.push_back({one.from, from});
    if (one.to > to) left.push_back({to, one.to});
  }
  return left;
}

}  // namespace mado::property
