/// Learning what words mean from documents of one language. First the strongest directions of the matrix of
/// documents and words (latent semantic analysis: a randomized singular value decomposition by subspace
/// iteration on A·Aᵀ); then practice: the documents' own sentences as questions (practice.hpp).
#pragma once

#include <memory>
#include <stop_token>

#include "search/corpus.hpp"
#include "search/meaning.hpp"

namespace mado::search {

/// Fewer documents than this tell nothing.
inline constexpr size_t documents_to_learn_from_min = 600;

class Learner {
 public:
  explicit Learner(Language language) : corpus_(language) {}

  void see(const Document& document) { corpus_.add(document); }
  size_t documents() const { return corpus_.entries().size(); }

  /// Some tens of seconds of one processor for 10,000 documents. The same documents give the same meaning.
  /// Null if there are too few documents, or when told to stop. What was seen is used up.
  std::shared_ptr<const Meaning> learn(const std::stop_token& stop);

 private:
  Corpus corpus_;
};

}  // namespace mado::search
