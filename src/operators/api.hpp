/// The public support terms as data (N1): what the policy in force says, in the reader's language.
#pragma once

#include <functional>

#include "base/clock.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::operators {

struct Parts {
  const Operators& operators;
  const Clock& clock;
  /// people/'s: nothing if the caller is signed in and may; else unauthenticated or forbidden.
  std::function<Result<void>(const http::Caller&, const policy::Policy&, std::string_view right)> require;
};

void add_routes(http::Router& router, const Parts& parts);
/// The life of the policy (N2): its versions, their differences, checking while typing, publishing,
/// withdrawing. office_api.cpp
void add_office_routes(http::Router& router, const Parts& parts);

/// `Terms` of the contract. Hours are told as they stand at `now`.
json::object terms_json(const policy::Policy& policy, Language language, Instant now);

}  // namespace mado::operators
