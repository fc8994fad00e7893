#include "health/store_following.hpp"

namespace mado::health::store {
namespace {

/// Only people of organizations follow: 0 finds nobody.
std::int64_t organization_of(Scope scope) { return scope.organization_id ? scope.organization_id->value : 0; }

}  // namespace

bool insert_follower(db::Tx& tx, Scope scope, IncidentId incident, PersonId person, Instant since) {
  return tx.change(
             "insert into incident_follower (incident_id, operator_id, organization_id, person_id, since)"
             " values ($1, $2, $3, $4, $5) on conflict (incident_id, person_id) do nothing",
             {incident, scope.operator_id, organization_of(scope), person, since}) == 1;
}

bool remove_follower(db::Tx& tx, Scope scope, IncidentId incident, PersonId person) {
  return tx.change(
             "delete from incident_follower where incident_id = $1 and operator_id = $2"
             " and organization_id = $3 and person_id = $4",
             {incident, scope.operator_id, organization_of(scope), person}) == 1;
}

std::optional<Instant> followed_since(db::Snapshot& snapshot, Scope scope, IncidentId incident,
                                      PersonId person) {
  return snapshot.one(
      "select since from incident_follower where incident_id = $1 and operator_id = $2"
      " and organization_id = $3 and person_id = $4",
      {incident, scope.operator_id, organization_of(scope), person},
      [](const db::Row& row) { return row.instant(0); });
}

std::map<IncidentId, Instant> followings(db::Snapshot& snapshot, Scope scope, PersonId person) {
  std::map<IncidentId, Instant> all;
  snapshot.each(
      "select incident_id, since from incident_follower where operator_id = $1 and organization_id = $2"
      " and person_id = $3",
      {scope.operator_id, organization_of(scope), person},
      [&](const db::Row& row) { all.emplace(row.id<IncidentId>(0), row.instant(1)); });
  return all;
}

std::int64_t following_organizations(db::Snapshot& snapshot, OperatorId owner, IncidentId incident) {
  return snapshot
      .one(
          "select count(distinct organization_id) from incident_follower"
          " where incident_id = $1 and operator_id = $2",
          {incident, owner}, [](const db::Row& row) { return row.integer(0); })
      .value_or(0);
}

}  // namespace mado::health::store
