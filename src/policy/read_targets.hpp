/// Lengths of promised time that count on a calendar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy/read_parts.hpp"

namespace mado::policy {

/// A target under a key: "1h", or { within = "1bd", on = "business" }; without `on` it counts on `calendar`.
std::optional<Target> read_target(Draft& draft, Section& section, std::string_view key, Need need,
                                  const std::string& calendar);

/// { severity, after_silence, warn, on, by }; `on` is the calendar of both marks, without it they are plain
/// elapsed time. Whether the severity is lower is not asked here.
std::optional<Lowering> read_lowering(Draft& draft, Section& promise);

}  // namespace mado::policy
