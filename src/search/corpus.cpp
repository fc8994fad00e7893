#include "search/corpus.hpp"

#include <algorithm>

#include "search/fold.hpp"

namespace mado::search {
namespace {

constexpr size_t links_max = 50;

/// Does a sentence end between two words, in what stands between them?
bool ends_sentence(std::u16string_view between) {
  constexpr std::u16string_view ends = u"。!?\n";
  return between.find_first_of(ends) != std::u16string_view::npos ||
         between.find(u". ") != std::u16string_view::npos;
}

}  // namespace

Corpus::Range Corpus::read(std::string_view text) {
  const auto first = static_cast<std::uint32_t>(begins_.size() - 1);
  const Folded folded = fold(utf16_of(text), language_);
  std::uint32_t read_to = 0;
  const auto close = [&] {
    if (begins_.back() < words_.size()) begins_.push_back(static_cast<std::uint32_t>(words_.size()));
  };
  for (const Word& word : words_of(folded, language_)) {
    const auto from = std::min(read_to, word.begin);  // pairs of characters overlap
    if (ends_sentence(std::u16string_view(folded.text).substr(from, word.begin - from))) close();
    read_to = word.end;
    const auto [found, is_new] = numbers_.emplace(word.key, static_cast<Number>(keys_.size()));
    if (is_new) keys_.push_back(word.key);
    words_.push_back(found->second);
  }
  close();
  return {first, static_cast<std::uint32_t>(begins_.size() - 1)};
}

void Corpus::add(const Document& document) {
  Entry entry;
  entry.title = read(document.title);
  entry.description = read(document.description);
  entry.parts.begin = static_cast<std::uint32_t>(parts_.size());
  for (const Passage& passage : document.passages) {
    const Range heading = read(passage.heading);
    parts_.push_back({static_cast<std::uint32_t>(entries_.size()), heading, read(passage.text)});
  }
  entry.parts.end = static_cast<std::uint32_t>(parts_.size());
  entry.links.begin = static_cast<std::uint32_t>(begins_.size() - 1);
  for (size_t at = 0; at < std::min(links_max, document.links.size()); ++at) read(document.links[at]);
  entry.links.end = static_cast<std::uint32_t>(begins_.size() - 1);
  entries_.push_back(entry);
}

void Corpus::renumber(std::span<const Number> numbers) {
  size_t kept = 0;
  size_t read_to = 0;
  for (size_t sentence = 1; sentence < begins_.size(); ++sentence) {
    for (; read_to < begins_[sentence]; ++read_to)
      if (const Number number = numbers[words_[read_to]]; number != left_out) words_[kept++] = number;
    begins_[sentence] = static_cast<std::uint32_t>(kept);
  }
  words_.resize(kept);
  words_.shrink_to_fit();
  numbers_ = {};
  keys_ = {};
}

}  // namespace mado::search
