/// Times, states and names as the public pages write them. HTML that these functions answer is safe to put
/// into a page unescaped.
#pragma once

#include <string>
#include <string_view>

#include "base/percent.hpp"
#include "health/model.hpp"
#include "pages/visit.hpp"

namespace mado::pages {

/// How much of a moment is written. The page's script writes the same in the reader's own zone.
enum class Precision { moment, day, clock };

/// <time datetime="…">22 Nov, 13:42</time> in the operator's zone. A clock time of another day than today's
/// (there) gets its weekday.
std::string time_html(Instant at, Precision precision, const Reader& reader);
std::string time_text(Instant at, Precision precision, const Reader& reader);

/// The mark of a state: a shape of its own for each, so that it is not told by colour alone.
std::string state_mark_html(health::ServiceState state);
std::string state_text(health::ServiceState state, Language language);
std::string state_text(health::State state, Language language);
std::string kind_text(health::Kind kind, Language language);

/// "China" for "CN", "Chinese (Simplified)" for "zh-Hans", in the reader's language.
std::string region_text(std::string_view region, Language language);
std::string tongue_text(std::string_view tag, Language language);

std::string escaped(std::string_view text);

}  // namespace mado::pages
