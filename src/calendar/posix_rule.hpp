/// The rule by which a zone's offsets go on after the last entry of its table (RFC 9636, 3.3: the footer of a
/// zone file, a POSIX TZ string such as "EST5EDT,M3.2.0,M11.1.0"). Inside calendar/ only. The date library
/// stops at the table, which ends in 2037.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "calendar/zone.hpp"

namespace mado::calendar {

/// A change that happens every year: on the `week`-th (5 = last) `weekday` of `month`, `time` after midnight.
struct YearlyChange {
  std::chrono::month month;
  unsigned week;
  std::chrono::weekday weekday;
  std::chrono::seconds time;  ///< -167 h to 167 h
};

struct PosixRule {
  Millis standard_offset{0};
  Millis summer_offset{0};
  YearlyChange to_summer;
  YearlyChange to_standard;
};

/// Reads a rule with two changes of the M form, the only one that the tz database uses. Nothing for a rule
/// without changes, and for what cannot be read.
std::optional<PosixRule> read_posix_rule(std::string_view text);

/// The two periods that begin in `year`, in order of time.
std::vector<ZonePeriod> periods_of(const PosixRule& rule, std::chrono::year year);

}  // namespace mado::calendar
