#include "search/meaning.hpp"

#include <algorithm>
#include <bit>

namespace mado::search {
namespace {

// As stored, little-endian: "meaning1", dimensions, documents and words as 64 bits, then keys, weights,
// directions.
constexpr std::string_view mark = "meaning1";
static_assert(std::endian::native == std::endian::little);

void put(std::string& bytes, std::uint64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class Number>
void put(std::string& bytes, const std::vector<Number>& numbers) {
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
}

/// Reads from the front of `bytes`, which holds enough.
std::uint64_t take(std::string_view& bytes) {
  std::uint64_t number = 0;
  std::ranges::copy(bytes.substr(0, sizeof number), reinterpret_cast<char*>(&number));
  bytes.remove_prefix(sizeof number);
  return number;
}

template <class Number>
std::vector<Number> take(std::string_view& bytes, size_t count) {
  std::vector<Number> numbers(count);
  std::ranges::copy(bytes.substr(0, count * sizeof(Number)), reinterpret_cast<char*>(numbers.data()));
  bytes.remove_prefix(count * sizeof(Number));
  return numbers;
}

}  // namespace

Meaning::Meaning(std::vector<Key> keys, std::vector<std::int8_t> directions, std::vector<float> weights,
                 size_t documents)
    : keys_(std::move(keys)),
      directions_(std::move(directions)),
      weights_(std::move(weights)),
      documents_(documents) {}

void Meaning::add(Key key, float times, Sum& sum) const {
  const auto found = std::ranges::lower_bound(keys_, key);
  if (found == keys_.end() || *found != key) return;
  const auto at = static_cast<size_t>(found - keys_.begin());
  const float weight = weights_[at] * times;
  const std::int8_t* direction = directions_.data() + at * meaning_dimensions;
  for (size_t part = 0; part < meaning_dimensions; ++part)
    sum[part] += weight * static_cast<float>(direction[part]);
}

size_t Meaning::memory_bytes() const {
  return keys_.size() * (sizeof(Key) + sizeof(float)) + directions_.size();
}

std::string Meaning::bytes() const {
  std::string bytes(mark);
  bytes.reserve(mark.size() + 24 + memory_bytes());
  put(bytes, meaning_dimensions);
  put(bytes, documents_);
  put(bytes, keys_.size());
  put(bytes, keys_);
  put(bytes, weights_);
  put(bytes, directions_);
  return bytes;
}

Result<std::shared_ptr<const Meaning>> Meaning::of_bytes(std::string_view bytes) {
  const auto wrong = [] { return fail(ErrorCode::invalid, "unavailable", "not a meaning that was stored"); };
  if (!bytes.starts_with(mark) || bytes.size() < mark.size() + 24) return wrong();
  bytes.remove_prefix(mark.size());
  const auto dimensions = take(bytes);
  const auto documents = take(bytes);
  const auto words = take(bytes);
  if (dimensions != meaning_dimensions) return wrong();
  if (words > bytes.size() || bytes.size() != words * (sizeof(Key) + sizeof(float) + meaning_dimensions))
    return wrong();
  auto keys = take<Key>(bytes, words);
  auto weights = take<float>(bytes, words);
  auto directions = take<std::int8_t>(bytes, words * meaning_dimensions);
  return std::make_shared<const Meaning>(std::move(keys), std::move(directions), std::move(weights),
                                         documents);
}

}  // namespace mado::search
