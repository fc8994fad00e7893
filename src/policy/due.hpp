/// When a promised time is used up, with the times of waiting left out (docs/clocks.md, "Due"). Pure sums
/// over one calendar; which promise binds which clock is decided in clocks.cpp.
#pragma once

#include <optional>
#include <vector>

#include "calendar/calendar.hpp"
#include "policy/model.hpp"

namespace mado::policy {

/// A time [from, to) in which the customer's answer was awaited; without `to` it still is.
struct Waiting {
  Instant from;
  std::optional<Instant> to;
};
using Waits = std::vector<Waiting>;  ///< in order, not overlapping; only the last may be unfinished

/// Open time in [from, to) that was not spent waiting. Without a calendar all time counts.
Millis time_used(const calendar::Calendar* calendar, Instant from, Instant to, const Waits& waits);

/// The instant at which `amount` (> 0) of open time, waiting left out, has passed since `from`. Nothing if
/// that never comes: an unfinished wait is in the way, or it lies beyond what a calendar can count.
std::optional<Instant> used_up(const calendar::Calendar* calendar, Instant from, Millis amount,
                               const Waits& waits);

/// The instant at which `target`, counted from `from`, is used up. Business days are counted first and then
/// moved on by the open time spent waiting before. Nothing as for used_up.
std::optional<Instant> due_at(const calendar::Calendar* calendar, const Target& target, Instant from,
                              const Waits& waits);

}  // namespace mado::policy
