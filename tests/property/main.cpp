// Runs the properties, the same cases every time; a failure tells the seed that repeats them:
//
//   property_tests [--seed N|random] [--times N] [--gtest_…]
//
// --seed random looks for new cases, --times 20 for twenty times as many.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <charconv>
#include <cstdio>

#include "property/seeds.hpp"

namespace mado::property {

Run& this_run() {
  static Run run;
  return run;
}

Dice dice_for(std::string_view name, std::int64_t index) {
  std::uint64_t mixed = this_run().seed ^ 14695981039346656037U;
  for (const char letter : name) mixed = (mixed ^ static_cast<unsigned char>(letter)) * 1099511628211U;
  return Dice(mixed + static_cast<std::uint64_t>(index) * 0x9E3779B97F4A7C15U);
}

namespace {

template <class Number>
bool read(std::string_view text, Number& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

bool read_arguments(int count, char** arguments) {
  auto& run = this_run();
  run.seed = 20261122;
  for (int at = 1; at < count; at += 2) {
    const std::string_view name = arguments[at];
    const std::string_view value = at + 1 < count ? arguments[at + 1] : "";
    if (name == "--seed" && value == "random") {
      run.seed = std::random_device{}();
      continue;
    }
    const bool fine = name == "--seed" ? read(value, run.seed) : name == "--times" && read(value, run.times);
    if (!fine || run.times < 1) return false;
  }
  return true;
}

}  // namespace
}  // namespace mado::property

int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  if (!mado::property::read_arguments(count, arguments))
    return fmt::print(stderr, "property_tests [--seed N|random] [--times N] [--gtest_...]\n"), 2;
  const auto& run = mado::property::this_run();
  const int result = RUN_ALL_TESTS();
  fmt::print("{} cases, --seed {}\n", run.cases, run.seed);
  return result;
}
