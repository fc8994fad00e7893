/// Texts in several languages as the JSON that rows and journal entries of health hold.
#pragma once

#include <string>
#include <string_view>

#include "base/language.hpp"

namespace mado::health {

/// {"en":"…","ja":"…"}: the languages that have a text of their own.
std::string json_of(const Texts& texts);
/// Reads what json_of wrote.
Texts texts_of(std::string_view text);

}  // namespace mado::health
