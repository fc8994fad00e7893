/// Votes on articles over HTTP: readers give and take back theirs, writers see what they add up to.
#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::help {

void add_vote_routes(http::Router& router, const operators::Operators& operators, const Clock& clock);

}  // namespace mado::help
