/// Where the random cases of a run come from: one seed, printed when something fails, that repeats them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mado::property {

/// The same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  /// least ≤ result ≤ most.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most - least + 1));
  }
  /// True once in `times` throws.
  bool one_in(std::int64_t times) { return between(1, times) == 1; }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[static_cast<size_t>(between(0, static_cast<std::int64_t>(all.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

/// What this run was called with.
struct Run {
  std::uint64_t seed = 0;
  std::int64_t times = 1;  ///< so many times the usual number of cases
  std::int64_t cases = 0;  ///< how many were tried so far
};
Run& this_run();

/// Dice of the `index`-th try of the property `name`: the same for the same seed, whatever else is tried.
Dice dice_for(std::string_view name, std::int64_t index);

}  // namespace mado::property
