/// The words of a text: Latin words as stems (English) or as they are (elsewhere), runs of Chinese, Japanese
/// and Korean as overlapping pairs of characters. A word is a 64-bit key: no texts are kept for comparing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "search/fold.hpp"

namespace mado::search {

using Key = std::uint64_t;

/// Keys of pairs have the highest bit set and are in the order of their characters, so that all pairs that
/// begin with one character lie side by side. A character that stands alone is a pair with 0.
constexpr Key pair_bit = Key{1} << 63;
constexpr Key pair_key(char16_t first, char16_t second) { return pair_bit | Key{first} << 16 | Key{second}; }
/// Of a stem or word: a hash below the highest bit.
Key word_key(std::u16string_view word);

enum class Script { latin, cjk };

struct Word {
  Key key = 0;
  Script script = Script::latin;
  std::uint32_t begin = 0;  ///< in the folded text
  std::uint32_t end = 0;
};

/// The words of `folded`, in order; English stop words are left out.
std::vector<Word> words_of(const Folded& folded, Language language);

/// The key of one folded Latin word in an index of this language.
Key key_of_word(std::u16string_view word, Language language);
bool is_stop_word(std::u16string_view word);

}  // namespace mado::search
