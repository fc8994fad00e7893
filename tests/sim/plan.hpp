/// What a world is made from: its seed, and when its steps come.
#pragma once

#include <cstdint>
#include <vector>

#include "base/instant.hpp"

namespace mado::sim {

struct Plan {
  std::uint64_t seed = 1;
  int months = 2;
  int steps_a_month = 1200;
  int crashes_one_in = 60;   ///< steps; 0: never
  int policies_a_month = 6;  ///< new versions of policies, about

  int steps() const { return months * steps_a_month; }
};

/// A world of more would outlive the obvious calendar's zone tables, which end in 2037.
inline constexpr int months_of_a_world_max = 60;

/// Each world begins in a month of its own, so that some see summer time come and some see it go.
Instant beginning(std::uint64_t seed);

/// One instant for each step, and one for the end. Mostly steps come soon after each other; now and then a
/// night, a long week-end or a stopped machine lies between. Some fall together, some on a whole minute, and
/// some on the very instant, before or after, at which a customer's zone changes its clocks.
std::vector<Instant> times_of(const Plan& plan);

}  // namespace mado::sim
