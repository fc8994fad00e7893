/// Moments and lengths of time. Inside the program every moment is UTC in whole milliseconds; zones exist
/// only in calendar/ and on screens.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mado {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Millis>;

inline Instant instant_of(std::int64_t milliseconds) { return Instant{Millis{milliseconds}}; }
inline std::int64_t count_of(Instant instant) { return instant.time_since_epoch().count(); }

/// Reads RFC 3339 ("2026-11-22T09:00:00Z", fraction and offset allowed; digits past the millisecond are cut).
/// Years 1 to 9999. Error: invalid, key "time.unreadable".
Result<Instant> parse_instant(std::string_view text);

/// Writes RFC 3339 with Z, and three digits of fraction only when they are not zero.
std::string format_instant(Instant instant);

}  // namespace mado
