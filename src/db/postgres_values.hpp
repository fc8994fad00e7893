/// PostgreSQL's binary form of values: parameters out, columns in.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <span>
#include <vector>

#include "db/database.hpp"

namespace mado::db {

/// What PQexecPrepared is given. Points into the values, which must outlive it.
class PostgresParameters {
 public:
  explicit PostgresParameters(std::span<const Value> values);

  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* pointers() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  std::vector<std::array<char, 8>> numbers_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

/// The type of a value; 0 for null, which may stand for any.
Oid postgres_type_of(const Value& value);

/// One row of a binary result. Integers of every width, truths and whole numerics read as integer.
class PostgresRow final : public Row {
 public:
  explicit PostgresRow(const PGresult* result) : result_(result) {}
  void go_to(int row) { row_ = row; }

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::string_view blob(int column) const override;

 private:
  std::string_view bytes(int column) const;
  Oid type(int column) const;
  [[noreturn]] void fail_for(int column, std::string_view wanted) const;

  const PGresult* result_;
  int row_ = 0;
};

}  // namespace mado::db
