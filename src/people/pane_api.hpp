/// The help pane in pages of other products: whose help this is, and how its reader becomes somebody — by a
/// token that the product signed, or by signing in here. A session of the pane reaches only what the pane
/// needs (http::OpenTo::pane), for an hour.
#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::people {

void add_pane_routes(http::Router& router, const operators::Operators& operators, const Clock& clock);

}  // namespace mado::people
