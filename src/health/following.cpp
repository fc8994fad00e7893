#include "health/following.hpp"

#include "health/store.hpp"
#include "health/store_following.hpp"
#include "people/rules.hpp"

namespace mado::health {
namespace {

/// What is not there is told before what is forbidden: a foreign id answers like an unknown one.
Result<Incident> found_for_following(db::Snapshot& snapshot, const http::Caller& caller,
                                     const policy::Policy& policy, IncidentId id) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  auto incident = store::one(snapshot, caller.operator_id, id);
  if (!incident) return fail(ErrorCode::not_found, "not_found");
  if (!may_follow(caller, policy)) return fail(ErrorCode::forbidden, "forbidden");
  return *std::move(incident);
}

void journal(db::Tx& tx, const http::Caller& caller, const Incident& incident, std::string_view kind,
             Instant at) {
  tx.journal({.operator_id = caller.operator_id,
              .organization_id = caller.organization_id,
              .subject = incident.id.text(),
              .kind = std::string(kind),
              .actor = caller.person_id.text(),
              .at = at,
              .data = json::serialize(json::object{{"code", incident.code}})});
}

}  // namespace

bool may_follow(const http::Caller& caller, const policy::Policy& policy) {
  return caller.is_person() && people::is_admin(policy, caller.roles);
}

Result<Seen> seen(db::Snapshot& snapshot, const http::Caller& caller, IncidentId id) {
  auto incident = store::one(snapshot, caller.operator_id, id);
  if (!incident) return fail(ErrorCode::not_found, "not_found");
  Seen all{.incident = *std::move(incident)};
  if (caller.is_person())
    all.followed_since = store::followed_since(snapshot, caller.scope(), id, caller.person_id);
  if (caller.is_agent())
    all.follower_organizations = store::following_organizations(snapshot, caller.operator_id, id);
  return all;
}

std::vector<Seen> followed(db::Snapshot& snapshot, const http::Caller& caller, Instant since) {
  const auto followings = store::followings(snapshot, caller.scope(), caller.person_id);
  std::vector<Seen> all;
  for (auto& incident : store::followed(snapshot, caller.operator_id, caller.person_id, since)) {
    const auto found = followings.find(incident.id);
    if (found == followings.end()) continue;
    all.push_back({.incident = std::move(incident), .followed_since = found->second});
  }
  return all;
}

Result<Seen> follow(db::Tx& tx, const http::Caller& caller, const policy::Policy& policy, IncidentId id,
                    Instant now) {
  MADO_TRY(incident, found_for_following(tx, caller, policy, id));
  if (!store::followed_since(tx, caller.scope(), id, caller.person_id)) {
    if (incident.resolved_at) return fail(ErrorCode::conflict, "incident.resolved");
    if (store::insert_follower(tx, caller.scope(), id, caller.person_id, now))
      journal(tx, caller, incident, "incident.followed", now);
  }
  return seen(tx, caller, id);
}

Result<void> unfollow(db::Tx& tx, const http::Caller& caller, const policy::Policy& policy, IncidentId id,
                      Instant now) {
  MADO_TRY(incident, found_for_following(tx, caller, policy, id));
  if (store::remove_follower(tx, caller.scope(), id, caller.person_id))
    journal(tx, caller, incident, "incident.unfollowed", now);
  return {};
}

}  // namespace mado::health
