/// After a world has lived: everything that it wrote down is worked out once more from the journal alone.
#pragma once

#include <vector>

#include "sim/world.hpp"

namespace mado::sim {

/// What was looked at.
struct Audited {
  int requests = 0;
  int clocks = 0;
  int verdicts = 0;
};

/// Fails the running test for every disagreement.
Audited audit(World& world, const std::vector<Acknowledged>& acknowledged);

}  // namespace mado::sim
