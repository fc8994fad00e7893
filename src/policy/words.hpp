/// Finding the words of topics and out-of-scope subjects in what somebody wrote (policy rows S14-S16), in
/// Latin, Japanese and Chinese alike. It finds words; it does not rank or guess (that is search/).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mado::policy {

/// A text made ready: width and case folded (Unicode NFKC_Casefold).
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);
  std::string_view bytes() const { return folded_; }

 private:
  std::string folded_;
};

/// Words, each of an owner (the first topic is 0, and so on), found in a text all at once.
class WordTable {
 public:
  void add(size_t owner, std::string_view word);

  /// How many of each owner's words are in the text; an owner after the last found is left out. A word inside
  /// a longer one that is found does not count there ("purchase" in "first purchase"). Letters of scripts
  /// that write spaces must stand on word boundaries ("VPN" is not in "VPNs", but in "VPN接続"); Han, kana
  /// and other scripts without spaces are found anywhere.
  std::vector<int> found_in(const FoldedText& text) const;

 private:
  struct Hit {
    size_t begin = 0;
    size_t end = 0;
    size_t word = 0;
  };
  /// Wherever a word stands in the text, in no order.
  std::vector<Hit> hits_in(std::string_view text) const;

  struct Word {
    std::string folded;
    size_t owner;
    size_t next_alike;  ///< the next word whose first bytes lead to the same place, counted from 1
  };

  static constexpr size_t places = size_t{1} << 10;
  static constexpr size_t start_bytes = 3;  ///< by which words are told apart: one kana or Han

  std::vector<Word> words_;
  std::array<size_t, places> first_ = {};  ///< the first word of a place, counted from 1; 0 = none
  std::vector<size_t> short_words_;        ///< of fewer bytes
};

}  // namespace mado::policy
