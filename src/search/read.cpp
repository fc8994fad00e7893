#include <algorithm>
#include <cmath>
#include <optional>

#include "search/index.hpp"
#include "search/phrases.hpp"
#include "search/spelling.hpp"

namespace mado::search {
namespace {

constexpr size_t terms_max = 64;
constexpr size_t question_units_max = 400;
constexpr size_t prefix_units_min = 2;
constexpr size_t expansions_max = 16;
constexpr float prefix_share = 0.8F;
constexpr float katakana_share = 0.8F;
constexpr float times_counted_max = 2;
constexpr float hiragana_weight = 0.3F;
constexpr float added_weight = 0.4F;

bool is_all_hiragana(std::u16string_view text) { return std::ranges::all_of(text, is_hiragana); }

std::string ascii_of(std::u16string_view word) {
  std::string bytes;
  for (const char16_t unit : word) {
    if (unit >= 0x80) return "";
    if (unit != u'\'') bytes += static_cast<char>(unit);
  }
  return bytes;
}

char16_t katakana_of(char16_t unit) {
  return unit >= 0x3041 && unit <= 0x3096 ? static_cast<char16_t>(unit + 0x60) : unit;
}

}  // namespace

/// Reads one question: terms, their other forms, their weights.
class Reader {
 public:
  Reader(const Index& index, std::string_view text)
      : index_(index), text_(limited(utf16_of(text))), folded_(fold(text_, index.language_)) {
    std::u16string_view end = folded_.text;
    open_ = !end.empty() && is_word_unit(end.back());
    kana_from_ = end.size();
    while (kana_from_ > 0 && (is_hiragana(end[kana_from_ - 1]) || end[kana_from_ - 1] == 0x30fc))
      --kana_from_;
  }

  Query read() {
    const auto words = words_of(folded_, index_.language_);
    const auto weights = phrase_weights(folded_.text, index_.language_);
    std::optional<size_t> before;
    for (size_t at = 0; at < words.size() && query_.terms.size() < terms_max; ++at) {
      const auto place = add(words, at, weights);
      if (place && before && *before != *place) add_pair(*before, *place);
      before = place;
    }
    add_ideas();
    weigh();
    point();
    return std::move(query_);
  }

 private:
  void add_ideas() {
    if (!index_.ideas_) return;
    for (const auto& [key, share] : index_.ideas_->added_for(text_, index_.language_)) {
      if (query_.terms.size() == terms_max) return;
      const bool is_said = std::ranges::any_of(query_.terms, [&](const Term& term) {
        return std::ranges::any_of(term.alternatives, [&](const auto& one) { return one.key == key; });
      });
      if (is_said || index_.documents_with(key) == 0) continue;
      query_.terms.push_back({.alternatives = {{key, 1}}, .weight = added_weight * share, .added = true});
    }
  }

  /// What the question means.
  void point() {
    if (!index_.meaning_) return;
    Sum sum = {};
    for (const Term& term : query_.terms)
      for (const auto& [key, share] : term.alternatives) index_.meaning_->add(key, term.weight * share, sum);
    query_.direction = direction_of(sum);
    query_.length = length_of(query_.direction);
  }

  static std::u16string limited(std::u16string text) {
    text.resize(std::min(text.size(), question_units_max));
    return text;
  }

  std::u16string_view spelled(const Word& word) const {
    return std::u16string_view(folded_.text).substr(word.begin, word.end - word.begin);
  }

  /// The place of a word among the terms; nothing if it is not looked up.
  std::optional<size_t> add(const std::vector<Word>& words, size_t at, const std::vector<float>& weights) {
    const Word& word = words[at];
    if (is_input_left_over(word)) return std::nullopt;
    float weight = weights[word.begin];
    if (word.script == Script::cjk && is_all_hiragana(spelled(word))) weight *= hiragana_weight;
    for (size_t place = 0; place < keys_.size(); ++place)
      if (keys_[place] == word.key) {
        Term& term = query_.terms[place];
        term.weight = std::min(term.weight + weight, times_counted_max * weight);
        return place;
      }
    keys_.push_back(word.key);
    query_.terms.push_back({.alternatives = {{word.key, 1}}, .weight = weight});
    add_other_forms(word, query_.terms.back());
    return query_.terms.size() - 1;
  }

  /// Input methods leave a letter or two behind characters until the syllable is complete (メールb).
  bool is_input_left_over(const Word& word) const {
    return word.script == Script::latin && word.end == folded_.text.size() && word.end - word.begin <= 2 &&
           word.begin > 0 && is_cjk(folded_.text[word.begin - 1]) && index_.documents_with(word.key) == 0;
  }

  void add_other_forms(const Word& word, Term& term) {
    if (word.script == Script::latin) return add_spellings(word, term);
    if (word.end - word.begin == 1) return add_pairs_with(spelled(word).front(), term);
    if (word.begin >= kana_from_) {
      const auto text = spelled(word);
      const Key key = pair_key(katakana_of(text[0]), katakana_of(text[1]));
      if (key != word.key) term.alternatives.push_back({key, katakana_share});
    }
  }

  void add_pairs_with(char16_t first, Term& term) {
    std::vector<Key> keys;
    for (const auto& part : index_.parts_) {
      const auto span = part.segment->keys_between(pair_key(first, 1), pair_key(first, 0xffff));
      keys.insert(keys.end(), span.begin(), span.end());
    }
    add_most_used(std::move(keys), prefix_share, term);
  }

  void add_most_used(std::vector<Key> keys, float share, Term& term) {
    std::ranges::sort(keys);
    const auto repeated = std::ranges::unique(keys);
    keys.erase(repeated.begin(), repeated.end());
    std::vector<std::pair<size_t, Key>> counted;
    counted.reserve(keys.size());
    for (const Key key : keys) counted.emplace_back(index_.documents_with(key), key);
    const size_t kept = std::min(expansions_max, counted.size());
    std::ranges::partial_sort(counted, counted.begin() + static_cast<std::ptrdiff_t>(kept), std::greater{});
    for (size_t at = 0; at < kept; ++at)
      if (counted[at].second != term.alternatives.front().key)
        term.alternatives.push_back({counted[at].second, share});
  }

  /// Words that begin with what was typed so far, or else words that are nearly what was typed; only if the
  /// word as typed is not one that the articles use.
  void add_spellings(const Word& word, Term& term) {
    const std::string typed = ascii_of(spelled(word));
    if (typed.size() < prefix_units_min || is_known(typed)) return;
    std::vector<Key> keys;
    const auto take = [&](std::string_view, Key key) { keys.push_back(key); };
    if (open_ && word.end == folded_.text.size())
      for (const auto& part : index_.parts_) part.segment->each_spelling(typed, take);
    if (!keys.empty()) return add_most_used(std::move(keys), prefix_share, term);
    if (index_.documents_with(word.key) == 0) add_corrections(typed, term);
  }

  void add_corrections(std::string_view typed, Term& term) {
    Corrections corrections(typed);
    for (const auto& part : index_.parts_)
      part.segment->each_spelling(typed.substr(0, 1), [&](std::string_view spelling, Key key) {
        if (corrections.is_near(spelling)) corrections.take(spelling, part.segment->documents_with(key));
      });
    for (const auto& correction : corrections.best())
      term.alternatives.push_back({key(correction.spelling), correction.share});
  }

  Key key(std::string_view spelling) const {
    return key_of_word(std::u16string(spelling.begin(), spelling.end()), index_.language_);
  }

  bool is_known(std::string_view typed) const {
    return std::ranges::any_of(index_.parts_,
                               [&](const auto& part) { return part.segment->has_spelling(typed); });
  }

  void add_pair(size_t first, size_t second) {
    const Query::Pair pair{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
    const bool known = std::ranges::any_of(query_.pairs, [&](const Query::Pair& other) {
      return other.first == pair.first && other.second == pair.second;
    });
    if (!known) query_.pairs.push_back(pair);
  }

  void weigh() {
    const auto all = static_cast<double>(index_.live_);
    for (Term& term : query_.terms) {
      for (const auto& alternative : term.alternatives)
        term.documents += static_cast<double>(index_.documents_with(alternative.key));
      term.documents = std::min(term.documents, all);
      term.rarity = std::log(1 + (all - term.documents + .5) / (term.documents + .5));
      if (!term.added) query_.total += term.weight * term.rarity;
      if (term.documents > 0) query_.known += term.weight * term.rarity;
    }
  }

  const Index& index_;
  const std::u16string text_;
  const Folded folded_;
  bool open_ = false;     ///< the last word may go on
  size_t kana_from_ = 0;  ///< where the hiragana at the end begins
  std::vector<Key> keys_;
  Query query_;
};

Query Index::read(std::string_view text) const { return Reader(*this, text).read(); }

}  // namespace mado::search
