/// Features of plans as answers of *ask* (S27): what is in which plan.
#pragma once

#include <vector>

#include "policy/model.hpp"
#include "search/answer.hpp"

namespace mado::help {

/// Services and other features whose names the question says, best first, with the plans that hold them; each
/// leads to its line of the matrix of plans.
std::vector<search::Answer> features_in(const search::Question& question, const policy::Policy& policy);

}  // namespace mado::help
