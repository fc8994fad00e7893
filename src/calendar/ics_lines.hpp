/// The content lines of an iCalendar file (RFC 5545, 3.1), before anyone asks what they mean. Inside
/// calendar/ only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace mado::calendar::ics {

/// One content line, unfolded: NAME;PARAMETERS:VALUE.
struct Property {
  std::string name;   ///< upper case
  std::string value;  ///< as written
  size_t line = 0;    ///< where it begins, from 1
};

/// All lines of a file; parameters are passed over. Error: unreadable ("ics.line").
Result<std::vector<Property>> read_lines(std::string_view text);

/// A text value without its escapes (3.3.11).
std::string unescape(std::string_view text);

/// ASCII letters in upper case: names and key words are written in any case.
std::string upper(std::string_view text);

/// The error "ics.<key>" with values line and, if there is one, text.
std::unexpected<Error> bad_line(std::string_view key, size_t line, std::string text = {});

}  // namespace mado::calendar::ics
