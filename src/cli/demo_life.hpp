/// The demo's months of life: requests and incidents (demo/*.json; each operator's own), made by the real
/// commands at past times.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

Result<void> add_demo_requests(db::Tx& tx, operators::Operators& operators,
                               const operators::Standing& standing, Instant now);
Result<void> add_demo_incidents(db::Tx& tx, IdMaker& ids, const operators::Standing& standing, Instant now);

}  // namespace mado::cli
