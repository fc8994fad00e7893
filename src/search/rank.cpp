#include <algorithm>
#include <array>
#include <cmath>

#include "search/look.hpp"

namespace mado::search {
namespace {

/// How many documents are looked at closely, by what brought them in.
struct Breadth {
  size_t by_words;
  size_t by_wide_words;
  size_t by_meaning;
};
constexpr Breadth broad{60, 30, 30};
constexpr Breadth narrow{15, 15, 0};

/// What the postings and the subjects tell of a document. Thousands are told for a short word: they stay
/// small.
struct Touched {
  std::uint32_t part = 0;
  std::uint32_t document = 0;
  std::uint64_t held = 0;
  float said = 0;
  float wide = 0;
  float subject = 0;
};

/// What one thread needs while it ranks; kept, because clearing touched places is cheaper than memory anew.
struct Scratch {
  struct Scores {
    float said = 0;
    float wide = 0;
  };
  std::vector<Scores> scores;
  std::vector<float> term_scores;
  std::vector<std::uint64_t> held;
  std::vector<std::uint32_t> touched;
  std::vector<std::uint32_t> term_touched;
  std::vector<float> nearnesses;
  std::vector<Touched> all;

  void fit(size_t documents) {
    if (scores.size() >= documents) return;
    scores.resize(documents);
    term_scores.resize(documents);
    held.resize(documents);
  }
};

using Candidates = std::vector<Candidate>;

/// The best `limit` by `worth` come to the front.
template <class Worth>
auto bring_best(Candidates& candidates, size_t limit, Worth worth) {
  const auto kept = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(limit, candidates.size()));
  std::ranges::partial_sort(candidates, kept, [&](const Candidate& a, const Candidate& b) {
    if (worth(a) != worth(b)) return worth(a) > worth(b);
    return std::pair(a.part, a.document) < std::pair(b.part, b.document);
  });
  return kept;
}

}  // namespace

/// One ranking of one question.
class Ranking {
 public:
  Ranking(const Index& index, const Query& query, unsigned groups, const Breadth& breadth)
      : index_(index),
        query_(query),
        groups_(groups),
        breadth_(breadth),
        weights_(weights_of(index.language_)) {
    const auto saturation = static_cast<float>(weights_.saturation);
    for (size_t step = 0; step < gains_.size(); ++step) {
      const float frequency = frequency_of(static_cast<std::uint8_t>(step));
      gains_[step] = (saturation + 1) * frequency / (frequency + saturation);
    }
  }

  Candidates find() {
    static thread_local Scratch scratch;
    scratch.all.clear();
    for (std::uint32_t part = 0; part < index_.parts_.size(); ++part) collect(part, scratch);
    choose(scratch.all);
    Look look(query_, index_.totals_);
    for (Candidate& candidate : candidates_) look.at(*index_.parts_[candidate.part].segment, candidate);
    mix();
    return std::move(candidates_);
  }

 private:
  /// BM25F over all documents of one part that hold a word, and those whose subject is near.
  void collect(std::uint32_t part, Scratch& scratch) {
    const auto& [segment, dead, live] = index_.parts_[part];
    scratch.fit(segment->size());
    for (size_t term = 0; term < query_.terms.size(); ++term) add_term(*segment, term, scratch);
    const bool has_meaning = breadth_.by_meaning > 0 && query_.length > 0 && segment->subjects().size() > 0;
    if (has_meaning) find_near(part, scratch);
    for (const std::uint32_t document : scratch.touched) {
      const auto [said, wide] = scratch.scores[document];
      if (may_see(part, document))
        scratch.all.push_back({part, document, scratch.held[document], said, wide,
                               has_meaning ? scratch.nearnesses[document] : 0});
      scratch.scores[document] = {};
      scratch.held[document] = 0;
    }
    scratch.touched.clear();
  }

  bool may_see(std::uint32_t part, std::uint32_t document) const {
    const auto& [segment, dead, live] = index_.parts_[part];
    return (groups_ >> segment->group(document) & 1U) && (dead.empty() || !dead[document]);
  }

  void add_term(const Segment& segment, size_t place, Scratch& scratch) {
    const Term& term = query_.terms[place];
    const auto weight = static_cast<float>(term.weight * term.rarity);
    const auto own = std::uint64_t{1} << place;
    for (const auto& alternative : term.alternatives)
      segment.each_posting(alternative.key, [&, most = alternative.share * weight](Segment::Posting posting) {
        const float score = most * gains_[posting.step];
        auto& best = scratch.term_scores[posting.document];
        if (best == 0) scratch.term_touched.push_back(posting.document);
        best = std::max(best, score);
      });
    for (const std::uint32_t document : scratch.term_touched) {
      if (scratch.held[document] == 0) scratch.touched.push_back(document);
      scratch.held[document] |= own;
      auto& scores = scratch.scores[document];
      scores.wide += scratch.term_scores[document];
      if (!term.added) scores.said += scratch.term_scores[document];
      scratch.term_scores[document] = 0;
    }
    scratch.term_touched.clear();
  }

  /// The nearest subjects of a part are touched, too, though they may hold none of the words.
  void find_near(std::uint32_t part, Scratch& scratch) {
    const Segment& segment = *index_.parts_[part].segment;
    scratch.nearnesses.resize(segment.size());
    segment.subjects().nearnesses(query_.direction, query_.length, 0, scratch.nearnesses);
    std::vector<std::pair<float, std::uint32_t>> nearest;  // a heap, the farthest of them on top
    nearest.reserve(breadth_.by_meaning + 1);
    float least = 0;
    for (std::uint32_t document = 0; document < segment.size(); ++document) {
      const float nearness = scratch.nearnesses[document];
      if (nearness <= least || !may_see(part, document)) continue;
      nearest.emplace_back(nearness, document);
      std::ranges::push_heap(nearest, std::greater{});
      if (nearest.size() <= breadth_.by_meaning) continue;
      std::ranges::pop_heap(nearest, std::greater{});
      nearest.pop_back();
      least = nearest.front().first;
    }
    for (const auto& [nearness, document] : nearest)
      if (scratch.held[document] == 0) scratch.touched.push_back(document);
  }

  /// Keeps the best by each sign that needs no look at the words.
  void choose(std::vector<Touched>& all) {
    auto kept = all.begin();
    const auto keep = [&](size_t limit, float Touched::* sign) {
      const auto end = kept + std::min(static_cast<std::ptrdiff_t>(limit), all.end() - kept);
      std::ranges::partial_sort(kept, end, all.end(), [sign](const Touched& a, const Touched& b) {
        if (a.*sign != b.*sign) return a.*sign > b.*sign;
        return std::pair(a.part, a.document) < std::pair(b.part, b.document);
      });
      kept = end;
    };
    keep(breadth_.by_words, &Touched::said);
    keep(breadth_.by_wide_words, &Touched::wide);
    keep(breadth_.by_meaning, &Touched::subject);
    for (auto one = all.begin(); one != kept; ++one) {
      Candidate candidate{.part = one->part, .document = one->document, .held = one->held};
      candidate[Sign::words] = one->said;
      candidate[Sign::wide] = one->wide;
      candidate[Sign::subject] = one->subject;
      candidates_.push_back(candidate);
    }
  }

  void mix() {
    Signs best;
    best.fill(1e-9);
    for (const Candidate& candidate : candidates_)
      for (size_t sign = 0; sign < signs_count; ++sign)
        best[sign] = std::max(best[sign], candidate.signs[sign]);
    for (Candidate& candidate : candidates_) {
      for (const Sign sign : by_the_best) candidate[sign] /= best[static_cast<size_t>(sign)];
      for (size_t sign = 0; sign < signs_count; ++sign)
        candidate.score += weights_.mix[sign] * candidate.signs[sign];
    }
  }

  const Index& index_;
  const Query& query_;
  const unsigned groups_;
  const Breadth& breadth_;
  const Weights& weights_;
  std::array<float, 256> gains_ = {};  ///< by the step of a posting: what its frequency is worth
  Candidates candidates_;
};

std::vector<Hit> Index::find(const Query& query, unsigned groups, size_t limit, Effort effort) const {
  if (query.empty() || limit == 0) return {};
  auto candidates = Ranking(*this, query, groups, effort == Effort::full ? broad : narrow).find();
  const auto kept = bring_best(candidates, limit, [](const Candidate& one) { return one.score; });
  std::vector<Hit> hits;
  for (auto candidate = candidates.begin(); candidate != kept; ++candidate)
    hits.push_back({.id = parts_[candidate->part].segment->entry(candidate->document).id,
                    .score = candidate->score,
                    .covered = candidate->covered,
                    .covered_known = candidate->covered_known,
                    .passage = candidate->best_passage,
                    .signs = candidate->signs});
  return hits;
}

}  // namespace mado::search
