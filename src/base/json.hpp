/// Strict reading of JSON, and the few words that make Boost.JSON pleasant to use.
#pragma once

#include <boost/json.hpp>
#include <string_view>

#include "base/error.hpp"

namespace mado {

namespace json = boost::json;

/// Reads one JSON text strictly: UTF-8 must be well formed, no key may stand twice in an object, at most 32
/// levels deep, and no string may contain U+0000 (PostgreSQL cannot store it). Errors: unreadable
/// ("json.unreadable", "json.duplicate_key" with value key), invalid ("json.nul").
Result<json::value> parse_json(std::string_view text);

/// True if the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

}  // namespace mado
