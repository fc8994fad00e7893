/// Reading the parts of a call that are text inside text: the target's path and query, cookies.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace mado::http {

struct Target {
  std::string path;  ///< decoded, starts with '/'
  std::vector<std::pair<std::string, std::string>> query;
};

/// Reads a request target in origin or absolute form (RFC 9112, 3.2). Percent signs are decoded, in the query
/// '+' is a space. Error: unreadable ("target.unreadable") for a broken percent sign, bytes that are not
/// UTF-8, U+0000.
Result<Target> read_target(std::string_view target);

/// Reads the body of a form (application/x-www-form-urlencoded), in order. Error: unreadable
/// ("form.unreadable").
Result<std::vector<std::pair<std::string, std::string>>> read_form(std::string_view body);

/// The value of a cookie in a Cookie header; the first one if it stands there twice.
std::optional<std::string> cookie_of(std::string_view header, std::string_view name);

}  // namespace mado::http
