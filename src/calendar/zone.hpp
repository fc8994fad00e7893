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

/// Local time [from, to) in which clocks go on evenly: every moment of it exists once, at the same offset.
struct EvenStretch {
  LocalTime from;
  LocalTime to;
  Millis offset{0};

  bool holds(LocalTime local) const { return from <= local && local < to; }
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
  /// The even stretch that holds `at`, or an empty one beside it: next to a change some moments are in none.
  EvenStretch even_around(Instant at) const;
  const std::vector<ZonePeriod>& periods() const { return periods_; }

 private:
  size_t period_at(Instant at) const;

  std::vector<ZonePeriod> periods_;
  std::vector<LocalTime> local_begins_;  ///< of every period, in its own offset
  std::vector<LocalTime> local_ends_;    ///< of every period but the last, in its own offset
};

/// The same answers as Zone's, faster where one moment is near the last: it remembers the even stretch.
class ZoneCursor {
 public:
  ZoneCursor(const Zone& zone, Instant at) : zone_(zone), even_(zone.even_around(at)) {}

  LocalDate date(Instant at) {
    const LocalTime local{at.time_since_epoch() + even_.offset};
    return std::chrono::floor<std::chrono::days>(even_.holds(local) ? local : zone_.local(at));
  }
  Instant first(LocalTime local) { return even_.holds(local) ? at_offset(local) : moved(zone_.first(local)); }
  Instant last(LocalTime local) { return even_.holds(local) ? at_offset(local) : moved(zone_.last(local)); }

 private:
  Instant at_offset(LocalTime local) const { return Instant{local.time_since_epoch() - even_.offset}; }
  Instant moved(Instant at) {
    even_ = zone_.even_around(at);
    return at;
  }

  const Zone& zone_;
  EvenStretch even_;
};

/// The zone of that IANA name, or nullptr. Read once, kept for the life of the process. Safe from any thread.
const Zone* find_zone(std::string_view name);

}  // namespace mado::calendar
