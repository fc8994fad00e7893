/// What a document shows of a question when its words are read one by one.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "search/index.hpp"

namespace mado::search {

/// A document on its way through the ranking.
struct Candidate {
  std::uint32_t part = 0;
  std::uint32_t document = 0;
  std::uint64_t held = 0;  ///< bit n: holds term n
  Signs signs = {};
  double covered = 0;
  double covered_known = 0;
  double score = 0;
  std::uint32_t best_passage = 0;

  double& operator[](Sign sign) { return signs[static_cast<size_t>(sign)]; }
  double operator[](Sign sign) const { return signs[static_cast<size_t>(sign)]; }
};

/// Looks at one document after the other, for one question. Not for two threads.
class Look {
 public:
  Look(const Query& query, const Totals& totals);
  ~Look();
  Look(const Look&) = delete;
  Look& operator=(const Look&) = delete;

  /// Fills in all signs but those that the postings tell (words, wide).
  void at(const Segment& segment, Candidate& candidate);

 private:
  /// The zones of a document's sequence, as far as the ranking tells them apart.
  enum Zone : std::uint8_t { title_zone, description_zone, body_zone, names_zone };
  static constexpr size_t zones_count = 4;
  static constexpr size_t terms_max = 64;

  /// Up to the next passage; answers how many words that are.
  size_t count_words(std::span<const Code> words, Zone zone, std::uint64_t held);
  void take_passage(Candidate& candidate, std::uint32_t number, double size, double title_correction);
  void conclude(Candidate& candidate, const Entry& entry) const;
  void compare_phrases(Candidate& candidate, const Entry& entry, double body_words) const;
  void compare_meaning(const Segment& segment, Candidate& candidate) const;
  double value(size_t term) const { return query_.terms[term].weight * query_.terms[term].rarity; }

  const Query& query_;
  const Totals& totals_;
  std::vector<std::uint8_t>& term_of_code_;
  std::array<std::uint8_t, terms_max * terms_max> pair_of_;
  std::array<std::array<std::uint32_t, zones_count>, terms_max> counts_ = {};
  std::array<std::uint32_t, terms_max> passage_counts_ = {};
  std::array<std::array<std::uint32_t, 3>, 256> pair_counts_ = {};
};

}  // namespace mado::search
