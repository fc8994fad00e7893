/// The opening hours of every local date: the plan with its precedence worked out once. Inside calendar/
/// only; it knows no zone and no instant.
#pragma once

#include <bitset>
#include <set>
#include <utility>
#include <vector>

#include "calendar/calendar.hpp"

namespace mado::calendar {

class Hours {
 public:
  /// Errors: as Calendar::make.
  static Result<Hours> of(const Plan& plan);

  /// The spans of a date, in order and apart from each other.
  const Day& on(LocalDate date) const;
  const Day& on_weekday(size_t monday_first) const { return week_[monday_first]; }
  /// The name of the holiday that closes a date; nothing where none does.
  std::optional<std::string_view> holiday(LocalDate date) const;
  /// The dates in [from, until) whose hours may differ from their weekday's, in order.
  std::vector<LocalDate> exceptions(LocalDate from, LocalDate until) const;
  /// Open around the clock on every date.
  bool never_closes() const;

 private:
  const Day* override_of(LocalDate date) const;
  bool is_recurring_holiday(LocalDate date) const;
  Day before_breaks(const Plan& plan, LocalDate date) const;

  std::array<Day, 7> week_;
  std::vector<std::pair<LocalDate, Day>> overrides_;  ///< by date
  std::bitset<12 * 31> recurring_;
  std::map<LocalDate, std::string> holidays_;
  std::map<std::chrono::month_day, std::string> recurring_holidays_;
  std::set<LocalDate> lifted_;  ///< dates of shifts and make-up days: no holiday closes them
};

/// Monday = 0.
inline size_t weekday_of(LocalDate date) { return std::chrono::weekday{date}.iso_encoding() - 1; }

}  // namespace mado::calendar
