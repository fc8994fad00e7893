/// Search: words of three languages, an index in memory, a ranking, marks. It knows nothing of articles,
/// callers, or the database, and makes no decision about who may see what beyond a group number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"

namespace mado::search {

/// A text made comparable: compatibility forms, width and case folded (NFKC_Casefold), in Chinese also
/// traditional to simplified characters. `from[i]` is the UTF-16 unit of the original that unit i of `text`
/// comes from; one more entry than units, the last is the original's length.
struct Folded {
  std::u16string text;
  std::vector<std::uint32_t> from;
};

Folded fold(std::u16string_view text, Language language);

/// Bad UTF-8 becomes U+FFFD.
std::u16string utf16_of(std::string_view utf8);
std::string utf8_of(std::u16string_view utf16);

/// Letters of Chinese, Japanese and Korean, which are written without spaces.
bool is_cjk(char16_t unit);
bool is_hiragana(char16_t unit);
/// Letters and digits of all other scripts.
bool is_word_unit(char16_t unit);

}  // namespace mado::search
