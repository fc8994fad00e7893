/// One connection to a SQLite file, with its statements kept. The thinnest layer that is safe: 64-bit binds,
/// parameters bound by their number, errors told by code.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/connection.hpp"

namespace mado::db {

class SqliteConnection final : public Connection {
 public:
  enum class Access { read, write };

  /// Opens `file`; with write access it is made if there is none, and put into WAL mode. Throws Failure.
  SqliteConnection(const std::string& file, Access access);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Engine engine() const override { return Engine::sqlite; }
  void script(const std::string& statements) override;
  void each(std::string_view sql, std::span<const Value> values,
            const std::function<void(const Row&)>& row) override;
  std::int64_t change(std::string_view sql, std::span<const Value> values) override;

  /// Runs one kept statement without parameters.
  void run(std::string_view sql) { change(sql, {}); }
  /// False after SQLite has undone everything by itself (disk full, I/O error).
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  /// Another number than before if another connection has committed since.
  std::int64_t data_version();

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Statement {
    std::unique_ptr<sqlite3_stmt, Finalize> handle;
    std::vector<int> places;  ///< SQLite's own number of $1, $2 …; 0 if the text does not use it
    bool busy = false;        ///< its rows are being read; a nested call needs another
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  class Use;

  Statement prepare(std::string_view sql);
  Statement& kept(std::string_view sql);
  void forget_idle();
  void bind(const Statement& statement, std::span<const Value> values);
  void begin_wal();
  [[noreturn]] void fail_with(int code, std::string_view doing) const;

  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
};

}  // namespace mado::db
