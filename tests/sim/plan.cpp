#include "sim/plan.hpp"

#include <date/tz.h>

#include <algorithm>

#include "property/seeds.hpp"
#include "sim/cast.hpp"

namespace mado::sim {
namespace {

using property::Dice;
using std::chrono::hours;

/// How long it takes to the next step.
Millis pause(Dice& dice, Millis mean) {
  constexpr int jumps_one_in = 400;  // a machine that slept
  if (dice.one_in(jumps_one_in)) return hours(dice.between(1, 72));
  const auto most = mean.count() * 2;
  const auto kind = dice.between(1, 20);
  if (kind == 1) return Millis{0};
  return Millis(dice.between(1, kind == 20 ? most * 8 : most));
}

std::vector<Instant> changes_of(const std::string& zone, Instant from, Instant to) {
  std::vector<Instant> changes;
  const auto* known = date::locate_zone(zone);
  auto at = std::chrono::floor<std::chrono::seconds>(from);
  for (;;) {
    const Instant end{known->get_info(at).end.time_since_epoch()};
    if (end >= to) return changes;
    changes.push_back(end);
    at = std::chrono::floor<std::chrono::seconds>(end);
  }
}

/// Moves the three steps around an instant there: the last moment before it, itself, the first after it.
void gather(std::vector<Instant>& times, Instant there) {
  const auto first = std::ranges::lower_bound(times, there) - times.begin();
  if (first < 2 || first + 2 >= std::ssize(times)) return;
  const auto at = times.begin() + first;
  at[-1] = std::max(at[-2], there - Millis{1});
  at[0] = there;
  at[1] = std::min(at[2], there + Millis{1});
}

}  // namespace

Instant beginning(std::uint64_t seed) {
  return parse_instant("2026-01-05T00:30:00Z").value() + std::chrono::days(30 * (seed % 12));
}

std::vector<Instant> times_of(const Plan& plan) {
  const auto mean = Millis(hours(24 * 30)) / plan.steps_a_month;
  Dice dice(plan.seed * 7919 + 3);
  std::vector<Instant> times;
  auto at = beginning(plan.seed);
  for (int step = 0; step <= plan.steps(); ++step) {
    times.push_back(at);
    at += pause(dice, mean);
    if (dice.one_in(20)) at = std::chrono::ceil<std::chrono::minutes>(at);
  }
  for (const auto& zone : zones_of_all())
    for (const auto change : changes_of(zone, times.front(), times.back())) gather(times, change);
  return times;
}

}  // namespace mado::sim
