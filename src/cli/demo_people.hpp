/// The demo's organizations and people (names and e-mails are those of the contract).
#pragma once

#include "db/database.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

void add_demo_people(db::Tx& tx, IdMaker& ids, const operators::Standing& standing, Instant now);

}  // namespace mado::cli
