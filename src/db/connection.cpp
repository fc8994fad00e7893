#include "db/connection.hpp"

namespace mado::db {

void Transaction::each(std::string_view sql, std::span<const Value> values,
                       const std::function<void(const Row&)>& row) {
  try {
    connection_.each(sql, values, row);
  } catch (const Failure& failure) {
    if (!failure_) failure_ = failure;
    throw;
  }
}

std::int64_t Transaction::change(std::string_view sql, std::span<const Value> values) {
  try {
    return connection_.change(sql, values);
  } catch (const Failure& failure) {
    if (!failure_) failure_ = failure;
    throw;
  }
}

void Transaction::journal(const Entry& entry) {
  change(
      "insert into journal (operator_id, organization_id, subject, kind, actor, at, data) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      {entry.operator_id, entry.organization_id, entry.subject, entry.kind, entry.actor, entry.at,
       entry.data});
  journaled_ = true;
}

}  // namespace mado::db
