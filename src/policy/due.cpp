#include "policy/due.hpp"

#include <algorithm>

namespace mado::policy {
namespace {

using calendar::Calendar;

Millis open_between(const Calendar* calendar, Instant from, Instant to) {
  if (to <= from) return Millis{0};
  return calendar == nullptr ? to - from : calendar->between(from, to);
}

std::optional<Instant> add_open(const Calendar* calendar, Instant from, Millis amount) {
  if (calendar == nullptr) return from + amount;
  const auto sum = calendar->add(from, amount);
  return sum ? std::optional(*sum) : std::nullopt;
}

/// Moves `due` on by the open time spent waiting between `from` and it. One pass is the fixpoint: if open
/// time was awaited before `due`, the whole of that wait lies before the due that has moved over it. A wait
/// that takes no open time before `due` (it begins at `due` itself, say) moves nothing: the promise is used
/// up.
std::optional<Instant> moved_on(const Calendar* calendar, std::optional<Instant> due, Instant from,
                                const Waits& waits) {
  for (const auto& wait : waits) {
    if (!due || wait.from >= *due) break;
    const auto begin = std::max(wait.from, from);
    const auto before = wait.to ? std::min(*wait.to, *due) : *due;
    if (open_between(calendar, begin, before) == Millis{0}) continue;
    if (!wait.to) return std::nullopt;
    due = add_open(calendar, *due, open_between(calendar, begin, *wait.to));
  }
  return due;
}

}  // namespace

Millis time_used(const Calendar* calendar, Instant from, Instant to, const Waits& waits) {
  auto used = open_between(calendar, from, to);
  for (const auto& wait : waits)
    used -= open_between(calendar, std::max(wait.from, from), wait.to ? std::min(*wait.to, to) : to);
  return used;
}

std::optional<Instant> used_up(const Calendar* calendar, Instant from, Millis amount, const Waits& waits) {
  return moved_on(calendar, add_open(calendar, from, amount), from, waits);
}

std::optional<Instant> due_at(const Calendar* calendar, const Target& target, Instant from,
                              const Waits& waits) {
  if (target.days == 0) return used_up(calendar, from, target.elapsed, waits);
  if (calendar == nullptr) return std::nullopt;
  const auto day = calendar->add_business_days(from, target.days);
  return moved_on(calendar, day ? std::optional(*day) : std::nullopt, from, waits);
}

}  // namespace mado::policy
