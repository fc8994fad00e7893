/// How a request changes, in one transaction: its life is replayed from the journal, takes the new events,
/// and what follows from them is stored (docs/clocks.md). Every change of a request goes this way.
#pragma once

#include <vector>

#include "base/json.hpp"
#include "base/scope.hpp"
#include "db/database.hpp"
#include "operators/operators.hpp"
#include "requests/model.hpp"
#include "requests/rules.hpp"
#include "requests/silence.hpp"

namespace mado::requests {

/// A life as the journal tells it, and the policy under which it goes on.
struct Replayed {
  policy::Life life;
  operators::PolicyPtr policy;
  Instant last_at;  ///< of the newest entry
};
/// Each version of the policy comes in where it came. Error: unavailable (a version cannot be read).
Result<Replayed> replay(db::Snapshot& snapshot, operators::Operators& operators, const Request& request);

/// A request under change.
struct Change {
  Request request;
  std::int64_t version_seen = 0;
  operators::PolicyPtr policy;
  policy::Life life;
  std::vector<StoredClock> before;  ///< the clocks as they were stored
  Instant at;                       ///< now, or the last event's instant if the clock went back
  std::string actor;                ///< "per_…", or "clock"
};

/// Opens it for change. Errors: not_found (unknown and foreign alike), unavailable (its policy cannot be
/// read).
Result<Change> begin(db::Tx& tx, operators::Operators& operators, Scope scope, RequestId id,
                     std::string actor, Instant now);

/// Lets one event of its life happen and journals it with `data`. Errors: those of policy::Life::take.
Result<void> happen(db::Tx& tx, Change& change, policy::LifeEvent event, json::object data = {});

/// Lets it go on under another version. Errors: those of policy::Life::take; then nothing is written.
Result<void> go_on_under(db::Tx& tx, Change& change, const operators::PolicyPtr& policy,
                         std::int64_t version);

/// Journals something that does not touch the clocks ("assigned", "note_added", "closed").
void note(db::Tx& tx, const Change& change, std::string_view kind, json::object data = {});

enum class Bump { version, nothing };

/// Stores what follows: clocks, order, whose turn; journals clocks that were kept, missed or warned of.
/// `nothing` leaves the version as it is (a clock that fires is nobody's change). Error: stale.
Result<void> keep(db::Tx& tx, Change& change, Bump bump);

}  // namespace mado::requests
