#include "calendar/segments.hpp"

#include <algorithm>

namespace mado::calendar {
namespace {

using std::chrono::days;

void append(Segments& segments, Segment next) {
  if (next.to <= next.from) return;
  const bool goes_on = !segments.empty() && segments.back().to == next.from &&
                       segments.back().why == next.why && segments.back().name == next.name;
  if (goes_on)
    segments.back().to = next.to;
  else
    segments.push_back(std::move(next));
}

void append_closed(const Timetable& table, Instant from, Instant to, Segments& segments) {
  for (auto date = table.zone.date(from); from < to; date += days{1}) {
    const auto until = std::min(to, table.zone.first(date + days{1}));
    if (const auto name = table.hours.holiday(date))
      append(segments, {from, until, Why::holiday, std::string(*name)});
    else
      append(segments, {from, until, Why::closed});
    from = std::max(from, until);
  }
}

}  // namespace

Millis note_segments(const Timetable& table, Instant from, Instant to, Segments& segments) {
  Millis open{0};
  auto reached = from;
  Walk walk(table, from, table.zone.date(to) + days{1});
  for (auto stretch = walk.next(); stretch && stretch->from < to; stretch = walk.next()) {
    const auto end = std::min(stretch->to, to);
    append_closed(table, reached, stretch->from, segments);
    append(segments, {stretch->from, end, Why::open});
    open += end - stretch->from;
    reached = end;
  }
  append_closed(table, reached, to, segments);
  return open;
}

}  // namespace mado::calendar
