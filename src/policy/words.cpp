#include "policy/words.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace mado::policy {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte; }

const icu::Normalizer2& folding() {
  static const auto* normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(status);
  }();
  return *normalizer;
}

/// ICU's folding of ASCII is lower case.
std::string fold(std::string_view text) {
  std::string folded;
  if (is_ascii(text)) {
    std::ranges::transform(text, std::back_inserter(folded), lower);
    return folded;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (folding().isNormalizedUTF8(piece, status)) return std::string(text);
  icu::StringByteSink<std::string> sink(&folded);
  folding().normalizeUTF8(0, piece, sink, nullptr, status);
  return U_SUCCESS(status) ? folded : std::string(text);
}

UChar32 first_of(std::string_view text) {
  int32_t at = 0;
  UChar32 character = -1;
  // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): the condition stands inside ICU's macro
  if (!text.empty()) U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), character);
  return character;
}

UChar32 last_of(std::string_view text) {
  auto at = static_cast<int32_t>(text.size());
  UChar32 character = -1;
  if (!text.empty()) U8_PREV(text.data(), 0, at, character);
  return character;
}

size_t hash_of(char first, char second, char third) {
  const auto wide = [](char byte) { return static_cast<std::uint32_t>(static_cast<unsigned char>(byte)); };
  return ((wide(first) << 16U | wide(second) << 8U | wide(third)) * 2654435761U) >> 18U;
}

/// Kana and Han that stay as they are when folded, unless a sound mark follows.
bool stays_when_folded(std::string_view three_bytes) {
  const auto character = first_of(three_bytes);
  return (character >= 0x3041 && character <= 0x3096) || (character >= 0x30A1 && character <= 0x30FA) ||
         (character >= 0x4E00 && character <= 0x9FFF);
}

bool is_sound_mark(UChar32 character) { return character == 0x3099 || character == 0x309A; }

/// A letter or digit of a script whose words are set apart by spaces.
bool is_of_spaced_word(UChar32 character) {
  return u_isalnum(character) && !u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC) &&
         u_getIntPropertyValue(character, UCHAR_LINE_BREAK) != U_LB_IDEOGRAPHIC &&
         u_getIntPropertyValue(character, UCHAR_LINE_BREAK) != U_LB_COMPLEX_CONTEXT &&
         u_getIntPropertyValue(character, UCHAR_LINE_BREAK) != U_LB_CONDITIONAL_JAPANESE_STARTER;
}

bool joined(UChar32 left, UChar32 right) {
  return left >= 0 && right >= 0 && is_of_spaced_word(left) && is_of_spaced_word(right);
}

}  // namespace

FoldedText::FoldedText(std::string_view text) : folded_(fold(text)) {
  for (size_t at = 0; at + 3 <= folded_.size(); ++at)
    starts_.set(hash_of(folded_[at], folded_[at + 1], folded_[at + 2]));
}

/// Folding a word costs more than looking at its beginning, where folding is known to change nothing there.
bool FoldedText::may_hold(std::string_view word) const {
  if (word.size() < 3) return !word.empty();
  const auto start = word.substr(0, 3);
  const auto next = first_of(word.substr(3));
  if (is_ascii(start) && next < 0x80)
    return starts_.test(hash_of(lower(word[0]), lower(word[1]), lower(word[2])));
  if (stays_when_folded(start) && !is_sound_mark(next))
    return starts_.test(hash_of(word[0], word[1], word[2]));
  return true;
}

bool FoldedText::has_word(std::string_view word) const {
  if (!may_hold(word)) return false;
  const auto folded = fold(word);
  const std::string_view text = folded_;
  for (auto at = text.find(folded); at != text.npos; at = text.find(folded, at + 1)) {
    if (joined(last_of(text.substr(0, at)), first_of(folded))) continue;
    if (joined(last_of(folded), first_of(text.substr(at + folded.size())))) continue;
    return true;
  }
  return false;
}

}  // namespace mado::policy
