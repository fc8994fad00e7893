#include "search/look.hpp"

#include <algorithm>

namespace mado::search {
namespace {

constexpr std::uint8_t no_term = 0xff;
constexpr size_t codes_count = 0x10000;

constexpr double passage_saturation = 1.5;
constexpr FieldWeight passage_text{1, .6};
constexpr FieldWeight passage_title{1.5, .4};
constexpr double phrase_saturation = 1.5;
constexpr std::array<FieldWeight, 3> phrase_fields = {{{4, .4}, {1.5, .4}, {1, .7}}};
constexpr double field_saturation = 1.2;
constexpr double field_length = .4;

double saturated(double frequency, double saturation) {
  return (saturation + 1) * frequency / (frequency + saturation);
}

double corrected(double length, double words, double average) {
  return 1 - length + length * words / std::max(1.0, average);
}

/// Kept by each thread, because clearing touched places is cheaper than memory anew.
std::vector<std::uint8_t>& term_of_code() {
  static thread_local std::vector<std::uint8_t> kept(codes_count, no_term);
  return kept;
}

}  // namespace

Look::Look(const Query& query, const Totals& totals)
    : query_(query), totals_(totals), term_of_code_(term_of_code()) {
  pair_of_.fill(no_term);
  for (size_t at = 0; at < query.pairs.size() && at < no_term; ++at)
    pair_of_[query.pairs[at].first * terms_max + query.pairs[at].second] = static_cast<std::uint8_t>(at);
  for (size_t term = 0; term < query.terms.size(); ++term)
    for (const auto& alternative : query.terms[term].alternatives)
      term_of_code_[code_of(alternative.key)] = static_cast<std::uint8_t>(term);
}

Look::~Look() {
  for (const Term& term : query_.terms)
    for (const auto& alternative : term.alternatives) term_of_code_[code_of(alternative.key)] = no_term;
}

void Look::at(const Segment& segment, Candidate& candidate) {
  const Entry& entry = segment.entry(candidate.document);
  const auto words = segment.sequence(entry);
  const size_t title_end = entry.title_words;
  const size_t description_end = title_end + entry.description_words;
  const size_t names_end = description_end + entry.names_words;
  counts_ = {};
  pair_counts_ = {};
  const auto count = [&](size_t begin, size_t end, Zone zone) {
    count_words(words.subspan(begin, end - begin), zone, candidate.held);
  };
  count(0, title_end, title_zone);
  count(title_end, description_end, description_zone);
  count(description_end, names_end, names_zone);
  const double title_correction =
      corrected(passage_title.length, entry.title_words, totals_.average(Field::title));
  size_t body_words = 0;
  std::uint32_t number = 0;
  for (size_t begin = names_end; begin < words.size(); ++number) {
    passage_counts_ = {};
    const size_t size = count_words(words.subspan(begin + 1), body_zone, candidate.held);
    take_passage(candidate, number, static_cast<double>(size), title_correction);
    body_words += size;
    begin += size + 1;
  }
  conclude(candidate, entry);
  compare_phrases(candidate, entry, static_cast<double>(body_words));
  compare_meaning(segment, candidate);
}

size_t Look::count_words(std::span<const Code> words, Zone zone, std::uint64_t held) {
  std::uint8_t before = no_term;
  for (size_t at = 0; at < words.size(); ++at) {
    const std::uint8_t term = term_of_code_[words[at]];
    if (term == no_term) [[likely]] {
      if (words[at] == passage_mark) return at;
      before = no_term;
      continue;
    }
    if (!(held >> term & 1U)) {
      before = no_term;
      continue;
    }
    ++counts_[term][zone];
    if (zone == body_zone) ++passage_counts_[term];
    const auto pair = before != no_term ? pair_of_[before * terms_max + term] : no_term;
    if (pair != no_term && zone < phrase_fields.size()) ++pair_counts_[pair][zone];
    before = term;
  }
  return words.size();
}

void Look::take_passage(Candidate& candidate, std::uint32_t number, double size, double title_correction) {
  const double correction = corrected(passage_text.length, size, totals_.passage_average());
  double said = 0;
  double wide = 0;
  for (size_t term = 0; term < query_.terms.size(); ++term) {
    const double frequency = passage_counts_[term] / correction +
                             passage_title.weight * counts_[term][title_zone] / title_correction;
    if (frequency <= 0) continue;
    const double score = value(term) * saturated(frequency, passage_saturation);
    wide += score;
    if (!query_.terms[term].added) said += score;
  }
  candidate[Sign::passage] = std::max(candidate[Sign::passage], said);
  if (wide <= candidate[Sign::wide_passage]) return;
  candidate[Sign::wide_passage] = wide;
  candidate.best_passage = number;
}

void Look::conclude(Candidate& candidate, const Entry& entry) const {
  const double total = std::max(1e-9, query_.total);
  const double description_correction =
      corrected(field_length, entry.description_words, totals_.average(Field::description));
  const double names_correction = corrected(field_length, entry.names_words, totals_.average(Field::names));
  double title_held = 0;
  for (size_t term = 0; term < query_.terms.size(); ++term) {
    const auto& counts = counts_[term];
    const double own = value(term) / total;
    title_held += counts[title_zone];
    candidate[Sign::description] +=
        own * saturated(counts[description_zone] / description_correction, field_saturation);
    candidate[Sign::names] += own * saturated(counts[names_zone] / names_correction, field_saturation);
    const bool is_held = candidate.held >> term & 1U;
    if (is_held) candidate.covered_known += value(term) / std::max(1e-9, query_.known);
    if (query_.terms[term].added) continue;
    if (counts[body_zone] > 0) candidate[Sign::covered_body] += own;
    if (is_held) candidate.covered += own;
  }
  candidate[Sign::covered_title] = title_held / std::max(1.0, static_cast<double>(entry.title_words));
}

void Look::compare_phrases(Candidate& candidate, const Entry& entry, double body_words) const {
  const std::array<double, 3> corrections = {
      corrected(phrase_fields[0].length, entry.title_words, totals_.average(Field::title)),
      corrected(phrase_fields[1].length, entry.description_words, totals_.average(Field::description)),
      corrected(phrase_fields[2].length, body_words, totals_.average(Field::body))};
  for (size_t pair = 0; pair < query_.pairs.size() && pair < no_term; ++pair) {
    double frequency = 0;
    for (size_t zone = 0; zone < phrase_fields.size(); ++zone)
      frequency += phrase_fields[zone].weight * pair_counts_[pair][zone] / corrections[zone];
    const auto [first, second] = query_.pairs[pair];
    candidate[Sign::phrases] += (value(first) + value(second)) / 2 / std::max(1e-9, query_.total) *
                                saturated(frequency, phrase_saturation);
  }
}

void Look::compare_meaning(const Segment& segment, Candidate& candidate) const {
  if (query_.length <= 0 || segment.subjects().size() == 0) return;
  candidate[Sign::subject] = segment.subjects().nearness(query_.direction, query_.length, candidate.document);
  const auto [begin, end] = segment.passages_of(candidate.document);
  for (size_t at = begin; at < end; ++at)
    candidate[Sign::meaning] = std::max<double>(
        candidate[Sign::meaning], segment.passages().nearness(query_.direction, query_.length, at));
}

}  // namespace mado::search
