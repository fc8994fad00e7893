/// An article from a solved request: what was asked and what was answered, without whose it was.
#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::help {

/// POST /api/v1/office/articles/from-request: a draft for agents, with a note of what was taken out.
void add_from_request(http::Router& router, operators::Operators& operators, IdMaker& ids,
                      const Clock& clock);

}  // namespace mado::help
