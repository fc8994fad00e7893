/// The SQL of operators and their policy versions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "policy/read.hpp"

namespace mado::operators::store {

struct OperatorRow {
  OperatorId id;
  std::string key;
  std::int64_t version = 0;
};

std::vector<OperatorRow> all(db::Snapshot& snapshot);
std::optional<OperatorRow> by_key(db::Snapshot& snapshot, std::string_view key);
std::optional<policy::Source> source(db::Snapshot& snapshot, OperatorId id, std::int64_t version);
void insert_operator(db::Tx& tx, const OperatorRow& row, Instant now);
void insert_version(db::Tx& tx, OperatorId id, std::int64_t version, const policy::Source& source,
                    std::string_view author, std::string_view reason, Instant now);
void put_in_force(db::Tx& tx, OperatorId id, std::int64_t version);

}  // namespace mado::operators::store
