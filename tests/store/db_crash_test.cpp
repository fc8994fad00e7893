#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <thread>

#include "db/database.hpp"
#include "store/databases.hpp"

namespace mado::db {
namespace {

/// In a process of its own: writes numbers without end and says each on `out` once it is acknowledged.
[[noreturn]] void write_until_killed(const std::string& folder, int out) {
  auto opened = open_sqlite(folder);
  if (!opened) _exit(1);
  for (std::int64_t number = 0;; ++number) {
    (*opened)->write(
        [number](Tx& tx) -> Result<void> {
          tx.change("insert into kept (number) values ($1)", {number});
          tx.change("insert into twin (number) values ($1)", {number});
          return {};
        },
        [number, out](const Result<void>& outcome) {
          if (outcome && ::write(out, &number, sizeof number) != sizeof number) _exit(1);
        });
    if ((*opened)->jobs_waiting() > 100) std::this_thread::yield();
  }
}

std::set<std::int64_t> numbers_of(Database& database, std::string_view sql) {
  std::set<std::int64_t> numbers;
  MADO_EXPECT_OK(database.read_now([&](Snapshot& snapshot) -> Result<void> {
    snapshot.each(sql, {}, [&](const Row& row) { numbers.insert(row.integer(0)); });
    return {};
  }));
  return numbers;
}

/// Kills a process that writes, after `life`; answers what it had acknowledged.
std::set<std::int64_t> kill_while_writing(const std::string& folder, std::chrono::milliseconds life) {
  int ends[2];
  EXPECT_EQ(0, pipe(ends));
  const pid_t child = fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(folder, ends[1]);
  }
  ::close(ends[1]);
  std::set<std::int64_t> acknowledged;
  std::jthread killer([child, life] {
    std::this_thread::sleep_for(life);
    kill(child, SIGKILL);
  });
  std::int64_t number = 0;
  while (read(ends[0], &number, sizeof number) == sizeof number) acknowledged.insert(number);
  ::close(ends[0]);
  waitpid(child, nullptr, 0);
  return acknowledged;
}

TEST(Crash, what_was_acknowledged_is_there_after_a_kill) {
  auto name = (std::filesystem::temp_directory_path() / "madoguchi-crash-XXXXXX").string();
  ASSERT_TRUE(mkdtemp(name.data()));
  MADO_EXPECT_OK((*open_sqlite(name))->write_now([](Tx& tx) -> Result<void> {
    tx.change("create table kept (number bigint)", {});
    tx.change("create table twin (number bigint)", {});
    return {};
  }));
  for (const int life : {150, 230, 310}) {
    const auto acknowledged = kill_while_writing(name, std::chrono::milliseconds(life));
    const auto database = open_sqlite(name);
    ASSERT_TRUE(database.has_value());
    const auto kept = numbers_of(**database, "select number from kept");
    EXPECT_FALSE(acknowledged.empty());
    for (const auto number : acknowledged) EXPECT_TRUE(kept.contains(number)) << number;
    EXPECT_EQ(kept, numbers_of(**database, "select number from twin")) << "half of a job was kept";
    MADO_EXPECT_OK((*database)->write_now([](Tx& tx) -> Result<void> {
      tx.change("delete from kept", {});
      tx.change("delete from twin", {});
      return {};
    }));
  }
  std::filesystem::remove_all(name);
}

std::int64_t count_of_kept(Database& database) {
  std::int64_t count = -1;
  MADO_EXPECT_OK(database.read_now([&](Snapshot& snapshot) -> Result<void> {
    snapshot.each("select count(*) from kept", {}, [&](const Row& row) { count = row.integer(0); });
    return {};
  }));
  return count;
}

/// In a process of its own: answers 0 if a full disk was told as such and did no harm.
int fill_the_disk(const std::string& folder) {
  signal(SIGXFSZ, SIG_IGN);
  const auto database = open_sqlite(folder);
  if (!database) return 1;
  const std::string words(100'000, 'w');
  const WriteJob add = [&](Tx& tx) -> Result<void> {
    tx.change("insert into kept (words) values ($1)", {words});
    return {};
  };
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = 3'000'000;  // stands for the end of the disk
  setrlimit(RLIMIT_FSIZE, &limit);
  int good = 0;
  auto outcome = (*database)->write_now(add);
  for (; outcome && good < 100; outcome = (*database)->write_now(add)) ++good;
  if (outcome || outcome.error().code != ErrorCode::unavailable || good == 0) return 2;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_FSIZE, &limit);
  if (!(*database)->write_now(add)) return 3;
  return static_cast<int>(count_of_kept(**database)) == good + 1 ? 0 : 4;
}

TEST(Crash, a_full_disk_is_told_and_does_no_harm) {
  auto name = (std::filesystem::temp_directory_path() / "madoguchi-full-XXXXXX").string();
  ASSERT_TRUE(mkdtemp(name.data()));
  MADO_EXPECT_OK((*open_sqlite(name))->write_now([](Tx& tx) -> Result<void> {
    tx.change("create table kept (words text)", {});
    return {};
  }));
  const pid_t child = fork();
  if (child == 0) _exit(fill_the_disk(name));
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(0, WEXITSTATUS(status));
  std::filesystem::remove_all(name);
}

}  // namespace
}  // namespace mado::db
