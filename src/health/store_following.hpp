/// The SQL of who follows which incident.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/scope.hpp"
#include "db/database.hpp"
#include "health/model.hpp"

namespace mado::health::store {

/// Leaves a row that is there as it is. Answers whether there was none.
bool insert_follower(db::Tx& tx, Scope scope, IncidentId incident, PersonId person, Instant since);
/// Answers whether there was one.
bool remove_follower(db::Tx& tx, Scope scope, IncidentId incident, PersonId person);

std::optional<Instant> followed_since(db::Snapshot& snapshot, Scope scope, IncidentId incident,
                                      PersonId person);
/// Since when a person follows each of theirs.
std::map<IncidentId, Instant> followings(db::Snapshot& snapshot, Scope scope, PersonId person);
/// How many organizations have somebody who follows it.
std::int64_t following_organizations(db::Snapshot& snapshot, OperatorId owner, IncidentId incident);

}  // namespace mado::health::store
