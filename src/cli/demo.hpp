/// The demo: two operators, four organizations, their people, and some months of their life, made by the real
/// commands at past times. Nothing of it exists without --demo.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "db/database.hpp"

namespace mado::cli {

/// Fills an empty database; one that has the demo already stays as it is.
Result<void> fill_demo(db::Database& database, IdMaker& ids, const Clock& clock);

}  // namespace mado::cli
