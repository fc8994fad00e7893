/// Calendars that count in the customer's own zone (time_zone = "caller").
#pragma once

#include <string>

#include "policy/model.hpp"

namespace mado::policy {

/// The calendar as it counts for a caller in `zone` (IANA; must be one, empty = the operator's). Made once
/// per zone and thread, then kept.
calendar::Calendar calendar_for(const NamedCalendar& named, const std::string& zone);

}  // namespace mado::policy
