/// Working time the slow and obvious way: all open stretches of a window, written into one list and counted
/// one by one. It shares no code with calendar/ but the Plan, and asks the date library for every local time,
/// so it holds for the years of the zone tables (to 2037).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"

namespace mado::property {

using calendar::LocalDate;
using calendar::Plan;

struct Stretch {
  Instant from;
  Instant to;
};
using Stretches = std::vector<Stretch>;  ///< in order and apart from each other

class ObviousCalendar {
 public:
  /// Knows the local dates from `first` to `last`.
  ObviousCalendar(const Plan& plan, LocalDate first, LocalDate last);

  const Stretches& open() const { return open_; }
  /// Questions must lie well inside the window; where the answer does not, there is none.
  bool open_at(Instant at) const;
  std::optional<Instant> next_opening(Instant at) const;
  std::optional<Instant> closes(Instant at) const;
  std::optional<Instant> add_business_days(Instant start, std::int64_t days) const;
  /// The holiday that closes the local date of an instant; empty if none does.
  std::string holiday_at(Instant at) const;

 private:
  struct OpenDate {
    LocalDate date;
    Instant closes;
  };

  Plan plan_;
  Stretches open_;
  std::vector<OpenDate> open_dates_;  ///< on which at least one instant is open
};

/// Open time in [from, to).
Millis open_between(const Stretches& open, Instant from, Instant to);
/// When `amount` (> 0) of open time has passed since `start`; nothing if the window ends before.
std::optional<Instant> add_open(const Stretches& open, Instant start, Millis amount);
/// What is left of the open time where [from, to) is cut out.
Stretches without(const Stretches& open, Instant from, Instant to);

/// The date library's reading of a local moment; of none (a gap) the first instant after it.
enum class Which { first, last };
Instant instant_of_local(const std::string& zone, LocalDate date, Millis time, Which which);
LocalDate date_of(const std::string& zone, Instant at);

}  // namespace mado::property
