/// What other rooms may ask of service health, and the ways to write it: open, update, resolve. Each writes
/// rows and a journal entry (incident.opened, incident.updated, incident.resolved) in the caller's
/// transaction. It tells nobody: that is for followers of the journal.
#pragma once

#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "health/model.hpp"

namespace mado::health {

/// All incidents, advisories and maintenance that are not resolved, announced ones included (rules.hpp tells
/// them apart), with titles and texts in every language; the newest first.
std::vector<Incident> open_incidents(db::Snapshot& snapshot, OperatorId owner);
std::optional<Incident> incident(db::Snapshot& snapshot, OperatorId owner, IncidentId id);

struct Opening {
  Kind kind = Kind::incident;
  State state = State::investigating;  ///< not resolved; `planned` for what is announced
  ServiceState impact = ServiceState::degraded;
  std::string service = {};  ///< id of the policy's service
  Texts titles = {};
  Texts texts = {};  ///< of the first update
  Instant at;        ///< of the first update
  Instant started_at;
  std::optional<Instant> ends_at = {};  ///< planned end, of maintenance
};
/// Errors: invalid ("required" of titles or texts; "incident.ends_before" of ends_at).
Result<IncidentId> open(db::Tx& tx, IdMaker& ids, OperatorId owner, const Opening& opening,
                        std::string_view actor);

/// Errors: not_found; conflict ("incident.resolved"); invalid ("required" of texts, "incident.earlier" of
/// at). The update's state must not be `resolved`: that is resolve's.
Result<void> update(db::Tx& tx, IdMaker& ids, OperatorId owner, IncidentId id, const Update& update,
                    std::string_view actor);

/// Errors as update.
Result<void> resolve(db::Tx& tx, IdMaker& ids, OperatorId owner, IncidentId id, const Texts& texts,
                     Instant at, std::string_view actor);

}  // namespace mado::health
