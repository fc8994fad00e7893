#include "operators/store.hpp"

#include "base/json.hpp"

namespace mado::operators::store {
namespace {

OperatorRow row_of(const db::Row& row) { return {row.id<OperatorId>(0), row.string(1), row.integer(2)}; }

policy::Source source_of(const db::Row& row) {
  policy::Source source{.text = row.string(0), .files = {}};
  for (const auto& [name, contents] : json::parse(row.text(1)).as_object())
    source.files.emplace(name, std::string(contents.as_string()));
  return source;
}

}  // namespace

std::vector<OperatorRow> all(db::Snapshot& snapshot) {
  return snapshot.all("select id, key, version from operator order by id", {}, row_of);
}

std::optional<OperatorRow> by_key(db::Snapshot& snapshot, std::string_view key) {
  return snapshot.one("select id, key, version from operator where key = $1", {key}, row_of);
}

std::optional<policy::Source> source(db::Snapshot& snapshot, OperatorId id, std::int64_t version) {
  return snapshot.one("select text, files from policy_version where operator_id = $1 and version = $2",
                      {id, version}, source_of);
}

void insert_operator(db::Tx& tx, const OperatorRow& row, Instant now) {
  tx.change("insert into operator (id, key, version, created_at) values ($1, $2, $3, $4)",
            {row.id, row.key, row.version, now});
}

void insert_version(db::Tx& tx, OperatorId id, std::int64_t version, const policy::Source& source,
                    std::string_view author, std::string_view reason, Instant now) {
  json::object files;
  for (const auto& [name, contents] : source.files) files[name] = contents;
  tx.change(
      "insert into policy_version (operator_id, version, text, files, author, reason, published_at)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {id, version, source.text, json::serialize(files), author, reason, now});
}

void put_in_force(db::Tx& tx, OperatorId id, std::int64_t version) {
  tx.change("update operator set version = $2 where id = $1", {id, version});
}

}  // namespace mado::operators::store
