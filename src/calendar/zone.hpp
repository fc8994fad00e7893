/// One zone of the tz database as a table of offsets, so that a look-up costs nanoseconds. Inside calendar/
/// only; it knows nothing of opening hours.
#pragma once

#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "calendar/calendar.hpp"

namespace mado::calendar {

using LocalTime = std::chrono::local_time<Millis>;

/// From `begin` on local time is UTC plus `offset`, until the next period begins.
struct ZonePeriod {
  Instant begin;
  Millis offset;
};

class Zone {
 public:
  /// `periods` in order of time, the first from the beginning of time.
  explicit Zone(std::vector<ZonePeriod> periods);

  LocalTime local(Instant at) const;
  LocalDate date(Instant at) const { return std::chrono::floor<std::chrono::days>(local(at)); }
  /// The instant of a local moment: of two the first; of none (a gap) the first after the gap.
  Instant first(LocalTime local) const;
  /// The same, of two the last.
  Instant last(LocalTime local) const;
  const std::vector<ZonePeriod>& periods() const { return periods_; }

 private:
  std::vector<ZonePeriod> periods_;
  std::vector<LocalTime> local_begins_;  ///< of every period, in its own offset
  std::vector<LocalTime> local_ends_;    ///< of every period but the last, in its own offset
};

/// The zone of that IANA name, or nullptr. Read once, kept for the life of the process. Safe from any thread.
const Zone* find_zone(std::string_view name);

}  // namespace mado::calendar
