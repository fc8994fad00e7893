/// Directions in the space of meanings, and how near two of them are.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace mado::search {

inline constexpr size_t meaning_dimensions = 256;

/// A sum of words' meanings, not yet brought to length one.
using Sum = std::array<float, meaning_dimensions>;

/// A direction in steps of 1/127 of its greatest part: 256 bytes. All zero: no direction, near to nothing.
using Direction = std::array<std::int8_t, meaning_dimensions>;

Direction direction_of(const Sum& sum);

/// Many directions, side by side, with what brings each to length one.
class Directions {
 public:
  void add(const Direction& direction);
  /// Takes [begin, end) of `other` over.
  void add(const Directions& other, size_t begin, size_t end);
  void shrink_to_fit();
  size_t size() const { return lengths_.size(); }
  size_t bytes() const { return parts_.size() + lengths_.size() * sizeof(float); }

  /// The cosine of the angle between `direction` and number `at`, -1 to 1; 0 where one has no direction.
  float nearness(const Direction& direction, float length, size_t at) const;
  /// That of each in [begin, begin + nearnesses.size()).
  void nearnesses(const Direction& direction, float length, size_t begin, std::span<float> nearnesses) const;

 private:
  std::vector<std::int8_t> parts_;
  std::vector<float> lengths_;
};

/// The length of a direction, for nearness.
float length_of(const Direction& direction);

}  // namespace mado::search
