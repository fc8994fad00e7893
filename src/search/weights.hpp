/// The numbers of the ranking: how much each field counts in each language. Found by trying on real questions
/// (bench/ask_bench.cpp prints what they reach).
#pragma once

#include <array>

#include "base/language.hpp"
#include "search/segment.hpp"

namespace mado::search {

/// A field's weight in BM25F, and how much its length is corrected for (0 to 1).
struct FieldWeight {
  double weight = 0;
  double length = 0;
};

/// What speaks for a document. Parts of the question count by their rarity; shares are of the whole question.
enum class Sign : std::uint8_t {
  words,          ///< BM25F of what was said, by the best
  wide,           ///< and of the words that mean the same, by the best
  passage,        ///< of the best passage, by the best
  wide_passage,   ///< and with the words that mean the same
  phrases,        ///< adjacent pairs of words
  description,    ///< words found in the description
  names,          ///< and in its names
  covered_body,   ///< share of the question found in the body
  covered_title,  ///< share of the title that the question says
  meaning,        ///< nearness of the nearest passage, by the best
  subject         ///< nearness of the subject
};
inline constexpr size_t signs_count = 11;
using Signs = std::array<double, signs_count>;
/// Those that are measured by the best document of the answer.
inline constexpr std::array by_the_best = {Sign::words, Sign::wide, Sign::passage, Sign::wide_passage,
                                           Sign::meaning};

struct Weights {
  double saturation = 4;  ///< k1
  std::array<FieldWeight, fields_count> fields;
  Signs mix;  ///< the share of each sign in the last score
};

const Weights& weights_of(Language language);

}  // namespace mado::search
