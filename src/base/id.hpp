/// Names of things: 64 bits inside, `req_…` outside. Ordered by time of making, and safe on many nodes at
/// once: 41 bits of milliseconds since 2025, 11 bits of node, 11 bits that count within the millisecond.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace mado {

/// Writes a number as 13 digits of Crockford's base 32, lower case, so that order of text is order of number.
std::string base32_of(std::int64_t value);
/// Reads what base32_of wrote; nothing else (upper case, other lengths) is taken.
std::optional<std::int64_t> from_base32(std::string_view text);

template <size_t N>
struct Prefix {
  char letters[N] = {};
  constexpr Prefix(const char (&text)[N]) { std::copy_n(text, N, letters); }
  constexpr std::string_view view() const { return {letters, N - 1}; }
};

/// One kind of name per kind of thing, so that an organization's cannot be passed for a person's.
template <Prefix P>
struct Id {
  std::int64_t value = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
  std::string text() const { return std::string(P.view()) + '_' + base32_of(value); }
  static std::optional<Id> parse(std::string_view text) {
    const auto prefix = P.view();
    if (!text.starts_with(prefix) || text.size() <= prefix.size() || text[prefix.size()] != '_')
      return std::nullopt;
    const auto value = from_base32(text.substr(prefix.size() + 1));
    return value && *value > 0 ? std::optional(Id{*value}) : std::nullopt;
  }
};

using OperatorId = Id<"opr">;
using OrganizationId = Id<"org">;
using PersonId = Id<"per">;  ///< people of organizations and agents of operators alike
using RequestId = Id<"req">;
using MessageId = Id<"msg">;
using AttachmentId = Id<"att">;
using IncidentId = Id<"inc">;
using ArticleId = Id<"art">;

/// Makes ids. One per process; safe to call from any thread.
class IdMaker {
 public:
  /// `node` 0 to 2047 tells processes apart that write to the same database.
  IdMaker(const Clock& clock, unsigned node) : clock_(clock), node_(node & 2047U) {}
  /// Greater than every id this maker made before, also when the clock goes back.
  std::int64_t next();
  template <class T>
  T make() {
    return T{next()};
  }

 private:
  const Clock& clock_;
  const unsigned node_;
  std::mutex mutex_;
  std::int64_t last_tick_ = 0;  ///< milliseconds << 11 | count
};

}  // namespace mado

template <mado::Prefix P>
struct std::hash<mado::Id<P>> {
  size_t operator()(const mado::Id<P>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
