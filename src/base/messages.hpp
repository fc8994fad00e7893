/// The catalogue: every sentence the program says, by key and language, in ICU MessageFormat
/// (locales/<language>/<area>.json, shared with the web application). Compiled into the binary.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/instant.hpp"
#include "base/language.hpp"

namespace mado {

/// What may stand in a placeholder. A time is written by the message's own format in the given zone.
using MessageValue = std::variant<std::string, std::int64_t, double, Instant>;
using MessageValues = std::map<std::string, MessageValue>;

/// The sentence "area.key" ("errors.not_found") in `language`. `zone` (IANA) is used for {at, date, …} and
/// {at, time, …}. A key that is missing answers the key itself (script/check refuses catalogues that lack
/// one).
std::string say(Language language, std::string_view key, const MessageValues& values = {},
                std::string_view zone = "UTC");

/// True if the catalogue has "area.key".
bool has_message(Language language, std::string_view key);

}  // namespace mado
