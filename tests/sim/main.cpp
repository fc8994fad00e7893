// Months of two busy desks in seconds (N13): worlds live, die, come back, and are audited. A failure tells
// the seed of its world, and the same seed makes the same world again:
//
//   sim_tests [--seed N] [--months N] [--gtest_…]
//
// With --seed that one world lives for two months, or for --months; without it worlds of two months each are
// tried, twelve of them, or as many as --months need.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <filesystem>

#include "sim/audit.hpp"

namespace mado::sim {
namespace {

constexpr std::uint64_t first_seed = 20260202;
constexpr int months_in_all = 24;
constexpr int months_of_a_world = 2;

std::filesystem::path new_folder() {
  const auto base = std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  auto pattern = (std::filesystem::path(base) / "mado-sim-XXXXXX").string();
  return mkdtemp(pattern.data());
}

/// One life of the process, in a process. Answers its exit status; `acknowledged` grows by what it told.
int live(const Plan& plan, const std::filesystem::path& folder, unsigned life, int first,
         std::vector<Acknowledged>& acknowledged) {
  int ends[2] = {};
  if (pipe(ends) != 0) return -1;
  const auto child = fork();
  if (child == 0) {
    close(ends[0]);
    {
      World world(plan, folder, life);
      world.run(first, [&](const Acknowledged& one) {
        if (write(ends[1], &one, sizeof one) != sizeof one) _exit(1);
      });
    }
    _exit(0);
  }
  close(ends[1]);
  Acknowledged one;
  while (read(ends[0], &one, sizeof one) == sizeof one) acknowledged.push_back(one);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Months : public testing::Test {
 public:
  explicit Months(Plan plan) : plan_(plan) {}

  void TestBody() override {
    SCOPED_TRACE(fmt::format("repeat with: script/test sim --seed {} --months {}", plan_.seed, plan_.months));
    const auto folder = new_folder();
    std::vector<Acknowledged> acknowledged;
    int step = 0, status = died, crashes = 0;
    for (unsigned life = 1; status == died; ++life) {
      status = live(plan_, folder, life, step, acknowledged);
      if (status == died) ++crashes;
      step = acknowledged.empty() ? step + 1 : std::max(step + 1, acknowledged.back().step + 1);
    }
    ASSERT_EQ(status, 0) << "the process ended by itself";
    {
      World world(plan_, folder, 2047);
      world.clock().set(world.now_at(world.steps()));
      world.follow();
      const auto audited = audit(world, acknowledged);
      fmt::print("seed {}: {} months, {} requests, {} clocks, {} verdicts, {} crashes\n", plan_.seed,
                 plan_.months, audited.requests, audited.clocks, audited.verdicts, crashes);
    }
    std::filesystem::remove_all(folder);
  }

 private:
  const Plan plan_;
};

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

bool add_worlds(int count, char** arguments) {
  Plan plan{.seed = 0, .months = 0};
  for (int at = 1; at < count; at += 2) {
    const std::string_view name = arguments[at];
    const std::string_view value = at + 1 < count ? arguments[at + 1] : "";
    const bool fine = name == "--seed"
                          ? read_number(value, plan.seed) && plan.seed > 0
                          : name == "--months" && read_number(value, plan.months) && plan.months > 0;
    if (!fine) return false;
  }
  const bool one = plan.seed != 0;
  const int months = plan.months > 0 ? plan.months : one ? months_of_a_world : months_in_all;
  const int worlds = one ? 1 : (months + months_of_a_world - 1) / months_of_a_world;
  for (int number = 0; number < worlds; ++number) {
    auto mine = plan;
    mine.months = one ? months : months_of_a_world;
    if (!one) mine.seed = first_seed + static_cast<std::uint64_t>(number);
    testing::RegisterTest("N13_Months", fmt::format("seed_{}", mine.seed).c_str(), nullptr, nullptr, __FILE__,
                          __LINE__, [mine]() -> testing::Test* { return new Months(mine); });
  }
  return true;
}

}  // namespace
}  // namespace mado::sim

int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  if (!mado::sim::add_worlds(count, arguments))
    return fmt::print(stderr, "sim_tests [--seed N] [--months N] [--gtest_...]\n"), 2;
  return RUN_ALL_TESTS();
}
