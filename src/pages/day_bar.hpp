/// Time drawn as a bar (SVG): the open hours of a day, the states of many days. The words beside it say the
/// same.
#pragma once

#include <span>
#include <string>

#include "health/model.hpp"
#include "pages/visit.hpp"
#include "policy/model.hpp"

namespace mado::pages {

/// The open pieces of today in the operator's zone as a bar from 0 to 24 h, with a line at now. Carries the
/// pieces of yesterday to tomorrow as well, so that the script can draw the reader's own day.
std::string day_bar_html(const policy::NamedCalendar& calendar, const Reader& reader);
/// The same in words: "9:00–24:00".
std::string today_text(const policy::NamedCalendar& calendar, const Reader& reader);

/// One stroke a day, oldest left: the worse, the taller. `label` says it in words.
std::string history_bar_html(std::span<const health::ServiceState> days, const std::string& label,
                             const Reader& reader);

}  // namespace mado::pages
