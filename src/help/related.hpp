/// Beside a request, for agents: requests that speak of the same, and articles that may answer it.
#pragma once

#include "help/ask.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::help {

void add_related_route(http::Router& router, operators::Operators& operators, const Parts& parts);

}  // namespace mado::help
