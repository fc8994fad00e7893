/// Signing in and out, who am I, and the operator's agents.
#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::people {

/// What the routes of this room need. `demo_passwords`: the demo's well-known password opens (only with
/// --demo).
struct Parts {
  operators::Operators& operators;
  const Clock& clock;
  enum class DemoPassword { refused, allowed } demo_password = DemoPassword::refused;
};

void add_routes(http::Router& router, const Parts& parts);

}  // namespace mado::people
