// Full text: the one place where the two databases are asked differently.
#include <boost/algorithm/string/join.hpp>

#include "requests/store.hpp"

namespace mado::requests::store {

void put_text(db::Tx& tx, RequestId id, const std::vector<std::string>& tokens) {
  const auto words = boost::join(tokens, " ");
  if (tx.engine() == db::Engine::sqlite) {
    tx.change("insert into request_text (rowid, words) values ($1, $2)", {id, words});
    return;
  }
  tx.change(
      "insert into request_text (request_id, words) values ($1, to_tsvector('simple', $2))"
      " on conflict (request_id) do update set words = excluded.words",
      {id, words});
}

std::vector<RequestId> find_text(db::Snapshot& snapshot, std::string_view owner,
                                 const std::vector<std::string>& any_of, int limit) {
  const auto id_of = [](const db::Row& row) { return row.id<RequestId>(0); };
  if (snapshot.engine() == db::Engine::sqlite) {
    const auto query = std::string(owner) + " AND (" + boost::join(any_of, " OR ") + ")";
    return snapshot.all(
        "select rowid from request_text where request_text match $1 order by bm25(request_text) limit $2",
        {query, limit}, id_of);
  }
  const auto query = std::string(owner) + " & (" + boost::join(any_of, " | ") + ")";
  return snapshot.all(
      "select request_id from request_text where words @@ to_tsquery('simple', $1)"
      " order by ts_rank(words, to_tsquery('simple', $1)) desc, request_id desc limit $2",
      {query, limit}, id_of);
}

}  // namespace mado::requests::store
