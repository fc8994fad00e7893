/// The contract (api/openapi.yaml) as the running program serves it.
#pragma once

#include "http/router.hpp"

namespace mado::cli {

void add_contract(http::Router& router);

}  // namespace mado::cli
