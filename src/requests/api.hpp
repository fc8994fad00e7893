/// HTTP ⇄ commands of requests; no decisions.
#pragma once

#include "http/router.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

inline constexpr size_t attachment_bytes_max = 25 * 1024 * 1024;

void add_routes(http::Router& router, const Parts& parts);
/// What publishing a policy would do to the requests that run (N2). policy_api.cpp
void add_policy_preview(http::Router& router, const Parts& parts);

}  // namespace mado::requests
