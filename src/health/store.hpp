/// The SQL of incidents and their updates.
#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "health/model.hpp"

namespace mado::health::store {

/// Where a page of the history goes on: after this incident, which is older than all before it.
struct Cursor {
  Instant started_at;
  IncidentId id;
};

/// All that are not resolved, the newest first.
std::vector<Incident> open(db::Snapshot& snapshot, OperatorId owner);
/// All that are not resolved, or were after `since`.
std::vector<Incident> since(db::Snapshot& snapshot, OperatorId owner, Instant since);
/// At most `limit`, the newest first, after `cursor` (nothing: from the newest on).
std::vector<Incident> page(db::Snapshot& snapshot, OperatorId owner, const std::optional<Cursor>& cursor,
                           int limit);
/// At most 100 that `person` follows: not resolved, or after `since`; the newest first.
std::vector<Incident> followed(db::Snapshot& snapshot, OperatorId owner, PersonId person, Instant since);
std::optional<Incident> one(db::Snapshot& snapshot, OperatorId owner, IncidentId id);

/// The number that the next incident gets.
std::int64_t next_number(db::Snapshot& snapshot, OperatorId owner);
/// Without its updates.
void insert(db::Tx& tx, OperatorId owner, std::int64_t number, const Incident& incident);
void insert_update(db::Tx& tx, OperatorId owner, IncidentId incident, std::int64_t id, const Update& update);
/// Writes state, impact and the times.
void change(db::Tx& tx, OperatorId owner, const Incident& incident);

}  // namespace mado::health::store
