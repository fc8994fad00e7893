/// How opening hours stand at this moment. Hours that count by the caller's own clock cannot be told before
/// it is known where the caller is: the script tells them, and without it the page says so.
#pragma once

#include "pages/site.hpp"

namespace mado::pages {

/// A calendar and the zone whose clock it is told by: the page's. Where the calendar is the caller's, it is
/// laid out in UTC, and the instants stand for moments of a clock on any wall.
struct Dial {
  calendar::Calendar calendar;
  std::string zone;
  enum class Whose { page, caller } whose = Whose::page;
};
Dial dial_of(const policy::NamedCalendar& named, const Reader& reader);

/// The open stretches from yesterday to the day after tomorrow and the one after them, for the script:
/// "FROM/TO FROM/TO", TO empty if it never closes; without "Z" where they are the caller's.
std::string stretches_text(const policy::NamedCalendar& named, const Reader& reader);

/// "Open until 18:00", "Closed opens Mon 9:00", as HTML.
std::string now_html(const policy::NamedCalendar& named, const Reader& reader);

}  // namespace mado::pages
