/// Finding the words of topics and out-of-scope subjects in what somebody wrote (policy rows S14-S16), in
/// Latin, Japanese and Chinese alike. It finds words; it does not rank or guess (that is search/).
#pragma once

#include <bitset>
#include <string>
#include <string_view>

namespace mado::policy {

/// A text made ready: width and case folded (Unicode NFKC_Casefold).
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  /// Is `word` in it? Letters of scripts that write spaces must stand on word boundaries ("VPN" is not in
  /// "VPNs", but in "VPN接続"); Han, kana and other scripts without spaces are found anywhere.
  bool has_word(std::string_view word) const;

 private:
  static constexpr size_t starts_count = size_t{1} << 14;

  bool may_hold(std::string_view word) const;

  std::string folded_;
  std::bitset<starts_count>
      starts_;  ///< hashes of every three bytes in a row, to pass over most words at once
};

}  // namespace mado::policy
