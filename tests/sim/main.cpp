// Months of two busy desks in seconds (N13): worlds live, die, come back, and are audited. A failure tells
// the seed of its world, and the same seed makes the same world again:
//
//   sim_tests [--seed N] [--months N] [--gtest_…]
//
// With --seed that one world lives for two months, or for --months; of more than it can live through, worlds
// with the seeds after it share them. Without --seed worlds of two months each are tried, twelve of them, or
// as many as --months need. What is audited is told in docs/simulation.md.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <filesystem>

#include "sim/audit.hpp"
#include "sim/exchange.hpp"

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

/// One life of the process. Answers its exit status, unless it dies.
int lived(const Plan& plan, const std::filesystem::path& folder, unsigned life, const Record& record,
          const Tell& tell) {
  try {
    World world(plan, folder, life);
    world.run(record.last_step() + 1, record.unanswered(), tell);
    return 0;
  } catch (const std::exception& mistake) {
    fmt::print(stderr, "{}\n", mistake.what());
    return 1;
  }
}

/// One life of the process, in a process. Answers its exit status; `record` grows by what it told.
int live(const Plan& plan, const std::filesystem::path& folder, unsigned life, Record& record) {
  int ends[2] = {};
  if (pipe(ends) != 0) return -1;
  const auto child = fork();
  if (child == 0) {
    close(ends[0]);
    const auto tell = teller([&](const std::string& line) {
      const auto whole = line + '\n';
      if (write(ends[1], whole.data(), whole.size()) != std::ssize(whole)) _exit(1);
    });
    _exit(lived(plan, folder, life, record, tell));
  }
  close(ends[1]);
  auto* told = fdopen(ends[0], "r");
  char* line = nullptr;
  size_t room = 0;
  for (ssize_t size; (size = getline(&line, &room, told)) > 0;)
    record.take({line, static_cast<size_t>(size) - 1});
  free(line);
  fclose(told);
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
    Record record;
    int status = died, crashes = -1;
    for (unsigned life = 1; status == died; ++life, ++crashes) status = live(plan_, folder, life, record);
    ASSERT_EQ(status, 0) << "the process ended by itself after step " << record.last_step();
    World world(plan_, folder, last_life);
    world.rest();
    print(audit(world, plan_, record), crashes);
    std::filesystem::remove_all(folder);
  }

 private:
  void print(const Audited& all, int crashes) const {
    fmt::print(
        "seed {}: {} months, {} crashes, {} calls ({} refused, {} sent again), {} requests ({} moved, {} "
        "lowered, {} objections), {} clocks, {} verdicts, {} warnings, {} receipts, {} rows, {} items\n",
        plan_.seed, plan_.months, crashes, all.calls, all.refused, all.repeated, all.requests, all.moved,
        all.lowered, all.objected, all.clocks, all.verdicts, all.warnings, all.receipts, all.rows, all.items);
    std::fflush(stdout);
  }

  static constexpr unsigned last_life = 2047;
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
  const int longest = one ? months_of_a_world_max : months_of_a_world;
  const int worlds = (months + longest - 1) / longest;
  for (int number = 0; number < worlds; ++number) {
    const Plan mine{.seed = (one ? plan.seed : first_seed) + static_cast<std::uint64_t>(number),
                    .months = one ? (months + worlds - 1) / worlds : months_of_a_world};
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
