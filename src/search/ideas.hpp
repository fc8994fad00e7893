/// Words that mean the same, as the operator knows them (synonyms): what a question says in one word is also
/// looked for in the others, and in the words of other languages.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/language.hpp"
#include "search/words.hpp"

namespace mado::search {

/// One idea: every way to say it, by language (in the order of all_languages).
using Idea = std::array<std::vector<std::string>, all_languages.size()>;

class Ideas {
 public:
  Ideas() = default;
  explicit Ideas(const std::vector<Idea>& ideas);

  /// A word that was not said, but means the same as (a part of) something that was.
  struct Added {
    Key key = 0;
    float share = 0;  ///< 1 for a word that says it alone, less for the parts of longer ways to say it
  };
  /// In `wanted`, for whatever is said in `text` in any language; each word once.
  std::vector<Added> added_for(std::u16string_view text, Language wanted) const;

 private:
  struct Way {
    std::uint32_t idea = 0;
    std::vector<Key> keys;
  };
  /// The ways to say something in one language, by their first word.
  using Ways = std::unordered_multimap<Key, Way>;

  std::array<Ways, all_languages.size()> ways_;
  std::array<std::vector<std::vector<Added>>, all_languages.size()> added_;  ///< by language and idea
};

}  // namespace mado::search
