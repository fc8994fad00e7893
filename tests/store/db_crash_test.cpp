#include <signal.h>
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

}  // namespace
}  // namespace mado::db
