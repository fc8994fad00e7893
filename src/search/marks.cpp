#include "search/marks.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace mado::search {
namespace {

constexpr std::array<std::string_view, 6> kind_codes = {"incident", "article", "guide",
                                                        "feature",  "topic",   "request"};

constexpr size_t letters_max = 160;
constexpr size_t characters_max = 80;
constexpr size_t lead_share = 5;  // a fifth of the snippet stands before the first match

/// A place in the original text where a word of the question stands.
struct Match {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  size_t term = 0;
};

using TermOf = std::unordered_map<Key, size_t>;

TermOf terms_by_key(const Query& query) {
  TermOf terms;
  for (size_t place = 0; place < query.terms.size(); ++place)
    for (const auto& alternative : query.terms[place].alternatives) terms.emplace(alternative.key, place);
  return terms;
}

std::vector<Match> matches_in(const Query& query, std::u16string_view text, Language language) {
  const TermOf terms = terms_by_key(query);
  const Folded folded = fold(text, language);
  std::vector<Match> matches;
  for (const Word& word : words_of(folded, language))
    if (const auto found = terms.find(word.key); found != terms.end())
      matches.push_back({folded.from[word.begin], folded.from[word.end], found->second});
  return matches;
}

/// A few hiragana alone are grammar (ない, が…): marking them would only make the page restless.
bool is_grammar(std::u16string_view text, const Mark& mark) {
  constexpr std::uint32_t grammar_units_max = 3;
  const auto piece = text.substr(mark.from, mark.to - mark.from);
  return piece.size() <= grammar_units_max && std::ranges::all_of(piece, is_hiragana);
}

/// Matches that touch become one mark; a question that is all grammar marks what it finds.
std::vector<Mark> joined(const std::vector<Match>& matches, std::u16string_view text) {
  std::vector<Mark> marks;
  for (const Match& match : matches) {
    if (!marks.empty() && match.from <= marks.back().to)
      marks.back().to = std::max(marks.back().to, match.to);
    else
      marks.push_back({match.from, match.to});
  }
  const auto is_small = [&](const Mark& mark) { return is_grammar(text, mark); };
  if (!std::ranges::all_of(marks, is_small)) std::erase_if(marks, is_small);
  return marks;
}

double value_of(const Query& query, size_t term) {
  return query.terms[term].weight * query.terms[term].rarity;
}

/// Where the window of `size` units begins whose matches are worth most.
size_t best_begin(const Query& query, const std::vector<Match>& matches, size_t size) {
  size_t best = 0;
  double best_value = -1;
  for (size_t first = 0; first < matches.size(); ++first) {
    std::uint64_t seen = 0;
    double value = 0;
    for (size_t at = first; at < matches.size() && matches[at].to <= matches[first].from + size; ++at) {
      const auto own = std::uint64_t{1} << matches[at].term;
      if (!(seen & own)) value += value_of(query, matches[at].term);
      seen |= own;
    }
    if (value > best_value) {
      best_value = value;
      best = matches[first].from;
    }
  }
  return best;
}

bool breaks(char16_t unit) { return unit == u' ' || unit == u'\n' || unit == 0x3002 || unit == 0x3001; }

/// Moves a cut to a gap between words, at most a few units away, and never into a surrogate pair.
size_t to_gap(std::u16string_view text, size_t at, std::ptrdiff_t step) {
  constexpr int reach = 16;
  auto place = static_cast<std::ptrdiff_t>(at);
  for (int tries = 0; tries < reach; ++tries, place += step) {
    if (place <= 0 || place >= static_cast<std::ptrdiff_t>(text.size())) break;
    if (breaks(text[static_cast<size_t>(place) - 1])) return static_cast<size_t>(place);
  }
  if (at < text.size() && at > 0 && (text[at] & 0xfc00) == 0xdc00) --at;
  return at;
}

size_t snippet_units(std::u16string_view text) {
  const auto cjk = static_cast<size_t>(std::ranges::count_if(text.substr(0, 400), is_cjk));
  return cjk * 3 > std::min<size_t>(400, text.size()) ? characters_max : letters_max;
}

}  // namespace

std::string_view code_of(AnswerKind kind) { return kind_codes[static_cast<size_t>(kind)]; }

std::vector<Mark> marks_in(const Query& query, std::string_view text, Language language) {
  const auto whole = utf16_of(text);
  return joined(matches_in(query, whole, language), whole);
}

Snippet snippet_of(const Query& query, std::string_view text, Language language) {
  std::u16string whole = utf16_of(text);
  std::ranges::replace(whole, u'\n', u' ');
  const size_t size = snippet_units(whole);
  const auto matches = matches_in(query, whole, language);
  const size_t lead = size / lead_share;
  size_t begin = best_begin(query, matches, size - lead);
  begin = begin > lead ? to_gap(whole, begin - lead, -1) : 0;
  if (begin + size > whole.size()) begin = whole.size() > size ? to_gap(whole, whole.size() - size, 1) : 0;
  const size_t end = begin + size < whole.size() ? to_gap(whole, begin + size, -1) : whole.size();
  std::u16string shown = begin > 0 ? u"…" : u"";
  shown += std::u16string_view(whole).substr(begin, end - begin);
  if (end < whole.size()) shown += u"…";
  return {utf8_of(shown), joined(matches_in(query, shown, language), shown)};
}

void keep_best(std::vector<Answer>& answers, size_t limit) {
  const auto better = [](const Answer& a, const Answer& b) { return a.score > b.score; };
  for (auto at = answers.begin(); at != answers.end(); ++at)
    std::rotate(std::upper_bound(answers.begin(), at, *at, better), at, std::next(at));
  if (answers.size() > limit) answers.resize(limit);
}

double share_in(const Query& query, std::string_view text, Language language) {
  if (query.total <= 0) return 0;
  std::uint64_t seen = 0;
  double value = 0;
  for (const Match& match : matches_in(query, utf16_of(text), language)) {
    const auto own = std::uint64_t{1} << match.term;
    if (!(seen & own) && !query.terms[match.term].added) value += value_of(query, match.term);
    seen |= own;
  }
  return value / query.total;
}

}  // namespace mado::search
