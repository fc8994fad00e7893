/// Replaying lives of requests: JSON Lines of events in, JSON Lines of clocks out (docs/clocks.md, "Replaying
/// a life"). `madoguchi policy replay` is this function.
#pragma once

#include <iosfwd>

#include "policy/model.hpp"

namespace mado::policy {

/// With segments, every clock also lists the stretches of its receipt.
enum class Trace { none, segments };

/// Answers every line of `lives` that is not blank with one line on `out`, in order, until its end. A line
/// that is impossible, too long (base/lines.hpp) or cannot be read is answered with an error and changes
/// nothing. Memory grows with the number of lives.
void replay(const Policy& policy, std::istream& lives, std::ostream& out, Trace trace);

}  // namespace mado::policy
