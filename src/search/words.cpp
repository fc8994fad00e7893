#include "search/words.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

namespace mado::search {
namespace {

/// Words that tell nothing of the subject.
constexpr std::array<std::u16string_view, 94> stop_words = {
    u"a",     u"about", u"after",  u"all",   u"also",   u"am",     u"an",    u"and",  u"any",  u"are",
    u"as",    u"at",    u"be",     u"been",  u"before", u"being",  u"but",   u"by",   u"can",  u"could",
    u"did",   u"do",    u"does",   u"for",   u"from",   u"had",    u"has",   u"have", u"he",   u"her",
    u"his",   u"how",   u"i",      u"if",    u"in",     u"into",   u"is",    u"it",   u"its",  u"just",
    u"like",  u"may",   u"me",     u"more",  u"my",     u"no",     u"not",   u"of",   u"on",   u"or",
    u"our",   u"out",   u"please", u"shall", u"she",    u"should", u"so",    u"some", u"such", u"than",
    u"that",  u"the",   u"their",  u"them",  u"then",   u"there",  u"these", u"they", u"this", u"those",
    u"to",    u"up",    u"us",     u"very",  u"was",    u"we",     u"were",  u"what", u"when", u"where",
    u"which", u"while", u"who",    u"why",   u"will",   u"with",   u"would", u"you",  u"your", u"yours",
    u"s",     u"t",     u"re",     u"ve"};

struct DeleteStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

bool is_ascii_word(std::u16string_view word) {
  return std::ranges::all_of(word, [](char16_t unit) { return unit < 0x80; });
}

/// The English stem; words with other letters stay as they are.
Key stem_key(std::u16string_view word) {
  static thread_local const std::unique_ptr<sb_stemmer, DeleteStemmer> stemmer(
      sb_stemmer_new("english", "UTF_8"));
  if (!stemmer) throw std::runtime_error("libstemmer has no English");
  std::string bytes(word.begin(), word.end());
  const auto* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  const auto length = static_cast<size_t>(sb_stemmer_length(stemmer.get()));
  return word_key(std::u16string(stem, stem + length));
}

constexpr size_t stems_kept_max = 50000;

/// Stems already made by this thread: most words of a text have been seen before.
Key kept_stem_key(std::u16string_view word) {
  static thread_local std::unordered_map<Key, Key> kept;
  const Key own = word_key(word);
  if (const auto found = kept.find(own); found != kept.end()) return found->second;
  if (kept.size() >= stems_kept_max) kept.clear();
  return kept[own] = stem_key(word);
}

bool is_digit(char16_t unit) { return unit >= u'0' && unit <= u'9'; }

/// Where the Latin word that begins at `begin` ends: dots join digits (5.7.1), an apostrophe joins letters
/// (can't).
size_t end_of_word(std::u16string_view text, size_t begin) {
  size_t end = begin;
  while (end < text.size()) {
    if (is_word_unit(text[end])) {
      ++end;
      continue;
    }
    const bool inside = end + 1 < text.size() && is_word_unit(text[end + 1]);
    const bool dot = text[end] == u'.' && inside && is_digit(text[end - 1]) && is_digit(text[end + 1]);
    const bool apostrophe = (text[end] == u'\'' || text[end] == u'\u2019') && inside;
    if (!dot && !apostrophe) break;
    ++end;
  }
  return end;
}

/// Without apostrophes and without a possessive s.
std::u16string bare(std::u16string_view word) {
  for (const std::u16string_view ending : {u"'s", u"\u2019s"})
    if (word.ends_with(ending)) word.remove_suffix(ending.size());
  std::u16string plain(word);
  std::erase_if(plain, [](char16_t unit) { return unit == u'\'' || unit == u'\u2019'; });
  return plain;
}

size_t add_latin(std::u16string_view text, size_t begin, Language language, std::vector<Word>& words) {
  const size_t end = end_of_word(text, begin);
  const std::u16string word = bare(text.substr(begin, end - begin));
  if (!word.empty() && !is_stop_word(word))
    words.push_back({key_of_word(word, language), Script::latin, static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(end)});
  return end;
}

size_t add_pairs(std::u16string_view text, size_t begin, std::vector<Word>& words) {
  size_t end = begin;
  while (end < text.size() && is_cjk(text[end])) ++end;
  const auto add = [&](size_t from, size_t to, Key key) {
    words.push_back({key, Script::cjk, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  };
  if (end == begin + 1) add(begin, end, pair_key(text[begin], 0));
  for (size_t at = begin; at + 1 < end; ++at) add(at, at + 2, pair_key(text[at], text[at + 1]));
  return end;
}

}  // namespace

Key word_key(std::u16string_view word) {
  Key hash = 0xcbf29ce484222325;
  for (const char16_t unit : word) hash = (hash ^ unit) * 0x100000001b3;
  hash = (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15;
  return (hash ^ (hash >> 29)) & ~pair_bit;
}

bool is_stop_word(std::u16string_view word) {
  static const std::unordered_set<Key> keys = [] {
    std::unordered_set<Key> all;
    for (const auto stop_word : stop_words) all.insert(word_key(stop_word));
    return all;
  }();
  return word.size() <= 6 && keys.contains(word_key(word));
}

Key key_of_word(std::u16string_view word, Language language) {
  if (language != Language::en || !is_ascii_word(word)) return word_key(word);
  return kept_stem_key(word);
}

std::vector<Word> words_of(const Folded& folded, Language language) {
  std::vector<Word> words;
  words.reserve(folded.text.size() / 4);
  const std::u16string_view text = folded.text;
  for (size_t at = 0; at < text.size();) {
    if (is_cjk(text[at]))
      at = add_pairs(text, at, words);
    else if (is_word_unit(text[at]))
      at = add_latin(text, at, language, words);
    else
      ++at;
  }
  return words;
}

}  // namespace mado::search
