/// The public support terms as data (N1): what the policy in force says, in the reader's language.
#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::operators {

struct Parts {
  const Operators& operators;
  const Clock& clock;
};

void add_routes(http::Router& router, const Parts& parts);

/// `Terms` of the contract. Hours are told as they stand at `now`.
json::object terms_json(const policy::Policy& policy, Language language, Instant now);

}  // namespace mado::operators
