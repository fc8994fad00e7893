/// Tells the open, closed and holiday pieces of a stretch of time (receipts, N3). Inside calendar/ only.
#pragma once

#include "calendar/walk.hpp"

namespace mado::calendar {

/// Appends the pieces of [from, to), without holes; neighbours of the same kind and name are one. Answers
/// their open time.
Millis note_segments(const Timetable& table, Instant from, Instant to, Segments& segments);

}  // namespace mado::calendar
