#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "search/index.hpp"
#include "search/weights.hpp"

namespace mado::search {
namespace {

constexpr size_t candidates_max = 200;
constexpr std::uint8_t no_term = 0xff;
constexpr size_t codes_count = 0x10000;

constexpr double passage_saturation = 1.5;
constexpr FieldWeight passage_text{1, .6};
constexpr FieldWeight passage_title{1.5, .4};
constexpr double phrase_saturation = 1.5;
constexpr std::array<FieldWeight, 3> phrase_fields = {{{4, .4}, {1.5, .4}, {1, .7}}};
constexpr double field_saturation = 1.2;
constexpr double field_length = .4;

/// The zones of a document's sequence, as far as the ranking tells them apart.
enum Zone : std::uint8_t { title_zone, description_zone, body_zone, names_zone };
constexpr size_t zones_count = 4;

double saturated(double frequency, double saturation) {
  return (saturation + 1) * frequency / (frequency + saturation);
}

double corrected(double length, double words, double average) {
  return 1 - length + length * words / std::max(1.0, average);
}

/// What one thread needs while it ranks; kept, because clearing touched places is cheaper than memory anew.
struct Scratch {
  std::vector<float> scores;
  std::vector<float> term_scores;
  std::vector<std::uint64_t> held;  ///< bit n: holds term n
  std::vector<std::uint32_t> touched;
  std::vector<std::uint32_t> term_touched;
  std::vector<std::uint8_t> term_of_code = std::vector<std::uint8_t>(codes_count, no_term);

  void fit(size_t documents) {
    if (scores.size() >= documents) return;
    scores.resize(documents);
    term_scores.resize(documents);
    held.resize(documents);
  }
};

struct Candidate {
  std::uint32_t part = 0;
  std::uint32_t document = 0;
  std::uint64_t held = 0;
  double words = 0;
  double passage = 0;
  double phrases = 0;
  double description = 0;
  double names = 0;
  double covered_body = 0;
  double covered = 0;
  double score = 0;
  std::uint32_t best_passage = 0;
};

}  // namespace

/// One ranking of one question.
class Ranking {
 public:
  Ranking(const Index& index, const Query& query, unsigned groups)
      : index_(index), query_(query), groups_(groups), weights_(weights_of(index.language_)) {
    pair_of_.fill(no_term);
    for (size_t at = 0; at < query.pairs.size() && at < no_term; ++at)
      pair_of_[query.pairs[at].first * 64U + query.pairs[at].second] = static_cast<std::uint8_t>(at);
  }

  std::vector<Hit> find(size_t limit) {
    static thread_local Scratch scratch;
    std::vector<Candidate> candidates;
    for (std::uint32_t part = 0; part < index_.parts_.size(); ++part) collect(part, scratch, candidates);
    keep_best(candidates, candidates_max, &Candidate::words);
    mark_codes(scratch);
    for (Candidate& candidate : candidates) look_at(candidate, scratch);
    unmark_codes(scratch);
    mix(candidates);
    keep_best(candidates, limit, &Candidate::score);
    return hits_of(candidates);
  }

 private:
  /// BM25F over all documents of one part.
  void collect(std::uint32_t part, Scratch& scratch, std::vector<Candidate>& candidates) {
    const auto& [segment, dead, live] = index_.parts_[part];
    scratch.fit(segment->size());
    for (size_t term = 0; term < query_.terms.size(); ++term) add_term(*segment, term, scratch);
    for (const std::uint32_t document : scratch.touched) {
      const bool visible =
          (groups_ >> segment->entry(document).group & 1U) && (dead.empty() || !dead[document]);
      if (visible)
        candidates.push_back({.part = part,
                              .document = document,
                              .held = scratch.held[document],
                              .words = scratch.scores[document]});
      scratch.scores[document] = 0;
      scratch.held[document] = 0;
    }
    scratch.touched.clear();
  }

  void add_term(const Segment& segment, size_t place, Scratch& scratch) {
    const Term& term = query_.terms[place];
    const auto weight = static_cast<float>(term.weight * term.rarity * (weights_.saturation + 1));
    const auto saturation = static_cast<float>(weights_.saturation);
    const auto own = std::uint64_t{1} << place;
    for (const auto& alternative : term.alternatives)
      segment.each_posting(alternative.key, [&](Segment::Posting posting) {
        const float frequency = frequency_of(posting.step);
        const float score = alternative.share * weight * frequency / (frequency + saturation);
        auto& best = scratch.term_scores[posting.document];
        if (best == 0) scratch.term_touched.push_back(posting.document);
        best = std::max(best, score);
      });
    for (const std::uint32_t document : scratch.term_touched) {
      if (scratch.held[document] == 0) scratch.touched.push_back(document);
      scratch.held[document] |= own;
      scratch.scores[document] += scratch.term_scores[document];
      scratch.term_scores[document] = 0;
    }
    scratch.term_touched.clear();
  }

  static void keep_best(std::vector<Candidate>& candidates, size_t limit, double Candidate::* by) {
    const size_t kept = std::min(limit, candidates.size());
    std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(kept),
                              [&](const Candidate& a, const Candidate& b) {
                                if (a.*by != b.*by) return a.*by > b.*by;
                                return std::pair(a.part, a.document) < std::pair(b.part, b.document);
                              });
    candidates.resize(kept);
  }

  void mark_codes(Scratch& scratch) const {
    for (size_t term = 0; term < query_.terms.size(); ++term)
      for (const auto& alternative : query_.terms[term].alternatives)
        scratch.term_of_code[code_of(alternative.key)] = static_cast<std::uint8_t>(term);
  }
  void unmark_codes(Scratch& scratch) const {
    for (const Term& term : query_.terms)
      for (const auto& alternative : term.alternatives)
        scratch.term_of_code[code_of(alternative.key)] = no_term;
  }

  double value(size_t term) const { return query_.terms[term].weight * query_.terms[term].rarity; }

  /// Reads the document's words once and counts everything the ranking asks for.
  void look_at(Candidate& candidate, const Scratch& scratch) {
    const Segment& segment = *index_.parts_[candidate.part].segment;
    const Entry& entry = segment.entry(candidate.document);
    const auto words = segment.sequence(entry);
    const size_t title_end = entry.title_words;
    const size_t description_end = title_end + entry.description_words;
    const size_t names_end = description_end + entry.names_words;
    counts_ = {};
    pair_counts_ = {};
    const auto count = [&](size_t begin, size_t end, Zone zone) {
      count_words(words.subspan(begin, end - begin), zone, candidate.held, scratch);
    };
    count(0, title_end, title_zone);
    count(title_end, description_end, description_zone);
    count(description_end, names_end, names_zone);
    const double title_correction =
        corrected(passage_title.length, entry.title_words, index_.totals_.average(Field::title));
    size_t body_words = 0;
    std::uint32_t number = 0;
    for (size_t begin = names_end; begin < words.size(); ++number) {
      const auto after = words.subspan(begin + 1);
      const auto size = static_cast<size_t>(std::ranges::find(after, passage_mark) - after.begin());
      passage_counts_ = {};
      count_words(after.first(size), body_zone, candidate.held, scratch);
      take_passage(candidate, number, static_cast<double>(size), title_correction);
      body_words += size;
      begin += size + 1;
    }
    conclude(candidate, entry, static_cast<double>(body_words));
  }

  void count_words(std::span<const Code> words, Zone zone, std::uint64_t held, const Scratch& scratch) {
    std::uint8_t before = no_term;
    for (const Code code : words) {
      std::uint8_t term = scratch.term_of_code[code];
      if (term != no_term && !(held >> term & 1U)) term = no_term;
      if (term != no_term) {
        ++counts_[term][zone];
        if (zone == body_zone) ++passage_counts_[term];
        if (before != no_term)
          if (const auto pair = pair_of_[before * 64U + term]; pair != no_term && zone < phrase_fields.size())
            ++pair_counts_[pair][zone];
      }
      before = term;
    }
  }

  void take_passage(Candidate& candidate, std::uint32_t number, double size, double title_correction) {
    const double correction = corrected(passage_text.length, size, index_.totals_.passage_average());
    double score = 0;
    for (size_t term = 0; term < query_.terms.size(); ++term) {
      const double frequency = passage_counts_[term] / correction +
                               passage_title.weight * counts_[term][title_zone] / title_correction;
      if (frequency > 0) score += value(term) * saturated(frequency, passage_saturation);
    }
    if (score <= candidate.passage) return;
    candidate.passage = score;
    candidate.best_passage = number;
  }

  void conclude(Candidate& candidate, const Entry& entry, double body_words) {
    const Totals& totals = index_.totals_;
    const double description_correction =
        corrected(field_length, entry.description_words, totals.average(Field::description));
    const double names_correction = corrected(field_length, entry.names_words, totals.average(Field::names));
    for (size_t term = 0; term < query_.terms.size(); ++term) {
      const auto& counts = counts_[term];
      const double own = value(term);
      candidate.description +=
          own * saturated(counts[description_zone] / description_correction, field_saturation);
      candidate.names += own * saturated(counts[names_zone] / names_correction, field_saturation);
      if (counts[body_zone] > 0) candidate.covered_body += own;
      if (candidate.held >> term & 1U) candidate.covered += own;
    }
    const std::array<double, 3> corrections = {
        corrected(phrase_fields[0].length, entry.title_words, totals.average(Field::title)),
        corrected(phrase_fields[1].length, entry.description_words, totals.average(Field::description)),
        corrected(phrase_fields[2].length, body_words, totals.average(Field::body))};
    for (size_t pair = 0; pair < query_.pairs.size() && pair < no_term; ++pair) {
      double frequency = 0;
      for (size_t zone = 0; zone < phrase_fields.size(); ++zone)
        frequency += phrase_fields[zone].weight * pair_counts_[pair][zone] / corrections[zone];
      const auto [first, second] = query_.pairs[pair];
      candidate.phrases += (value(first) + value(second)) / 2 * saturated(frequency, phrase_saturation);
    }
  }

  void mix(std::vector<Candidate>& candidates) const {
    double words_best = 1e-9;
    double passage_best = 1e-9;
    for (const Candidate& candidate : candidates) {
      words_best = std::max(words_best, candidate.words);
      passage_best = std::max(passage_best, candidate.passage);
    }
    const Mix& mix = weights_.mix;
    const double total = std::max(1e-9, query_.total);
    for (Candidate& candidate : candidates)
      candidate.score = mix.words * candidate.words / words_best +
                        mix.passage * candidate.passage / passage_best +
                        (mix.phrases * candidate.phrases + mix.description * candidate.description +
                         mix.names * candidate.names + mix.covered * candidate.covered_body) /
                            total;
  }

  std::vector<Hit> hits_of(const std::vector<Candidate>& candidates) const {
    std::vector<Hit> hits;
    hits.reserve(candidates.size());
    const double total = std::max(1e-9, query_.total);
    for (const Candidate& candidate : candidates)
      hits.push_back({.id = index_.parts_[candidate.part].segment->entry(candidate.document).id,
                      .score = candidate.score,
                      .covered = candidate.covered / total,
                      .passage = candidate.best_passage});
    return hits;
  }

  const Index& index_;
  const Query& query_;
  const unsigned groups_;
  const Weights& weights_;
  std::array<std::uint8_t, 64 * 64> pair_of_;
  std::array<std::array<std::uint32_t, zones_count>, 64> counts_ = {};
  std::array<std::uint32_t, 64> passage_counts_ = {};
  std::array<std::array<std::uint32_t, 3>, 256> pair_counts_ = {};
};

std::vector<Hit> Index::find(const Query& query, unsigned groups, size_t limit) const {
  if (query.empty() || limit == 0) return {};
  return Ranking(*this, query, groups).find(limit);
}

}  // namespace mado::search
