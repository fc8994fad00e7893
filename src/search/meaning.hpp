/// What words mean, as far as the articles of one operator in one language tell (latent semantic analysis):
/// words that keep the same company point the same way. Learned by learn.hpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "search/directions.hpp"
#include "search/words.hpp"

namespace mado::search {

class Meaning {
 public:
  /// `keys` in order, with a direction and a weight each.
  Meaning(std::vector<Key> keys, std::vector<std::int8_t> directions, std::vector<float> weights,
          size_t documents);

  /// Adds a word, `times` times, to a sum; a word that is not known adds nothing.
  void add(Key key, float times, Sum& sum) const;
  /// Of how many documents it was learned.
  size_t documents() const { return documents_; }
  size_t words() const { return keys_.size(); }
  size_t memory_bytes() const;

  /// As it is stored.
  std::string bytes() const;
  /// Errors: invalid for bytes that `bytes` did not make, or of another version of it.
  static Result<std::shared_ptr<const Meaning>> of_bytes(std::string_view bytes);

 private:
  std::vector<Key> keys_;
  std::vector<std::int8_t> directions_;
  std::vector<float> weights_;  ///< of one step of a word's direction
  size_t documents_ = 0;
};

}  // namespace mado::search
