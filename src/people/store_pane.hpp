/// The SQL of the help pane: keys of other products, and tokens of theirs that were shown.
#pragma once

#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "people/pane_token.hpp"

namespace mado::people::store {

void insert(db::Tx& tx, OperatorId owner, const PaneKey& key, Instant now);
/// In the order of making.
std::vector<PaneKey> pane_keys(db::Snapshot& snapshot, OperatorId owner);
/// False if there is none.
bool remove_pane_key(db::Tx& tx, OperatorId owner, PaneKeyId id);

/// Notes that a token was shown, until it is too old anyway; false if it was shown before.
bool note_shown(db::Tx& tx, OperatorId owner, std::string_view jti, Instant until);
void forget_shown(db::Tx& tx, Instant now);

}  // namespace mado::people::store
