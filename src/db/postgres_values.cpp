#include "db/postgres_values.hpp"

#include <fmt/format.h>

#include <bit>

namespace mado::db {
namespace {

// From PostgreSQL's catalogue (pg_type.dat); they never change.
constexpr Oid type_bool = 16;
constexpr Oid type_bytea = 17;
constexpr Oid type_name = 19;
constexpr Oid type_int8 = 20;
constexpr Oid type_int2 = 21;
constexpr Oid type_int4 = 23;
constexpr Oid type_text = 25;
constexpr Oid type_float4 = 700;
constexpr Oid type_float8 = 701;
constexpr Oid type_unknown = 705;
constexpr Oid type_bpchar = 1042;
constexpr Oid type_varchar = 1043;
constexpr Oid type_numeric = 1700;

/// The big-endian number that starts `bytes`, with its sign.
template <class T>
T number_at(std::string_view bytes, size_t offset = 0) {
  std::make_unsigned_t<T> number = 0;
  for (size_t i = 0; i < sizeof(T); ++i)
    number = static_cast<std::make_unsigned_t<T>>((static_cast<std::uint64_t>(number) << 8U) |
                                                  static_cast<unsigned char>(bytes[offset + i]));
  return static_cast<T>(number);
}

/// A numeric is digits to base 10,000, the first of them times 10,000^weight. sum(bigint) is one.
struct Numeric {
  int digits;
  int weight;
  bool negative;
  bool finite;
  std::string_view bytes;

  explicit Numeric(std::string_view from)
      : digits(number_at<std::int16_t>(from, 0)),
        weight(number_at<std::int16_t>(from, 2)),
        negative(number_at<std::uint16_t>(from, 4) == 0x4000),
        finite((number_at<std::uint16_t>(from, 4) & 0x8000U) == 0),
        bytes(from.substr(8)) {}
  int digit(int index) const {
    return index < digits ? number_at<std::int16_t>(bytes, static_cast<size_t>(index) * 2) : 0;
  }
};

std::optional<std::int64_t> whole(const Numeric& numeric) {
  if (!numeric.finite || numeric.digits > numeric.weight + 1) return std::nullopt;
  std::int64_t value = 0;
  // Built downwards, because the lowest integer has no positive twin.
  for (int i = 0; i <= numeric.weight; ++i)
    if (__builtin_mul_overflow(value, 10'000, &value) ||
        __builtin_sub_overflow(value, numeric.digit(i), &value))
      return std::nullopt;
  if (numeric.negative) return value;
  return __builtin_sub_overflow(std::int64_t{0}, value, &value) ? std::nullopt : std::optional(value);
}

double real_of(const Numeric& numeric) {
  double value = 0;
  for (int i = 0; i < numeric.digits; ++i) value = value * 10'000 + numeric.digit(i);
  for (int i = numeric.digits; i <= numeric.weight; ++i) value *= 10'000;
  for (int i = numeric.weight + 1; i < numeric.digits; ++i) value /= 10'000;
  return numeric.negative ? -value : value;
}

std::array<char, 8> big_endian(std::uint64_t number) {
  std::array<char, 8> bytes{};
  for (size_t i = 8; i-- > 0; number >>= 8U) bytes[i] = static_cast<char>(number & 0xffU);
  return bytes;
}

}  // namespace

Oid postgres_type_of(const Value& value) {
  struct Type {
    Oid operator()(std::nullptr_t) const { return 0; }
    Oid operator()(std::int64_t) const { return type_int8; }
    Oid operator()(double) const { return type_float8; }
    Oid operator()(std::string_view) const { return type_text; }
    Oid operator()(Blob) const { return type_bytea; }
  };
  return std::visit(Type{}, value.held());
}

PostgresParameters::PostgresParameters(std::span<const Value> values)
    : numbers_(values.size()), pointers_(values.size()), lengths_(values.size()), formats_(values.size(), 1) {
  for (size_t i = 0; i < values.size(); ++i) {
    const auto& held = values[i].held();
    std::string_view bytes;
    if (std::holds_alternative<std::nullptr_t>(held)) continue;
    if (const auto* integer = std::get_if<std::int64_t>(&held)) {
      numbers_[i] = big_endian(static_cast<std::uint64_t>(*integer));
      bytes = {numbers_[i].data(), 8};
    } else if (const auto* real = std::get_if<double>(&held)) {
      numbers_[i] = big_endian(std::bit_cast<std::uint64_t>(*real));
      bytes = {numbers_[i].data(), 8};
    } else if (const auto* text = std::get_if<std::string_view>(&held)) {
      bytes = *text;
    } else {
      bytes = std::get<Blob>(held).bytes;
    }
    pointers_[i] = bytes.data() ? bytes.data() : "";
    lengths_[i] = static_cast<int>(bytes.size());
  }
}

bool PostgresRow::is_null(int column) const {
  type(column);
  return PQgetisnull(result_, row_, column) != 0;
}

std::int64_t PostgresRow::integer(int column) const {
  if (is_null(column)) return 0;
  switch (type(column)) {
    case type_int8:
      return number_at<std::int64_t>(bytes(column));
    case type_int4:
      return number_at<std::int32_t>(bytes(column));
    case type_int2:
      return number_at<std::int16_t>(bytes(column));
    case type_bool:
      return bytes(column)[0] != 0;
    case type_numeric:
      if (const auto value = whole(Numeric(bytes(column)))) return *value;
      [[fallthrough]];
    default:
      fail_for(column, "integer");
  }
}

double PostgresRow::real(int column) const {
  if (is_null(column)) return 0;
  switch (type(column)) {
    case type_float8:
      return std::bit_cast<double>(number_at<std::uint64_t>(bytes(column)));
    case type_float4:
      return std::bit_cast<float>(number_at<std::uint32_t>(bytes(column)));
    case type_numeric:
      return real_of(Numeric(bytes(column)));
    default:
      return static_cast<double>(integer(column));
  }
}

std::string_view PostgresRow::text(int column) const {
  if (is_null(column)) return {};
  switch (type(column)) {
    case type_text:
    case type_varchar:
    case type_bpchar:
    case type_name:
    case type_unknown:
      return bytes(column);
    default:
      fail_for(column, "text");
  }
}

std::string_view PostgresRow::blob(int column) const {
  if (is_null(column)) return {};
  if (type(column) != type_bytea) fail_for(column, "bytes");
  return bytes(column);
}

std::string_view PostgresRow::bytes(int column) const {
  return {PQgetvalue(result_, row_, column), static_cast<size_t>(PQgetlength(result_, row_, column))};
}

Oid PostgresRow::type(int column) const {
  if (column < 0 || column >= PQnfields(result_)) throw Failure(fmt::format("no column {}", column));
  return PQftype(result_, column);
}

void PostgresRow::fail_for(int column, std::string_view wanted) const {
  throw Failure(fmt::format("column {} ({}) has type {}, not {}", column, PQfname(result_, column),
                            type(column), wanted));
}

}  // namespace mado::db
