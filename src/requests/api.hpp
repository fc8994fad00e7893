/// HTTP ⇄ commands of requests; no decisions.
#pragma once

#include "http/router.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

inline constexpr size_t attachment_bytes_max = 25 * 1024 * 1024;

void add_routes(http::Router& router, const Parts& parts);

}  // namespace mado::requests
