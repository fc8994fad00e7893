#include "calendar/ledger.hpp"

#include <algorithm>
#include <ranges>

namespace mado::calendar {
namespace {

using std::chrono::days;

/// Dates on which, or next to which, a zone changes its offset.
void append_changes(const Zone& zone, std::vector<LocalDate>& dates) {
  for (const auto& period : zone.periods()) {
    const auto change = zone.date(period.begin);
    for (auto date = change - days{2}; date <= change + days{2}; date += days{1})
      if (date >= Ledger::begin && date < Ledger::end) dates.push_back(date);
  }
}

Totals regular_totals(const Day& day) {
  Totals totals{.open_days = day.empty() ? 0 : 1};
  for (const auto& span : day) totals.open += span.to - span.from;
  return totals;
}

}  // namespace

Instant close_of(const Zone& zone, const Hours& hours, LocalDate date) {
  for (const auto& span : std::views::reverse(hours.on(date)))
    if (const auto [from, to] = stretch_of(zone, date, span); from < to) return to;
  return Instant::min();
}

Totals totals_of(const Zone& zone, const Hours& hours, LocalDate date) {
  Totals totals;
  auto counted_until = close_of(zone, hours, date - days{1});
  for (const auto& span : hours.on(date)) {
    const auto [from, to] = stretch_of(zone, date, span);
    if (to > from) totals.open_days = 1;
    totals.open += std::max(to - std::max(from, counted_until), Millis{0});
    counted_until = std::max(counted_until, to);
  }
  return totals;
}

Ledger::Ledger(const Zone& zone, const Hours& hours) {
  for (size_t day = 0; day < 7; ++day)
    week_[day + 1] = week_[day], week_[day + 1] += regular_totals(hours.on_weekday(day));
  auto dates = hours.exceptions(begin, end);
  append_changes(zone, dates);
  std::ranges::sort(dates);
  dates.erase(std::ranges::unique(dates).begin(), dates.end());
  Totals sum;
  for (const auto date : dates) {
    sum += totals_of(zone, hours, date) - regular_totals(hours.on_weekday(weekday_of(date)));
    corrections_.push_back({date, sum});
  }
}

Totals Ledger::regular_before(LocalDate date) const {
  const auto day_count = (date - begin).count();
  auto totals = week_[static_cast<size_t>(day_count % 7)];
  totals.open += week_[7].open * (day_count / 7);
  totals.open_days += week_[7].open_days * (day_count / 7);
  return totals;
}

Totals Ledger::before(LocalDate date) const {
  auto totals = regular_before(date);
  const auto next = std::ranges::lower_bound(corrections_, date, {}, &Correction::date);
  if (next != corrections_.begin()) totals += std::prev(next)->sum;
  return totals;
}

}  // namespace mado::calendar
