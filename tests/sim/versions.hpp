/// What the operators' policies say, and what later versions of them say otherwise.
#pragma once

#include "operators/publish.hpp"
#include "property/seeds.hpp"

namespace mado::sim {

/// The policy file of a house, as it is.
policy::Reading first_version(size_t house);
/// Its text with some things put differently, as the dice fall. It always reads without a mistake.
operators::Proposal any_version(size_t house, property::Dice& dice);

}  // namespace mado::sim
