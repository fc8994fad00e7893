/// Practice makes meanings better at what they are for: finding. The documents ask themselves: a sentence, a
/// heading, a title, or the words of a link is the question, and the passage that it was taken out of has to
/// be nearer to it than the passages of the other questions of the same round (contrastive learning).
#pragma once

#include <Eigen/Dense>
#include <stop_token>

#include "search/corpus.hpp"

namespace mado::search {

/// Rows side by side, so that adding one row to another is one run through memory.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Moves `vectors` (a row for each number that a word has in `corpus`), until done or told to stop. The same
/// input gives the same result.
void practise(Matrix& vectors, const Corpus& corpus, const std::stop_token& stop);

}  // namespace mado::search
