/// Working time the slow way, minute by minute, as an independent check: it shares no code with calendar/ but
/// the Plan. It asks the date library for every local time, so it holds for the years of the zone tables (to
/// 2037) and for zones whose offsets are whole minutes (since 1975 all).
#pragma once

#include "calendar/calendar.hpp"

namespace mado::calendar {

class SlowCalendar {
 public:
  explicit SlowCalendar(Plan plan) : plan_(std::move(plan)) {}

  /// `at` in whole minutes, as everywhere here.
  bool open_at(Instant at) const;
  Minutes between(Instant from, Instant to) const;
  /// Nothing if it is not reached before `limit`.
  std::optional<Instant> add(Instant start, Minutes amount, Instant limit) const;
  std::optional<Instant> add_business_days(Instant start, int days, Instant limit) const;

 private:
  struct Run {
    Instant from, to;
  };
  bool minute_is_open(LocalDate date, Minutes minute) const;
  const std::vector<Run>& runs(LocalDate date) const;

  Plan plan_;
  mutable std::map<LocalDate, std::vector<Run>> runs_;
};

}  // namespace mado::calendar
