/// Writing articles over HTTP, for agents with `article:write`; publishing for those with `article:publish`.
#pragma once

#include "base/clock.hpp"
#include "help/life.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::help {

inline constexpr size_t article_body_bytes_max = 1024 * 1024;
inline constexpr size_t article_characters_max = 200'000;

struct Desk {
  const operators::Operators& operators;
  IdMaker& ids;
  const Clock& clock;
};

void add_office_routes(http::Router& router, const Desk& desk);

// What the routes share.
std::string path_of(std::string_view rest);
const policy::Policy& policy_of(const Desk& desk, const http::Caller& caller);
struct Place;
/// Error: not_found, also to whoever does not write.
Result<Life> life_at(const Desk& desk, const http::Caller& caller, const Place& place,
                     db::Snapshot& snapshot);

}  // namespace mado::help
