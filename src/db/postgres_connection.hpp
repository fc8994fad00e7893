/// One connection to PostgreSQL, with its statements kept on the server. Values go and come in binary form;
/// errors are told by SQLSTATE.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/connection.hpp"

namespace mado::db {

class PostgresConnection final : public Connection {
 public:
  /// Connects; `url` is postgresql://… . Throws Failure (disconnected) after at most 5 s.
  explicit PostgresConnection(const std::string& url);

  Engine engine() const override { return Engine::postgres; }
  void script(const std::string& statements) override;
  void each(std::string_view sql, std::span<const Value> values,
            const std::function<void(const Row&)>& row) override;
  std::int64_t change(std::string_view sql, std::span<const Value> values) override;

  bool connected() const { return PQstatus(handle_.get()) == CONNECTION_OK; }
  bool in_transaction() const { return PQtransactionStatus(handle_.get()) != PQTRANS_IDLE; }
  /// To wait for news on.
  int socket() const { return PQsocket(handle_.get()); }
  /// Takes the notifications that have come; true if another connection sent one of them.
  bool take_notifications();

 private:
  struct Finish {
    void operator()(PGconn* handle) const { PQfinish(handle); }
  };
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using ResultHandle = std::unique_ptr<PGresult, Clear>;
  /// Null has no type: a place keeps the one it was given before.
  struct Statement {
    std::string name;
    std::vector<Oid> types;
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  const Statement& prepared(std::string_view sql, std::span<const Value> values);
  ResultHandle execute(std::string_view sql, std::span<const Value> values);
  ResultHandle checked(PGresult* result, std::string_view doing) const;

  std::unique_ptr<PGconn, Finish> handle_;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
  std::uint64_t statements_made_ = 0;
};

}  // namespace mado::db
