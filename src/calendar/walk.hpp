/// Goes through the open time after an instant, date by date. Inside calendar/ only.
#pragma once

#include <mutex>

#include "calendar/ledger.hpp"

namespace mado::calendar {

/// What sums are made from: hours in a zone.
class Timetable {
 public:
  Timetable(const Zone& zone_found, Hours hours_read) : zone(zone_found), hours(std::move(hours_read)) {}

  const Zone& zone;
  const Hours hours;
  /// Made when first asked for: most sums end within days and need none.
  const Ledger& ledger() const;

 private:
  mutable std::once_flag ledger_once_;
  mutable std::optional<Ledger> ledger_;
};

/// Gives open stretches in order, from `start` on, never overlapping; stretches that touch are not joined.
class Walk {
 public:
  /// Sums that lead further than this after their start are refused.
  static constexpr std::chrono::days reach_max{73'050};  // 200 years

  Walk(const Timetable& table, Instant start);
  /// The same, through the date `last` however far it is.
  Walk(const Timetable& table, Instant start, LocalDate last);

  /// Nothing after the last date.
  std::optional<Stretch> next();
  /// Where whole dates follow whose open time is less than `amount` together, leaves them out and answers
  /// their open time.
  Millis skip_amount(Millis amount);
  /// The same for the dates that are past well before `end`.
  Millis skip_until(Instant end);

 private:
  bool may_skip() const;
  Millis skip_to(LocalDate date);

  const Timetable& table_;
  ZoneCursor zone_;
  HoursCursor hours_;
  Instant reached_;
  LocalDate date_;
  LocalDate last_date_;
  LocalDate skip_from_;
  const Day* day_;
  size_t next_span_ = 0;
};

}  // namespace mado::calendar
