#include "operators/store.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "operators/move_json.hpp"

namespace mado::operators::store {
namespace {

#define COLUMNS                                                                                        \
  "v.version, v.author, v.published_by, v.reason, v.published_at, v.effective_at, v.in_force_at, "     \
  "v.ended, v.move, v.from_version, case when o.version = v.version then 1 else 0 end from operator o" \
  " join policy_version v on v.operator_id = o.id "

OperatorRow row_of(const db::Row& row) { return {row.id<OperatorId>(0), row.string(1), row.integer(2)}; }

policy::Source source_of(const db::Row& row) {
  policy::Source source{.text = row.string(0), .files = {}};
  for (const auto& [name, contents] : json::parse(row.text(1)).as_object())
    source.files.emplace(name, std::string(contents.as_string()));
  return source;
}

VersionState state_of(const db::Row& row) {
  if (row.boolean(10)) return VersionState::in_force;
  if (!row.is_null(6)) return VersionState::past;
  if (row.text(7).empty()) return VersionState::scheduled;
  return row.text(7) == name_of(VersionState::refused) ? VersionState::refused : VersionState::withdrawn;
}

Version version_of(const db::Row& row) {
  return {.number = row.integer(0),
          .author = row.string(1),
          .published_by = row.id<PersonId>(2),
          .reason = row.string(3),
          .published_at = row.instant(4),
          .effective_at = row.instant(5),
          .state = state_of(row),
          .move = move_of(json::parse(row.text(8))).value_or(Move{}),
          .from = row.is_null(9) ? std::nullopt : std::optional(row.integer(9))};
}

std::optional<Instant> last_in_force(db::Snapshot& snapshot, OperatorId id) {
  return snapshot.one(
      "select in_force_at from policy_version"
      " where operator_id = $1 and in_force_at is not null order by in_force_at desc limit 1",
      {id}, [](const db::Row& row) { return row.instant(0); });
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

std::optional<Version> version(db::Snapshot& snapshot, OperatorId id, std::int64_t number) {
  return snapshot.one("select " COLUMNS "where o.id = $1 and v.version = $2", {id, number}, version_of);
}

std::vector<Version> versions(db::Snapshot& snapshot, OperatorId id, std::int64_t before, int limit) {
  return snapshot.all("select " COLUMNS "where o.id = $1 and v.version < $2 order by v.version desc limit $3",
                      {id, before, limit}, version_of);
}

std::optional<Instant> in_force_at(db::Snapshot& snapshot, OperatorId id, std::int64_t version) {
  return snapshot.one(
      "select in_force_at from policy_version"
      " where operator_id = $1 and version = $2 and in_force_at is not null",
      {id, version}, [](const db::Row& row) { return row.instant(0); });
}

std::int64_t newest(db::Snapshot& snapshot, OperatorId id) {
  return snapshot
      .one("select version from policy_version where operator_id = $1 order by version desc limit 1", {id},
           [](const db::Row& row) { return row.integer(0); })
      .value_or(0);
}

std::optional<policy::Source> newest_from_file(db::Snapshot& snapshot, OperatorId id) {
  return snapshot.one(
      "select text, files from policy_version where operator_id = $1 and published_by = 0"
      " order by version desc limit 1",
      {id}, source_of);
}

std::vector<VersionKey> due(db::Snapshot& snapshot, Instant now) {
  return snapshot.all(
      "select operator_id, version from policy_version"
      " where in_force_at is null and ended = '' and effective_at <= $1 order by effective_at, version",
      {now}, [](const db::Row& row) { return VersionKey{row.id<OperatorId>(0), row.integer(1)}; });
}

std::vector<VersionKey> others(db::Snapshot& snapshot, OperatorId id, Claims claims) {
  return snapshot.all(
      "select o.id, v.version from operator o join policy_version v on v.operator_id = o.id where o.id <> $1"
      " and (v.version = o.version or ($2 = 1 and v.in_force_at is null and v.ended = ''))"
      " order by o.id, v.version",
      {id, claims == Claims::in_force_and_waiting ? 1 : 0},
      [](const db::Row& row) { return VersionKey{row.id<OperatorId>(0), row.integer(1)}; });
}

void insert_operator(db::Tx& tx, const OperatorRow& row, Instant now) {
  tx.change("insert into operator (id, key, version, created_at) values ($1, $2, $3, $4)",
            {row.id, row.key, row.version, now});
}

void insert_version(db::Tx& tx, OperatorId id, const Version& version, const policy::Source& source) {
  json::object files;
  for (const auto& [name, contents] : source.files) files[name] = contents;
  tx.change(
      "insert into policy_version (operator_id, version, text, files, author, published_by, reason,"
      " published_at, effective_at, move, from_version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "$11)",
      {id, version.number, source.text, json::serialize(files), version.author, version.published_by,
       version.reason, version.published_at, version.effective_at, json::serialize(json_of(version.move)),
       version.from});
}

bool put_in_force(db::Tx& tx, OperatorId id, std::int64_t version, Instant now) {
  const auto last = last_in_force(tx, id);
  const auto changed = tx.change(
      "update policy_version set in_force_at = $3"
      " where operator_id = $1 and version = $2 and in_force_at is null and ended = ''",
      {id, version, last ? std::max(now, *last + Millis{1}) : now});
  if (changed == 1) tx.change("update operator set version = $2 where id = $1", {id, version});
  return changed == 1;
}

bool end(db::Tx& tx, OperatorId id, std::int64_t version, VersionState why) {
  return tx.change(
             "update policy_version set ended = $3"
             " where operator_id = $1 and version = $2 and in_force_at is null and ended = ''",
             {id, version, name_of(why)}) == 1;
}

}  // namespace mado::operators::store
