/// `madoguchi calendar eval`: sums of working time for scripts, one JSON object a line in and out. It decides
/// nothing: calendar/ does the sums.
#pragma once

#include <iosfwd>

namespace mado::cli {

/// Reads JSON Lines (op between, add, add_business_days or open_at; tz, week, holidays, recurring_holidays,
/// breaks, shifts, start; end, seconds or days) and answers one line each: {"id","seconds"}, {"id","end"},
/// {"id","open"} or {"id","error"}. Empty lines are passed over. Answers the exit code, 0.
int calendar_eval(std::istream& in, std::ostream& out);

}  // namespace mado::cli
