/// Bringing a database's schema up to date. Each migration is a file of migrations/, inside the binary:
/// NNNN_name.sql for both engines, or NNNN_name.sqlite.sql and NNNN_name.postgres.sql where their SQL must
/// differ. Migrations are never changed once released; a wrong one is mended by the next.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace mado::db {

struct Migration {
  std::int64_t number;
  std::string name;
  std::string sql;
};

/// The program's own migrations for `engine`, by number. Throws std::logic_error if a name has no number, or
/// a number stands twice.
std::vector<Migration> migrations_of(Engine engine);

/// Runs those that this database has not seen, each in its own transaction; one process at a time. Errors:
/// unavailable, "db.newer" if the database knows a migration above the last of these.
Result<void> migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace mado::db
