/// Sums of open time over whole dates without walking them: what regular weeks give, corrected at the few
/// dates that differ (holidays, shifts, daylight saving). Only a short cut: walk.hpp is right without it.
#pragma once

#include "calendar/hours.hpp"
#include "calendar/zone.hpp"

namespace mado::calendar {

/// A stretch of open time, [from, to).
struct Stretch {
  Instant from;
  Instant to;
};

/// When a span of a local date is open: from the first of its opening time to the last of its closing time.
/// Empty (to ≤ from) where a gap swallows it.
template <class AnyZone>  // Zone or ZoneCursor
Stretch stretch_of(AnyZone& zone, LocalDate date, const Span& span) {
  return {zone.first(date + span.from), zone.last(date + span.to)};
}

/// When the last span of a date closes that opens at all (a gap may swallow one); the beginning of time for a
/// date that does not open.
Instant close_of(const Zone& zone, const Hours& hours, LocalDate date);

struct Totals {
  Millis open{0};
  std::int64_t open_days = 0;

  Totals& operator+=(const Totals& other) {
    open += other.open, open_days += other.open_days;
    return *this;
  }
  Totals operator-(const Totals& other) const { return {open - other.open, open_days - other.open_days}; }
};

/// The open time of one date, less what the date before still holds open, and 1 if it opens at all.
Totals totals_of(const Zone& zone, const Hours& hours, LocalDate date);

class Ledger {
 public:
  Ledger(const Zone& zone, const Hours& hours);

  /// The dates it knows: [begin, end).
  static constexpr LocalDate begin{std::chrono::days{4}};  ///< Monday 1970-01-05
  static constexpr LocalDate end = begin + std::chrono::weeks{7000};
  /// The totals of [begin, date), for dates from begin to end.
  Totals before(LocalDate date) const;
  /// The last date in [from, until] for which `fits(totals of [from, date))`; from itself must fit.
  template <class Fits>
  LocalDate last_date(LocalDate from, LocalDate until, Fits fits) const {
    const auto start = before(from);
    while (from < until) {
      const auto middle = until - (until - from) / 2;
      if (fits(before(middle) - start))
        from = middle;
      else
        until = middle - std::chrono::days{1};
    }
    return from;
  }

 private:
  struct Correction {
    LocalDate date;
    Totals sum;  ///< of this date and all earlier ones, against their weekdays
  };
  Totals regular_before(LocalDate date) const;

  std::array<Totals, 8> week_;  ///< of the first n weekdays
  std::vector<Correction> corrections_;
};

}  // namespace mado::calendar
