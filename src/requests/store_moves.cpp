// Moves of running requests to another version of the policy that are not done yet.
#include "requests/store.hpp"

namespace mado::requests::store {

void insert_move(db::Tx& tx, const PolicyMove& move) {
  tx.change(
      "insert into request_move (operator_id, version, desks, actor, last_request_id)"
      " values ($1, $2, $3, $4, $5) on conflict do nothing",
      {move.operator_id, move.version, move.desks, move.actor, move.last});
}

std::optional<PolicyMove> first_move(db::Snapshot& snapshot) {
  return snapshot.one(
      "select operator_id, version, desks, actor, last_request_id from request_move"
      " order by operator_id, version limit 1",
      {}, [](const db::Row& row) {
        return PolicyMove{.operator_id = row.id<OperatorId>(0),
                          .version = row.integer(1),
                          .desks = row.string(2),
                          .actor = row.string(3),
                          .last = row.id<RequestId>(4)};
      });
}

void put_move_behind(db::Tx& tx, const PolicyMove& move, RequestId done) {
  tx.change("update request_move set last_request_id = $3 where operator_id = $1 and version = $2",
            {move.operator_id, move.version, done});
}

void forget_move(db::Tx& tx, const PolicyMove& move) {
  tx.change("delete from request_move where operator_id = $1 and version = $2",
            {move.operator_id, move.version});
}

}  // namespace mado::requests::store
