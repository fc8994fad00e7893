/// "This is my problem too" (policy rows S3, N8): an admin follows an incident instead of opening a request.
/// Whoever follows sees its updates; how many organizations do is for agents alone. It tells nobody: that is
/// for the event stream.
#pragma once

#include "base/json.hpp"
#include "health/health.hpp"
#include "http/call.hpp"
#include "policy/model.hpp"

namespace mado::health {

/// How long an incident that is over still stands among those that somebody follows.
inline constexpr std::chrono::hours over_shown{7 * 24};

/// An incident as a caller sees it.
struct Seen {
  Incident incident;
  std::optional<Instant> followed_since = {};               ///< by the caller; of people
  std::optional<std::int64_t> follower_organizations = {};  ///< for agents
};

/// Admins of organizations may follow, whatever their role (S24).
bool may_follow(const http::Caller& caller, const policy::Policy& policy);

/// Error: not_found (unknown, and another operator's).
Result<Seen> seen(db::Snapshot& snapshot, const http::Caller& caller, IncidentId id);
/// What the caller follows, the newest first: those that go on, and those that ended after `since`.
std::vector<Seen> followed(db::Snapshot& snapshot, const http::Caller& caller, Instant since);

/// Idempotent; both write a journal entry (incident.followed, incident.unfollowed) if they change something.
/// Errors: not_found; unauthenticated; forbidden; conflict ("incident.resolved": nothing more will come).
Result<Seen> follow(db::Tx& tx, const http::Caller& caller, const policy::Policy& policy, IncidentId id,
                    Instant now);
/// Errors: as follow, without conflict.
Result<void> unfollow(db::Tx& tx, const http::Caller& caller, const policy::Policy& policy, IncidentId id,
                      Instant now);

}  // namespace mado::health
