#include "search/directions.hpp"

#include <algorithm>
#include <cmath>

namespace mado::search {
namespace {

constexpr float steps = 127;

// The compiler makes wider instructions of this loop for processors that have them, and the program picks
// its own at start. (Sanitizers run before it could.)
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !__has_feature(address_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

FOR_EACH_PROCESSOR
std::int32_t product(const std::int8_t* left, const std::int8_t* right) {
  std::int32_t sum = 0;
  for (size_t at = 0; at < meaning_dimensions; ++at)
    sum += static_cast<std::int16_t>(left[at]) * static_cast<std::int16_t>(right[at]);
  return sum;
}

}  // namespace

Direction direction_of(const Sum& sum) {
  float greatest = 0;
  for (const float part : sum) greatest = std::max(greatest, std::abs(part));
  Direction direction = {};
  if (greatest <= 0) return direction;
  for (size_t at = 0; at < sum.size(); ++at)
    direction[at] = static_cast<std::int8_t>(std::lround(sum[at] / greatest * steps));
  return direction;
}

float length_of(const Direction& direction) {
  return std::sqrt(static_cast<float>(product(direction.data(), direction.data())));
}

void Directions::add(const Direction& direction) {
  parts_.insert(parts_.end(), direction.begin(), direction.end());
  lengths_.push_back(length_of(direction));
}

void Directions::add(const Directions& other, size_t begin, size_t end) {
  const auto part = [&](size_t at) {
    return other.parts_.begin() + static_cast<std::ptrdiff_t>(at * meaning_dimensions);
  };
  const auto length = [&](size_t at) { return other.lengths_.begin() + static_cast<std::ptrdiff_t>(at); };
  parts_.insert(parts_.end(), part(begin), part(end));
  lengths_.insert(lengths_.end(), length(begin), length(end));
}

void Directions::shrink_to_fit() {
  parts_.shrink_to_fit();
  lengths_.shrink_to_fit();
}

float Directions::nearness(const Direction& direction, float length, size_t at) const {
  const float both = length * lengths_[at];
  if (both <= 0) return 0;
  return static_cast<float>(product(direction.data(), parts_.data() + at * meaning_dimensions)) / both;
}

void Directions::nearnesses(const Direction& direction, float length, size_t begin,
                            std::span<float> nearnesses) const {
  for (size_t at = 0; at < nearnesses.size(); ++at) nearnesses[at] = nearness(direction, length, begin + at);
}

}  // namespace mado::search
