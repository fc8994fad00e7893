/// Documents of one language as rows of numbered words, cut into sentences: what learning reads.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "search/segment.hpp"

namespace mado::search {

class Corpus {
 public:
  /// A row of sentences, or of passages; what lies between `begin` and `end` stands side by side.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t size() const { return end - begin; }
  };
  struct Part {
    std::uint32_t document;
    Range heading;  ///< sentences
    Range text;     ///< sentences
  };
  struct Entry {
    Range title;
    Range description;
    Range links;  ///< a sentence for each link that leads here
    Range parts;  ///< of its passages
  };
  using Number = std::uint32_t;
  static constexpr Number left_out = ~Number{0};

  explicit Corpus(Language language) : language_(language) {}

  void add(const Document& document);
  /// Gives the words new numbers, by their old ones; those that get `left_out` go.
  void renumber(std::span<const Number> numbers);

  /// By number, until `renumber`.
  const std::vector<Key>& keys() const { return keys_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Part>& parts() const { return parts_; }
  std::span<const Number> words(Range sentences) const {
    return std::span(words_).subspan(begins_[sentences.begin],
                                     begins_[sentences.end] - begins_[sentences.begin]);
  }
  std::span<const Number> words(std::uint32_t sentence) const { return words({sentence, sentence + 1}); }

 private:
  Range read(std::string_view text);

  Language language_;
  std::unordered_map<Key, Number> numbers_;
  std::vector<Key> keys_;
  std::vector<Number> words_;
  std::vector<std::uint32_t> begins_ = {0};  ///< of each sentence in `words_`; one more than sentences
  std::vector<Part> parts_;
  std::vector<Entry> entries_;
};

}  // namespace mado::search
