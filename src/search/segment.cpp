#include "search/segment.hpp"

#include <algorithm>
#include <cmath>

namespace mado::search {
namespace {

constexpr double frequency_least = 0.01;
constexpr double step_size = 0.0392;  // of the logarithm: 4 %, up to 0.01 * e^10

}  // namespace

void Totals::add(const Totals& other) {
  for (size_t field = 0; field < fields_count; ++field) words[field] += other.words[field];
  documents += other.documents;
  passages += other.passages;
}

Code code_of(Key key) {
  const auto mixed = static_cast<Code>((key * 0x9e3779b97f4a7c15) >> 48);
  return mixed == passage_mark ? 0 : mixed;
}

float frequency_of(std::uint8_t step) {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> values = {};
    for (size_t at = 0; at < values.size(); ++at)
      values[at] = static_cast<float>(frequency_least * std::exp(static_cast<double>(at) * step_size));
    return values;
  }();
  return table[step];
}

std::uint8_t step_of(double frequency) {
  if (frequency <= frequency_least) return 0;
  return static_cast<std::uint8_t>(
      std::min(255.0, std::round(std::log(frequency / frequency_least) / step_size)));
}

size_t Segment::place_of(Key key) const {
  const auto found = std::ranges::lower_bound(keys_, key);
  return found != keys_.end() && *found == key ? static_cast<size_t>(found - keys_.begin()) : keys_.size();
}

std::optional<std::uint32_t> Segment::find(std::int64_t id) const {
  const auto found = std::ranges::lower_bound(by_id_, id, {}, &std::pair<std::int64_t, std::uint32_t>::first);
  return found != by_id_.end() && found->first == id ? std::optional(found->second) : std::nullopt;
}

std::pair<size_t, size_t> Segment::passages_of(std::uint32_t document) const {
  const bool is_last = document + 1 == entries_.size();
  return {entries_[document].directions_begin,
          is_last ? passages_.size() : entries_[document + 1].directions_begin};
}

size_t Segment::documents_with(Key key) const {
  const size_t at = place_of(key);
  return at < keys_.size() ? counts_[at] : 0;
}

std::span<const Key> Segment::keys_between(Key least, Key end) const {
  const auto first = std::ranges::lower_bound(keys_, least);
  const auto last = std::lower_bound(first, keys_.end(), end);
  return {first, last};
}

std::string_view Segment::spelling(size_t at) const {
  const size_t begin = spellings_[at];
  return std::string_view(spelling_bytes_).substr(begin, spelling_bytes_.find('\n', begin) - begin);
}

size_t Segment::first_spelling(std::string_view prefix) const {
  size_t low = 0;
  size_t high = spellings_.size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (spelling(middle) < prefix)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool Segment::has_spelling(std::string_view word) const {
  const size_t at = first_spelling(word);
  return at < spellings_.size() && spelling(at) == word;
}

size_t Segment::bytes() const {
  return entries_.size() * (sizeof(Entry) + sizeof(groups_[0])) + by_id_.size() * sizeof(by_id_[0]) +
         sequence_.size() * sizeof(Code) + keys_.size() * (sizeof(Key) + 8) + postings_.size() +
         spelling_bytes_.size() + spellings_.size() * (4 + sizeof(Key)) + subjects_.bytes() +
         passages_.bytes();
}

}  // namespace mado::search
