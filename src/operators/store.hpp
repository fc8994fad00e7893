/// The SQL of operators and their policy versions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "operators/model.hpp"
#include "policy/read.hpp"

namespace mado::operators::store {

struct OperatorRow {
  OperatorId id;
  std::string key;
  std::int64_t version = 0;  ///< in force
};

std::vector<OperatorRow> all(db::Snapshot& snapshot);
std::optional<OperatorRow> by_key(db::Snapshot& snapshot, std::string_view key);
void insert_operator(db::Tx& tx, const OperatorRow& row, Instant now);

std::optional<policy::Source> source(db::Snapshot& snapshot, OperatorId id, std::int64_t version);
std::optional<Version> version(db::Snapshot& snapshot, OperatorId id, std::int64_t number);
/// The newest first, those below `before`.
std::vector<Version> versions(db::Snapshot& snapshot, OperatorId id, std::int64_t before, int limit);
/// When a version came in force; nothing if it has not yet. Two of an operator never came at the same time.
std::optional<Instant> in_force_at(db::Snapshot& snapshot, OperatorId id, std::int64_t version);
/// Withdrawn ones included; 0 if there is none.
std::int64_t newest(db::Snapshot& snapshot, OperatorId id);
/// What was last published from a file.
std::optional<policy::Source> newest_from_file(db::Snapshot& snapshot, OperatorId id);

struct VersionKey {
  OperatorId operator_id;
  std::int64_t number = 0;
};
/// Versions whose time has come, in the order in which they come in force.
std::vector<VersionKey> due(db::Snapshot& snapshot, Instant now);
/// Whose word counts: of versions in force alone, or of those that wait, too.
enum class Claims { in_force, in_force_and_waiting };
/// The versions of every operator but this one.
std::vector<VersionKey> others(db::Snapshot& snapshot, OperatorId id, Claims claims);

/// `state` is not stored: a new version waits until it comes in force.
void insert_version(db::Tx& tx, OperatorId id, const Version& version, const policy::Source& source);
/// False if it is in force, was, or never will be: then nothing was changed.
bool put_in_force(db::Tx& tx, OperatorId id, std::int64_t version, Instant now);
bool end(db::Tx& tx, OperatorId id, std::int64_t version, VersionState why);

}  // namespace mado::operators::store
