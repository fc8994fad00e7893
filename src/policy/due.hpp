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

/// A moment that the times of waiting move on. It is kept while more is waited, and counts every finished
/// wait once, however often it is asked: in a life with thousands of them each costs as little as in one with
/// two.
class Moving {
 public:
  /// `at`: when it would be had nobody waited since `from`; nothing stays nothing.
  Moving(std::optional<Instant> at, Instant from) : unmoved_(at), at_(at), from_(from) {}
  /// The moment, moved on by the open time spent waiting before it. Nothing while an unfinished wait is in
  /// the way, or if it lies beyond what a calendar can count. Calendar and waits are the same each time, but
  /// that more has been waited.
  std::optional<Instant> over(const calendar::Calendar* calendar, const Waits& waits);
  std::optional<Instant> unmoved() const { return unmoved_; }

 private:
  std::optional<Instant> unmoved_;
  std::optional<Instant> at_;
  Instant from_;
  size_t counted_ = 0;  ///< waits that need not be looked at again
};

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
