#include "db/journal.hpp"

#include <fmt/format.h>

#include <charconv>

namespace mado::db {
namespace {

JournalEntry entry_of(const Row& row) {
  return {.position = {row.integer(0), row.integer(1)},
          .entry = {.operator_id = row.id<OperatorId>(2),
                    .organization_id = row.id_or<OrganizationId>(3),
                    .subject = row.string(4),
                    .kind = row.string(5),
                    .actor = row.string(6),
                    .at = row.instant(7),
                    .data = row.string(8)}};
}

Position position_of(const Row& row) { return {row.integer(0), row.integer(1)}; }

bool take_number(std::string_view& text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return false;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return true;
}

}  // namespace

std::string Position::text() const { return fmt::format("{}.{}", transaction, number); }

std::optional<Position> Position::parse(std::string_view text) {
  Position position;
  if (!take_number(text, position.transaction) || !text.starts_with('.')) return std::nullopt;
  text.remove_prefix(1);
  if (!take_number(text, position.number) || !text.empty()) return std::nullopt;
  return position;
}

std::vector<JournalEntry> read_journal(Snapshot& snapshot, Position after, int limit) {
  if (snapshot.engine() == Engine::sqlite)
    return snapshot.all(
        "select transaction_id, number, operator_id, organization_id, subject, kind, actor, at, data "
        "from journal where number > $1 order by number limit $2",
        {after.number, limit}, entry_of);
  return snapshot.all(
      "select transaction_id, number, operator_id, organization_id, subject, kind, actor, at, data "
      "from journal where (transaction_id, number) > ($1, $2) "
      "and transaction_id < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) "
      "order by transaction_id, number limit $3",
      {after.transaction, after.number, limit}, entry_of);
}

std::vector<JournalEntry> journal_of(Snapshot& snapshot, OperatorId operator_id, std::string_view subject) {
  return snapshot.all(
      "select transaction_id, number, operator_id, organization_id, subject, kind, actor, at, data "
      "from journal where operator_id = $1 and subject = $2 order by transaction_id, number",
      {operator_id, subject}, entry_of);
}

Position journal_end(Snapshot& snapshot) {
  if (snapshot.engine() == Engine::sqlite) return journal_newest(snapshot);
  return snapshot
      .one(
          "select transaction_id, number from journal "
          "where transaction_id < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) "
          "order by transaction_id desc, number desc limit 1",
          {}, position_of)
      .value_or(Position{});
}

Position journal_newest(Snapshot& snapshot) {
  const auto newest =
      snapshot.engine() == Engine::sqlite
          ? snapshot.one("select transaction_id, number from journal order by number desc limit 1", {},
                         position_of)
          : snapshot.one(
                "select transaction_id, number from journal "
                "order by transaction_id desc, number desc limit 1",
                {}, position_of);
  return newest.value_or(Position{});
}

}  // namespace mado::db
