/// Lengths of time and hours of a day, as a policy file writes them.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "policy/model.hpp"
#include "policy/read_section.hpp"

namespace mado::policy {

/// Elapsed time, or business days.
struct Length {
  Millis elapsed{0};
  int days = 0;
};

/// "30m", "1h", "2d" (48 h), "1bd"; more than nothing, at most ten years. The error says what is wrong with
/// it.
std::expected<Length, Sentence> length_of(std::string_view text);

/// "09:00-12:00, 13:00-18:00", or "closed". The error says what is wrong with them.
std::expected<calendar::Day, Sentence> hours_of(std::string_view text);

/// A plain elapsed length under a key; business days are a mistake there.
std::optional<Millis> elapsed(Section& section, std::string_view key, Need need);

}  // namespace mado::policy
