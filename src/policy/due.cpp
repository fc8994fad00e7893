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

}  // namespace

/// One pass is the fixpoint: if open time was awaited before the moment, the whole of that wait lies before
/// the moment that has moved over it. A wait that takes no open time before it (it begins at the moment
/// itself, say) moves nothing: the promise is used up.
std::optional<Instant> Moving::over(const Calendar* calendar, const Waits& waits) {
  for (; counted_ < waits.size(); ++counted_) {
    const auto& wait = waits[counted_];
    if (!at_ || wait.from >= *at_) break;
    const auto begin = std::max(wait.from, from_);
    const auto before = wait.to ? std::min(*wait.to, *at_) : *at_;
    const auto is_in_the_way = open_between(calendar, begin, before) > Millis{0};
    if (!wait.to) return is_in_the_way ? std::nullopt : at_;
    if (is_in_the_way) at_ = add_open(calendar, *at_, open_between(calendar, begin, *wait.to));
  }
  return at_;
}

Millis time_used(const Calendar* calendar, Instant from, Instant to, const Waits& waits) {
  auto used = open_between(calendar, from, to);
  for (const auto& wait : waits)
    used -= open_between(calendar, std::max(wait.from, from), wait.to ? std::min(*wait.to, to) : to);
  return used;
}

std::optional<Instant> used_up(const Calendar* calendar, Instant from, Millis amount, const Waits& waits) {
  return Moving(add_open(calendar, from, amount), from).over(calendar, waits);
}

std::optional<Instant> due_at(const Calendar* calendar, const Target& target, Instant from,
                              const Waits& waits) {
  if (target.days == 0) return used_up(calendar, from, target.elapsed, waits);
  if (calendar == nullptr) return std::nullopt;
  const auto day = calendar->add_business_days(from, target.days);
  return Moving(day ? std::optional(*day) : std::nullopt, from).over(calendar, waits);
}

}  // namespace mado::policy
