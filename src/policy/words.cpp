#include "policy/words.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

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

size_t hash_of(std::string_view three_bytes) {
  std::uint32_t value = 0;
  for (const char byte : three_bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return (value * 2654435761U) >> 22U;
}

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

bool stands_alone(std::string_view text, size_t at, std::string_view word) {
  return !joined(last_of(text.substr(0, at)), first_of(word)) &&
         !joined(last_of(word), first_of(text.substr(at + word.size())));
}

}  // namespace

FoldedText::FoldedText(std::string_view text) : folded_(fold(text)) {}

void WordTable::add(size_t owner, std::string_view word) {
  auto folded = fold(word);
  if (folded.empty()) return;
  if (folded.size() < start_bytes) {
    short_words_.push_back(words_.size());
    words_.push_back({.folded = std::move(folded), .owner = owner, .next_alike = 0});
    return;
  }
  auto& first = first_[hash_of(std::string_view(folded).substr(0, start_bytes))];
  words_.push_back({.folded = std::move(folded), .owner = owner, .next_alike = first});
  first = words_.size();
}

std::vector<WordTable::Hit> WordTable::hits_in(std::string_view text) const {
  std::vector<Hit> hits;
  const auto note = [&](size_t at, size_t word) {
    const auto& folded = words_[word].folded;
    if (stands_alone(text, at, folded))
      hits.push_back({.begin = at, .end = at + folded.size(), .word = word});
  };
  for (const auto word : short_words_)
    for (auto at = text.find(words_[word].folded); at != text.npos;
         at = text.find(words_[word].folded, at + 1))
      note(at, word);
  for (size_t at = 0; at + start_bytes <= text.size(); ++at)
    for (auto next = first_[hash_of(text.substr(at, start_bytes))]; next > 0;
         next = words_[next - 1].next_alike)
      if (text.substr(at).starts_with(words_[next - 1].folded)) note(at, next - 1);
  return hits;
}

std::vector<int> WordTable::found_in(const FoldedText& folded_text) const {
  auto hits = hits_in(folded_text.bytes());
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<int> counts;
  std::vector<bool> found(words_.size());
  Hit widest;
  for (const auto& hit : hits) {
    if (hit.end > widest.end) widest = hit;
    const bool is_part = hit.begin != widest.begin || hit.end != widest.end;
    if (is_part || found[hit.word]) continue;
    found[hit.word] = true;
    const auto owner = words_[hit.word].owner;
    if (counts.size() <= owner) counts.resize(owner + 1);
    ++counts[owner];
  }
  return counts;
}

}  // namespace mado::policy
