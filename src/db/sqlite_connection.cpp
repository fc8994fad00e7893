#include "db/sqlite_connection.hpp"

#include <fmt/format.h>

#include <charconv>

namespace mado::db {
namespace {

constexpr size_t statements_max = 1000;
constexpr int wait_for_lock_milliseconds_max = 10'000;

/// Called by SQLite when another process holds the lock. Short naps: SQLite's own handler sleeps up to 100 ms
/// and would starve beside a server that commits all the time.
int wait_for_lock(void* /*unused*/, int times) {
  constexpr int nap_milliseconds = 2;
  if (times * nap_milliseconds > wait_for_lock_milliseconds_max) return 0;
  sqlite3_sleep(nap_milliseconds);
  return 1;
}

FailureKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FailureKind::locked;
    case SQLITE_CONSTRAINT:
      return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? FailureKind::unique
                                                                                      : FailureKind::other;
    default:
      return FailureKind::other;
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override {
    expect(column, SQLITE_INTEGER);
    return sqlite3_column_int64(statement_, column);
  }
  double real(int column) const override {
    if (type(column) != SQLITE_INTEGER) expect(column, SQLITE_FLOAT);
    return sqlite3_column_double(statement_, column);
  }
  std::string_view text(int column) const override {
    expect(column, SQLITE_TEXT);
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes ? bytes : "", static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view blob(int column) const override {
    expect(column, SQLITE_BLOB);
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes ? bytes : "", static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  int type(int column) const {
    if (column < 0 || column >= sqlite3_column_count(statement_))
      throw Failure(fmt::format("no column {} in: {}", column, sqlite3_sql(statement_)));
    return sqlite3_column_type(statement_, column);
  }
  void expect(int column, int wanted) const {
    const int found = type(column);
    if (found != wanted && found != SQLITE_NULL)
      throw Failure(fmt::format("column {} has type {}, not {}, in: {}", column, found, wanted,
                                sqlite3_sql(statement_)));
  }

  sqlite3_stmt* statement_;
};

/// Where SQLite, which numbers parameters by first appearance, keeps $1, $2 …
std::vector<int> places_of(sqlite3_stmt* statement) {
  std::vector<int> places;
  for (int place = 1; place <= sqlite3_bind_parameter_count(statement); ++place) {
    const char* name = sqlite3_bind_parameter_name(statement, place);
    const std::string_view text = name ? name : "";
    size_t number = 0;
    if (text.starts_with('$')) std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (number == 0) throw Failure(fmt::format("parameter {} is not $1, $2 …", text));
    places.resize(std::max(places.size(), number));
    places[number - 1] = place;
  }
  return places;
}

int bind_one(sqlite3_stmt* statement, int place, const Value::Held& held) {
  struct Bind {
    sqlite3_stmt* statement;
    int place;
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, place); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, place, number); }
    int operator()(std::string_view text) const {
      return sqlite3_bind_text64(statement, place, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    int operator()(Blob blob) const {
      const auto bytes = blob.bytes;
      return sqlite3_bind_blob64(statement, place, bytes.data() ? bytes.data() : "", bytes.size(),
                                 SQLITE_STATIC);
    }
  };
  return std::visit(Bind{statement, place}, held);
}

}  // namespace

/// A kept statement, or one of its own while that is busy; reset at the end.
class SqliteConnection::Use {
 public:
  Use(SqliteConnection& connection, std::string_view sql) : connection_(connection) {
    statement_ = &connection.kept(sql);
    if (statement_->busy) {
      own_ = connection.prepare(sql);
      statement_ = &own_;
    }
    statement_->busy = true;
  }
  ~Use() {
    sqlite3_reset(handle());
    statement_->busy = false;
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  const Statement& statement() const { return *statement_; }
  sqlite3_stmt* handle() const { return statement_->handle.get(); }
  /// True as long as there is a row.
  bool step() {
    const int code = sqlite3_step(handle());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.fail_with(code, sqlite3_sql(handle()));
    return false;
  }

 private:
  SqliteConnection& connection_;
  Statement* statement_;
  Statement own_;
};

SqliteConnection::SqliteConnection(const std::string& file, Access access) {
  const int flags =
      access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail_with(code, "open " + file);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_handler(handle, wait_for_lock, nullptr);
  // Caches are small on purpose: the system caches the file already. Nothing is mapped into memory, which
  // would count as the program's own and turn a failing disk into a signal. Temporary things stay in memory,
  // so that undoing a savepoint costs no file.
  script("pragma temp_store = memory");
  if (access == Access::read) {
    script("pragma cache_size = -4096");
    return;
  }
  script("pragma cache_size = -16384");
  begin_wal();
  script("pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864");
}

/// SQLite does not call the busy handler where two who make the same new file would wait for each other, so
/// the waiting is done here.
void SqliteConnection::begin_wal() {
  const char* const sql = "pragma journal_mode = wal";
  int code = SQLITE_OK;
  int count = 0;
  do code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  while ((code & 0xff) == SQLITE_BUSY && wait_for_lock(nullptr, count++) != 0);
  if (code != SQLITE_OK) fail_with(code, sql);
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::script(const std::string& statements) {
  const int code = sqlite3_exec(handle_.get(), statements.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail_with(code, statements);
}

void SqliteConnection::each(std::string_view sql, std::span<const Value> values,
                            const std::function<void(const Row&)>& row) {
  Use use(*this, sql);
  bind(use.statement(), values);
  const SqliteRow current(use.handle());
  while (use.step()) row(current);
}

std::int64_t SqliteConnection::change(std::string_view sql, std::span<const Value> values) {
  Use use(*this, sql);
  bind(use.statement(), values);
  while (use.step()) continue;
  return sqlite3_changes64(handle_.get());
}

std::int64_t SqliteConnection::data_version() {
  std::int64_t version = 0;
  each("pragma data_version", {}, [&](const Row& row) { version = row.integer(0); });
  return version;
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  Statement statement{std::unique_ptr<sqlite3_stmt, Finalize>(handle), {}};
  if (code != SQLITE_OK || !handle) fail_with(code, sql);
  statement.places = places_of(handle);
  return statement;
}

SqliteConnection::Statement& SqliteConnection::kept(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  if (statements_.size() >= statements_max) forget_idle();
  return statements_.emplace(std::string(sql), prepare(sql)).first->second;
}

/// Only SQL that is put together at run time comes so far.
void SqliteConnection::forget_idle() {
  std::erase_if(statements_, [](const auto& entry) { return !entry.second.busy; });
}

void SqliteConnection::bind(const Statement& statement, std::span<const Value> values) {
  if (values.size() != statement.places.size())
    throw Failure(fmt::format("{} values for {} parameters in: {}", values.size(), statement.places.size(),
                              sqlite3_sql(statement.handle.get())));
  for (size_t i = 0; i < values.size(); ++i) {
    if (statement.places[i] == 0) continue;
    const int code = bind_one(statement.handle.get(), statement.places[i], values[i].held());
    if (code != SQLITE_OK) fail_with(code, sqlite3_sql(statement.handle.get()));
  }
}

void SqliteConnection::fail_with(int code, std::string_view doing) const {
  const int extended = handle_ ? sqlite3_extended_errcode(handle_.get()) : code;
  const char* text = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  throw Failure(fmt::format("SQLite {}: {}, in: {}", extended, text, doing), kind_of(extended));
}

}  // namespace mado::db
