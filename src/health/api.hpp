/// Service health over HTTP, for anyone (policy row S3); following an incident, for admins; what is said
/// about it, by leads and managers.
#pragma once

#include "base/clock.hpp"
#include "health/following.hpp"
#include "health/rules.hpp"
#include "health/store.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::health {

struct Parts {
  const operators::Operators& operators;
  IdMaker& ids;
  const Clock& clock;
};

void add_routes(http::Router& router, const Parts& parts);
void add_following_routes(http::Router& router, const Parts& parts);

/// `Incident` of the contract, in `language` or the policy's next best.
json::object incident_json(const Incident& incident, const policy::Policy& policy, Language language);
/// The same, with what the caller has to do with it.
json::object seen_json(const Seen& seen, const policy::Policy& policy, Language language);

/// A cursor as text for addresses, opaque to readers.
std::string text_of(const store::Cursor& cursor);
/// Error: the field after ("unknown_cursor").
Result<store::Cursor> cursor_of(std::string_view text);

}  // namespace mado::health
