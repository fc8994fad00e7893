/// Learning what words mean from documents of one language: the strongest directions of the matrix of
/// documents and words, by a randomized singular value decomposition (subspace iteration on A·Aᵀ).
#pragma once

#include <memory>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "search/meaning.hpp"
#include "search/segment.hpp"

namespace mado::search {

/// Fewer documents than this tell nothing.
inline constexpr size_t documents_to_learn_from_min = 600;

class Learner {
 public:
  explicit Learner(Language language) : language_(language) {}

  void see(const Document& document);
  size_t documents() const { return rows_.size() - 1; }

  /// Seconds of one processor for 10,000 documents. The same documents give the same meaning. Null if there
  /// are too few documents, or when told to stop. What was seen is used up.
  std::shared_ptr<const Meaning> learn(const std::stop_token& stop);

 private:
  Language language_;
  std::unordered_map<Key, std::uint32_t> numbers_;  ///< of the words
  std::vector<std::uint32_t> documents_with_;       ///< by number of the word
  std::vector<size_t> rows_ = {0};                  ///< where each document begins in `words_`
  std::vector<std::uint32_t> words_;
  std::vector<std::uint16_t> times_;
};

}  // namespace mado::search
