#include "db/postgres_connection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "db/postgres_values.hpp"

namespace mado::db {
namespace {

constexpr size_t statements_max = 1000;

/// PostgreSQL documentation, appendix A.
FailureKind kind_of(std::string_view state) {
  if (state == "40001" || state == "40P01") return FailureKind::serialization;
  if (state == "23505" || state == "23P01") return FailureKind::unique;
  if (state == "55P03") return FailureKind::locked;
  // Class 08, and a server that is going down, coming up or has no room.
  if (state.starts_with("08") || state.starts_with("57P") || state == "53300")
    return FailureKind::disconnected;
  return FailureKind::other;
}

/// True if a statement prepared with `types` can take `values`.
bool fits(std::span<const Oid> types, std::span<const Value> values) {
  return std::ranges::equal(types, values, [](Oid type, const Value& value) {
    const Oid wanted = postgres_type_of(value);
    return wanted == 0 || wanted == type;
  });
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url) {
  const char* const words[] = {"dbname",          "client_encoding", "application_name",
                               "connect_timeout", "keepalives_idle", nullptr};
  const char* const values[] = {url.c_str(), "UTF8", "madoguchi", "5", "30", nullptr};
  handle_.reset(PQconnectdbParams(words, values, 1));
  if (!connected()) throw Failure(PQerrorMessage(handle_.get()), FailureKind::disconnected);
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
}

void PostgresConnection::script(const std::string& statements) {
  checked(PQexec(handle_.get(), statements.c_str()), statements);
}

void PostgresConnection::each(std::string_view sql, std::span<const Value> values,
                              const std::function<void(const Row&)>& row) {
  const auto result = execute(sql, values);
  PostgresRow current(result.get());
  for (int i = 0; i < PQntuples(result.get()); ++i) {
    current.go_to(i);
    row(current);
  }
}

std::int64_t PostgresConnection::change(std::string_view sql, std::span<const Value> values) {
  const auto result = execute(sql, values);
  const std::string_view count = PQcmdTuples(result.get());
  return count.empty() ? 0 : std::stoll(std::string(count));
}

bool PostgresConnection::take_notifications() {
  if (PQconsumeInput(handle_.get()) == 0)
    throw Failure(PQerrorMessage(handle_.get()), FailureKind::disconnected);
  bool others = false;
  while (PGnotify* notification = PQnotifies(handle_.get())) {
    others = others || notification->be_pid != PQbackendPID(handle_.get());
    PQfreemem(notification);
  }
  return others;
}

const PostgresConnection::Statement& PostgresConnection::prepared(std::string_view sql,
                                                                  std::span<const Value> values) {
  auto found = statements_.find(sql);
  if (found != statements_.end() && fits(found->second.types, values)) return found->second;
  if (statements_.size() >= statements_max) {  // SQL that is put together at run time
    script("deallocate all");
    statements_.clear();
    found = statements_.end();
  }
  Statement statement{fmt::format("s{}", ++statements_made_), {}};
  for (size_t i = 0; i < values.size(); ++i) {
    const Oid type = postgres_type_of(values[i]);
    const bool known = type == 0 && found != statements_.end() && i < found->second.types.size();
    statement.types.push_back(known ? found->second.types[i] : type);
  }
  const std::string text(sql);
  checked(PQprepare(handle_.get(), statement.name.c_str(), text.c_str(),
                    static_cast<int>(statement.types.size()), statement.types.data()),
          sql);
  if (found == statements_.end()) return statements_.emplace(text, std::move(statement)).first->second;
  script("deallocate " + found->second.name);
  return found->second = std::move(statement);
}

PostgresConnection::ResultHandle PostgresConnection::execute(std::string_view sql,
                                                             std::span<const Value> values) {
  const auto& statement = prepared(sql, values);
  const PostgresParameters parameters(values);
  return checked(PQexecPrepared(handle_.get(), statement.name.c_str(), parameters.count(),
                                parameters.pointers(), parameters.lengths(), parameters.formats(), 1),
                 sql);
}

PostgresConnection::ResultHandle PostgresConnection::checked(PGresult* result, std::string_view doing) const {
  ResultHandle owned(result);
  const auto status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) return owned;
  const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view state = field ? field : "";
  const auto kind = connected() ? kind_of(state) : FailureKind::disconnected;
  const char* text = result ? PQresultErrorMessage(result) : PQerrorMessage(handle_.get());
  throw Failure(fmt::format("PostgreSQL {}: {} in: {}", state, text, doing), kind);
}

}  // namespace mado::db
