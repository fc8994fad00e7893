/// Reading the journal, and followers: whoever does something because of journal entries, at least once, from
/// a stored position. If it dies it goes on where it was.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace mado::db {

/// A place in the journal. On PostgreSQL entries are ordered by transaction first, so that one that commits
/// late is never skipped; on SQLite `transaction` is 0. Opaque outside (`text`).
struct Position {
  std::int64_t transaction = 0;
  std::int64_t number = 0;

  auto operator<=>(const Position&) const = default;
  std::string text() const;
  static std::optional<Position> parse(std::string_view text);
};

struct JournalEntry {
  Position position;
  Entry entry;
};

/// The next entries after `after`, at most `limit`; never past a transaction that still runs.
std::vector<JournalEntry> read_journal(Snapshot& snapshot, Position after, int limit);
/// All entries about one thing, in order (a request's life).
std::vector<JournalEntry> journal_of(Snapshot& snapshot, OperatorId operator_id, std::string_view subject);
/// The position after the newest entry that read_journal could answer.
Position journal_end(Snapshot& snapshot);
/// The newest entry that is committed, though read_journal may have to wait for older transactions yet.
Position journal_newest(Snapshot& snapshot);

/// A follower whose effects are in the database: `take` gets the entries and the transaction in which its
/// position moves, so that each entry counts exactly once, also when several nodes run it. If `take` answers
/// an error it is undone and tried again after a pause, without end. Must be gone before the database is.
class Follower {
 public:
  using Take = std::function<Result<void>(Tx&, std::span<const JournalEntry>)>;
  /// `name` keys the stored position. A new follower starts at the beginning of the journal.
  Follower(Database& database, std::string name, Take take);
  ~Follower();
  /// Wakes it (a commit happened).
  void wake();
  /// Waits until it has seen everything committed before the call, or the database is closed; for tests and
  /// commands.
  void catch_up();

 private:
  struct Loop;
  std::shared_ptr<Loop> loop_;
};

/// A follower whose effects are in memory (live screens, an index): reads from a position it is given, stores
/// nothing. `see` runs on a database thread; after a lost connection it may see the same entries again. Must
/// be gone before the database is.
class Watcher {
 public:
  using See = std::function<void(Snapshot&, std::span<const JournalEntry>)>;
  Watcher(Database& database, Position from, See see);
  ~Watcher();
  void wake();
  void catch_up();

 private:
  struct Loop;
  std::shared_ptr<Loop> loop_;
};

}  // namespace mado::db
