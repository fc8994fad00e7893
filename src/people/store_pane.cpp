#include "people/store_pane.hpp"

namespace mado::people::store {

void insert(db::Tx& tx, OperatorId owner, const PaneKey& key, Instant now) {
  tx.change("insert into pane_key (id, operator_id, public_key, created_at) values ($1, $2, $3, $4)",
            {key.id, owner, db::Blob{key.public_key}, now});
}

std::vector<PaneKey> pane_keys(db::Snapshot& snapshot, OperatorId owner) {
  return snapshot.all(
      "select id, public_key from pane_key where operator_id = $1 order by id", {owner},
      [](const db::Row& row) { return PaneKey{row.id<PaneKeyId>(0), std::string(row.blob(1))}; });
}

bool remove_pane_key(db::Tx& tx, OperatorId owner, PaneKeyId id) {
  return tx.change("delete from pane_key where operator_id = $1 and id = $2", {owner, id}) > 0;
}

bool note_shown(db::Tx& tx, OperatorId owner, std::string_view jti, Instant until) {
  return tx.change(
             "insert into pane_token_shown (operator_id, jti, until) values ($1, $2, $3) on conflict do "
             "nothing",
             {owner, jti, until}) > 0;
}

void forget_shown(db::Tx& tx, Instant now) {
  tx.change("delete from pane_token_shown where until <= $1", {now});
}

}  // namespace mado::people::store
