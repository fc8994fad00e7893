/// The database behind one interface: jobs that read, jobs that write. SQLite and PostgreSQL stand behind it,
/// and no other room knows which. Nothing here knows a table of a slice; SQL of slices lives in their
/// store.*.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"

namespace mado::db {

/// Bytes, where text is not meant. Only views: the caller keeps what it points to until the call returns.
struct Blob {
  std::string_view bytes;
};

/// A parameter of a statement. Text must be UTF-8 without U+0000 (refused at the door of the program).
class Value {
 public:
  using Held = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Blob>;

  Value(std::nullptr_t) {}
  Value(bool value) : held_(static_cast<std::int64_t>(value)) {}
  Value(std::integral auto value) : held_(static_cast<std::int64_t>(value)) {}
  Value(double value) : held_(value) {}
  Value(const char* text) : held_(std::string_view(text)) {}
  Value(std::string_view text) : held_(text) {}
  Value(const std::string& text) : held_(std::string_view(text)) {}
  Value(Blob blob) : held_(blob) {}
  Value(Instant at) : held_(count_of(at)) {}
  template <Prefix P>
  Value(Id<P> id) : held_(id.value) {}
  template <class T>
  Value(const std::optional<T>& value) : held_(value ? Value(*value).held_ : Held{nullptr}) {}

  const Held& held() const { return held_; }

 private:
  Held held_ = nullptr;
};

/// One row of an answer; columns count from 0. Views last until the next row. A null reads as 0 or empty; a
/// column of another type than asked for is a Failure (except that an integer may be read as real).
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::string_view blob(int column) const = 0;

  std::string string(int column) const { return std::string(text(column)); }
  bool boolean(int column) const { return integer(column) != 0; }
  Instant instant(int column) const { return instant_of(integer(column)); }
  std::optional<Instant> instant_or(int column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
  }
  std::optional<std::string> text_or(int column) const {
    return is_null(column) ? std::nullopt : std::optional(string(column));
  }
  template <class I>
  I id(int column) const {
    return I{integer(column)};
  }
  template <class I>
  std::optional<I> id_or(int column) const {
    return is_null(column) ? std::nullopt : std::optional(I{integer(column)});
  }
};

/// What a driver does about a Failure; told from the engine's code, never from its text.
enum class FailureKind {
  other,
  locked,         ///< another process holds the lock for too long
  serialization,  ///< PostgreSQL: it may succeed if run again
  unique,         ///< a row with this key is there
  disconnected
};

/// The database could not do it (disk full, connection lost, lock not to be had, key taken …). Thrown by
/// statements, caught once per job, answered as `unavailable`; a job never catches it. Who expects a taken
/// key writes `on conflict do nothing` and looks at what `change` answers.
class Failure : public std::runtime_error {
 public:
  explicit Failure(const std::string& what, FailureKind kind = FailureKind::other)
      : std::runtime_error(what), kind_(kind) {}
  FailureKind kind() const { return kind_; }

 private:
  FailureKind kind_;
};

enum class Engine { sqlite, postgres };

/// A consistent view for reading. SQL is a string literal with $1, $2 …; each is prepared once per connection
/// and kept. Full-text search is the one thing whose SQL differs: `engine()` is for that alone.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  virtual Engine engine() const = 0;
  virtual void each(std::string_view sql, std::span<const Value> values,
                    const std::function<void(const Row&)>& row) = 0;

  void each(std::string_view sql, std::initializer_list<Value> values,
            const std::function<void(const Row&)>& row) {
    each(sql, std::span(values.begin(), values.size()), row);
  }
  /// The first row, made into something by `make`; nothing if there is none.
  template <class F>
  auto one(std::string_view sql, std::initializer_list<Value> values, F make)
      -> std::optional<std::invoke_result_t<F, const Row&>> {
    std::optional<std::invoke_result_t<F, const Row&>> found;
    each(sql, values, [&](const Row& row) {
      if (!found) found.emplace(make(row));
    });
    return found;
  }
  template <class F>
  auto all(std::string_view sql, std::initializer_list<Value> values, F make)
      -> std::vector<std::invoke_result_t<F, const Row&>> {
    std::vector<std::invoke_result_t<F, const Row&>> rows;
    each(sql, values, [&](const Row& row) { rows.push_back(make(row)); });
    return rows;
  }
  bool exists(std::string_view sql, std::initializer_list<Value> values) {
    bool found = false;
    each(sql, values, [&](const Row&) { found = true; });
    return found;
  }
};

/// What a journal entry tells. Whoever follows the journal sees the same.
struct Entry {
  OperatorId operator_id;
  std::optional<OrganizationId> organization_id;
  std::string subject;  ///< outside name of what it is about: "req_…", "inc_…"
  std::string kind;     ///< "request.opened"
  std::string actor;    ///< outside name of who did it, or "clock", "system"
  Instant at;
  std::string data;  ///< JSON object: the facts needed to replay it
};

/// A transaction that writes. All of it is kept, or nothing is.
class Tx : public Snapshot {
 public:
  /// Runs an insert, update or delete; answers how many rows it changed.
  virtual std::int64_t change(std::string_view sql, std::span<const Value> values) = 0;
  std::int64_t change(std::string_view sql, std::initializer_list<Value> values) {
    return change(sql, std::span(values.begin(), values.size()));
  }
  /// Appends to the journal, in this transaction.
  virtual void journal(const Entry& entry) = 0;
};

/// What a write job answers; an error undoes it.
using WriteJob = std::function<Result<void>(Tx&)>;
using ReadJob = std::function<Result<void>(Snapshot&)>;
/// Called once, on a database thread, after the commit (or with the error); at once on the caller's thread if
/// the job is refused (`too_many`, or `unavailable` after close). Must be short: post and return.
using Done = std::function<void(Result<void>)>;

struct Settings {
  size_t queue_jobs_max = 4096;  ///< jobs that wait to write, and to read; one more is answered `too_many`
  size_t group_jobs_max = 256;   ///< SQLite: jobs in one commit
  unsigned read_threads = 2;
  unsigned write_threads = 4;  ///< PostgreSQL: connections that write (SQLite has one writer)
};

class Database {
 public:
  virtual ~Database() = default;

  /// Runs `job` in a transaction, later, on a database thread. It may be run again from the start
  /// (PostgreSQL, after a serialization failure), so it must have no effect outside its transaction. An
  /// exception that leaves it undoes it and is answered `unavailable`.
  virtual void write(WriteJob job, Done done) = 0;
  virtual void read(ReadJob job, Done done) = 0;

  /// The same, waiting for the end. Never from a database thread, nor from a job.
  Result<void> write_now(WriteJob job);
  virtual Result<void> read_now(ReadJob job);

  virtual Engine engine() const = 0;
  /// Adds a listener: called (on some database thread) after a commit that wrote to the journal; at least
  /// once, may be coalesced, may be for nothing. Also for commits of other processes and other nodes, within
  /// about 0.2 s. Must be short, and fit to be called until the database is closed. Followers and watchers
  /// listen by themselves.
  virtual void on_journal(std::function<void()> listener) = 0;
  /// Jobs waiting now, for /metrics.
  virtual size_t jobs_waiting() const = 0;
  /// Finishes what waits, refuses what comes (`unavailable`), ends the threads.
  virtual void close() = 0;
};

/// Opens (makes, if there is none) the file DIR/madoguchi.db and brings its schema up to date. Errors:
/// unavailable ("db.newer" if a newer program has written it, "db.locked", "db.unusable").
Result<std::unique_ptr<Database>> open_sqlite(const std::string& directory, const Settings& settings = {});
/// Connects to postgresql://… and brings its schema up to date (one node at a time, by advisory lock). Errors
/// as above, and "db.unreachable".
Result<std::unique_ptr<Database>> open_postgres(const std::string& url, const Settings& settings = {});

}  // namespace mado::db
