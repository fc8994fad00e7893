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

/// Which share each sign has in the last score.
struct Mix {
  double words = 1;    ///< BM25F, by the best
  double passage = 0;  ///< the best passage, by the best
  double phrases = 0;  ///< adjacent pairs of words
  double description = 0;
  double names = 0;
  double covered = 0;  ///< share of the question found in the body
};

struct Weights {
  double saturation = 4;  ///< k1
  std::array<FieldWeight, fields_count> fields;
  Mix mix;
};

const Weights& weights_of(Language language);

}  // namespace mado::search
