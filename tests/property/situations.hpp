/// Random calendars, each with the moment around which it is tried, half of them beside a change of the
/// zone's offset.
#pragma once

#include <string>
#include <vector>

#include "property/obvious_calendar.hpp"
#include "property/seeds.hpp"

namespace mado::property {

/// Zones whose changes are odd (at midnight, half an hour, two hours, around Ramadan, a date left out, a
/// quarter of an hour off) beside usual ones and ones that never change.
const std::vector<std::string>& all_zones();

struct Situation {
  Plan plan;
  calendar::Calendar calendar;
  ObviousCalendar obvious;
  Instant middle;  ///< well inside the obvious calendar's window

  /// A moment within some weeks of the middle, mostly on a whole minute, often at an edge of open time.
  Instant any_instant(Dice& dice) const;
};

/// How many local dates the obvious calendar knows before and after the middle.
inline constexpr std::chrono::days window_before{40};
inline constexpr std::chrono::days window_after{200};

Situation any_situation(Dice& dice, const std::string& zone);
/// What one needs to see of a situation to understand a failure.
std::string text(const Situation& situation);

}  // namespace mado::property
