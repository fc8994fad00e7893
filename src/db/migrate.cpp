#include "db/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "embedded/migrations.hpp"

namespace mado::db {
namespace {

std::int64_t number_of(std::string_view file) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(file.data(), file.data() + file.size(), number);
  if (error != std::errc() || end != file.data() + 4 || *end != '_')
    throw std::logic_error(fmt::format("migration {} is not named NNNN_name.sql", file));
  return number;
}

bool is_for(Engine engine, std::string_view file) {
  if (file.ends_with(".sqlite.sql")) return engine == Engine::sqlite;
  if (file.ends_with(".postgres.sql")) return engine == Engine::postgres;
  return true;
}

/// Ends a transaction that failed; the database may have ended it already.
void undo(Connection& connection) {
  try {
    connection.script("rollback");
  } catch (const Failure&) {
    return;
  }
}

/// Begins a transaction that no other process migrates beside.
void begin_alone(Connection& connection) {
  if (connection.engine() == Engine::sqlite) return connection.script("begin immediate");
  connection.script("begin; select pg_advisory_xact_lock(7306093275193)");
}

/// The numbers of the migrations that this database has seen.
std::set<std::int64_t> seen_by(Connection& connection) {
  connection.script(
      "create table if not exists schema_version (number bigint not null primary key, name text not null)");
  std::set<std::int64_t> seen;
  connection.each("select number from schema_version", {},
                  [&](const Row& row) { seen.insert(row.integer(0)); });
  return seen;
}

void apply(Connection& connection, const Migration& migration) {
  connection.script(migration.sql);
  const Value values[] = {migration.number, migration.name};
  connection.change("insert into schema_version (number, name) values ($1, $2)", values);
}

enum class Step { done, more };

/// Runs the next migration that is missing, in its own transaction.
Result<Step> step(Connection& connection, std::span<const Migration> migrations) {
  const auto seen = seen_by(connection);
  const auto reached = seen.empty() ? 0 : *seen.rbegin();
  const auto newest = migrations.empty() ? 0 : migrations.back().number;
  if (reached > newest)
    return fail(ErrorCode::unavailable, "db.newer",
                fmt::format("database has migration {}, this program ends at {}", reached, newest));
  const auto next = std::ranges::find_if(
      migrations, [&](const Migration& migration) { return !seen.contains(migration.number); });
  if (next == migrations.end()) return Step::done;
  apply(connection, *next);
  return Step::more;
}

}  // namespace

std::vector<Migration> migrations_of(Engine engine) {
  std::vector<Migration> migrations;
  for (const auto& file : embedded::migrations())
    if (is_for(engine, file.name))
      migrations.push_back({number_of(file.name), std::string(file.name), std::string(file.bytes)});
  const auto twin = std::ranges::adjacent_find(migrations, {}, &Migration::number);
  if (twin != migrations.end()) throw std::logic_error("two migrations have the number of " + twin->name);
  return migrations;
}

Result<void> migrate(Connection& connection, std::span<const Migration> migrations) {
  while (true) {
    begin_alone(connection);
    try {
      const auto did = step(connection, migrations);
      connection.script(did ? "commit" : "rollback");
      if (!did) return std::unexpected(did.error());
      if (*did == Step::done) return {};
    } catch (const Failure&) {
      undo(connection);
      throw;
    }
  }
}

}  // namespace mado::db
