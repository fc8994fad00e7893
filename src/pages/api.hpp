/// The addresses of the public site.
#pragma once

#include "help/ask.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"
#include "pages/visit.hpp"

namespace mado::pages {

struct Parts {
  const operators::Operators& operators;
  const Clock& clock;
  help::Parts help;  ///< for the form that asks
};

void add_routes(http::Router& router, const Parts& parts);

}  // namespace mado::pages
