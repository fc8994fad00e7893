#include "policy/words.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace mado::policy {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

void lower_ascii(std::string& text) {
  for (auto& byte : text)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
}

/// ICU's folding of ASCII is lower case; that path is twenty times faster and most words take it.
std::string fold(std::string_view text) {
  std::string folded;
  if (is_ascii(text)) {
    folded = text;
    lower_ascii(folded);
    return folded;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::StringByteSink<std::string> sink(&folded);
  if (U_SUCCESS(status))
    normalizer->normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  return U_SUCCESS(status) ? folded : std::string(text);
}

/// A letter or digit of a script whose words are set apart by spaces.
bool is_of_spaced_word(UChar32 character) {
  return u_isalnum(character) && !u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC) &&
         u_getIntPropertyValue(character, UCHAR_LINE_BREAK) != U_LB_IDEOGRAPHIC &&
         u_getIntPropertyValue(character, UCHAR_LINE_BREAK) != U_LB_COMPLEX_CONTEXT &&
         u_getIntPropertyValue(character, UCHAR_LINE_BREAK) != U_LB_CONDITIONAL_JAPANESE_STARTER;
}

UChar32 first_of(std::string_view text) {
  int32_t at = 0;
  UChar32 character = -1;
  if (!text.empty()) U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), character);
  return character;
}

UChar32 last_of(std::string_view text) {
  auto at = static_cast<int32_t>(text.size());
  UChar32 character = -1;
  if (!text.empty()) U8_PREV(text.data(), 0, at, character);
  return character;
}

bool joined(UChar32 left, UChar32 right) {
  return left >= 0 && right >= 0 && is_of_spaced_word(left) && is_of_spaced_word(right);
}

}  // namespace

FoldedText::FoldedText(std::string_view text) : folded_(fold(text)) {}

bool FoldedText::has_word(std::string_view word) const {
  const auto folded = fold(word);
  if (folded.empty()) return false;
  const std::string_view text = folded_;
  for (auto at = text.find(folded); at != text.npos; at = text.find(folded, at + 1)) {
    if (joined(last_of(text.substr(0, at)), first_of(folded))) continue;
    if (joined(last_of(folded), first_of(text.substr(at + folded.size())))) continue;
    return true;
  }
  return false;
}

}  // namespace mado::policy
