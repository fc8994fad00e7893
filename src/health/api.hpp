/// Service health over HTTP, for anyone (policy row S3). Reading only.
#pragma once

#include "base/clock.hpp"
#include "health/rules.hpp"
#include "health/store.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::health {

struct Parts {
  const operators::Operators& operators;
  const Clock& clock;
};

void add_routes(http::Router& router, const Parts& parts);

/// `Incident` of the contract, in `language` or the policy's next best.
json::object incident_json(const Incident& incident, const policy::Policy& policy, Language language);

/// A cursor as text for addresses, opaque to readers.
std::string text_of(const store::Cursor& cursor);
/// Error: the field after ("unknown_cursor").
Result<store::Cursor> cursor_of(std::string_view text);

}  // namespace mado::health
