/// Time drawn as a bar (SVG): the open hours of a day, the states of many days. The words beside it say the
/// same.
#pragma once

#include <span>
#include <string>

#include "health/model.hpp"
#include "pages/visit.hpp"
#include "policy/model.hpp"

namespace mado::pages {

/// The open pieces of today as a bar from 0 to 24 h, with a line at now: in the operator's zone, or by the
/// caller's own clock (then without the line). The script draws the reader's own day.
std::string day_bar_html(const policy::NamedCalendar& calendar, const Reader& reader);
/// The same in words: "9:00–24:00".
std::string today_text(const policy::NamedCalendar& calendar, const Reader& reader);

/// One stroke a day, oldest left: the worse, the taller. `label` says it in words.
std::string history_bar_html(std::span<const health::ServiceState> days, const std::string& label,
                             const Reader& reader);

}  // namespace mado::pages
