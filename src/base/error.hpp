/// Expected failures as values. An exception means a bug or a broken start; an Error means that somebody
/// asked for something that cannot be done, and says so in words that the catalogue (locales/*/errors.json)
/// holds.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mado {

enum class ErrorCode {
  invalid,
  unreadable,
  not_found,
  forbidden,
  unauthenticated,
  conflict,
  stale,
  too_large,
  wrong_type,  ///< the body is of a type that is not taken
  too_many,
  unavailable
};

/// One field that is wrong: `field` as the caller named it (dots for depth), `key` a message key.
struct FieldError {
  std::string field;
  std::string key;
  std::map<std::string, std::string> values = {};  ///< what the message's placeholders stand for
};

struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string key;                                 ///< message key in locales/*/errors.json, e.g. "not_found"
  std::map<std::string, std::string> values = {};  ///< what the message's placeholders stand for
  std::vector<FieldError> fields = {};             ///< the wrong fields, if it is about fields
  std::map<std::string, std::string> members =
      {};                  ///< further members of the answer, as JSON text: "current"
  std::string cause = {};  ///< for the log, never for the caller
};

template <class T>
using Result = std::expected<T, Error>;

/// A failure without fields.
inline std::unexpected<Error> fail(ErrorCode code, std::string key, std::string cause = {}) {
  return std::unexpected(Error{.code = code, .key = std::move(key), .cause = std::move(cause)});
}

/// A failure of one field of the input (422).
inline std::unexpected<Error> fail_field(std::string field, std::string key,
                                         std::map<std::string, std::string> values = {}) {
  return std::unexpected(Error{.code = ErrorCode::invalid,
                               .key = "invalid",
                               .fields = {{std::move(field), std::move(key), std::move(values)}}});
}

}  // namespace mado

/// MADO_TRY(name, expression): declares `name` from a Result, or returns its error from the function around
/// it.
#define MADO_TRY(name, ...)                                                     \
  auto name##_result = (__VA_ARGS__);                                           \
  if (!name##_result) return std::unexpected(std::move(name##_result).error()); \
  auto name = *std::move(name##_result)

/// MADO_CHECK(expression): returns the error of a Result whose value is not needed.
#define MADO_CHECK(...)                                     \
  if (auto checked_result = (__VA_ARGS__); !checked_result) \
  return std::unexpected(std::move(checked_result).error())
