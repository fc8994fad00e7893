#include "calendar/segments.hpp"

#include <algorithm>

namespace mado::calendar {
namespace {

using std::chrono::days;

constexpr std::int64_t reserved_max = 256;

void append(Segments& segments, const Segment& next) {
  if (next.to <= next.from) return;
  const bool goes_on = !segments.empty() && segments.back().to == next.from &&
                       segments.back().why == next.why && segments.back().name == next.name;
  if (goes_on)
    segments.back().to = next.to;
  else
    segments.push_back(next);
}

/// Tells the closed time between the stretches of a walk.
class ClosedTime {
 public:
  ClosedTime(const Timetable& table, Instant from) : zone_(table.zone, from), hours_(table.hours) {}

  void append_to(Segments& segments, Instant from, Instant to) {
    if (from >= to) return;
    for (auto date = zone_.date(from); from < to; date += days{1}) {
      const auto until = std::min(to, end_of(date, from));
      const auto holiday = hours_.holiday(date);
      append(segments, {from, until, holiday ? Why::holiday : Why::closed, holiday.value_or("")});
      from = std::max(from, until);
    }
  }

 private:
  /// Where clocks go back at midnight, a date ends twice.
  Instant end_of(LocalDate date, Instant from) {
    const auto first = zone_.first(date + days{1});
    return first > from ? first : zone_.last(date + days{1});
  }

  ZoneCursor zone_;
  HoursCursor hours_;
};

/// Room for two pieces a date, which is what a desk that closes at night needs.
void reserve(Segments& segments, Instant from, Instant to) {
  const auto dates = (to - from) / days{1} + 1;
  if (segments.empty()) segments.reserve(static_cast<size_t>(std::min(2 * dates, reserved_max)));
}

}  // namespace

Millis note_segments(const Timetable& table, Instant from, Instant to, Segments& segments) {
  reserve(segments, from, to);
  Millis open{0};
  auto reached = from;
  ClosedTime closed(table, from);
  Walk walk(table, from, table.zone.date(to) + days{1});
  for (auto stretch = walk.next(); stretch && stretch->from < to; stretch = walk.next()) {
    const auto end = std::min(stretch->to, to);
    closed.append_to(segments, reached, stretch->from);
    append(segments, {stretch->from, end, Why::open});
    open += end - stretch->from;
    reached = end;
  }
  closed.append_to(segments, reached, to);
  return open;
}

}  // namespace mado::calendar
