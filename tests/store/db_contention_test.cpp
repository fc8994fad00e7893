#include <atomic>
#include <future>
#include <thread>

#include "db/postgres_connection.hpp"
#include "store/databases.hpp"

namespace mado::db {
namespace {

using testing::DatabaseTest;

class Contention : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
      tx.change("create table counter (name text primary key, count bigint not null)", {});
      tx.change("insert into counter values ('a', 0)", {});
      return {};
    }));
  }
  std::int64_t number(std::string_view sql) {
    std::int64_t found = -1;
    MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
      found = snapshot.one(sql, {}, [](const Row& row) { return row.integer(0); }).value_or(-1);
      return {};
    }));
    return found;
  }
  /// Puts `jobs` in line at once; answers how many succeeded.
  int run_all(const std::vector<WriteJob>& jobs) {
    std::atomic<int> good = 0;
    std::atomic<size_t> done = 0;
    std::promise<void> all;
    for (const auto& job : jobs)
      database().write(job, [&](const Result<void>& outcome) {
        good += !!outcome;
        if (++done == jobs.size()) all.set_value();
      });
    all.get_future().wait();
    return good;
  }
};
MADOGUCHI_ON_BOTH_ENGINES(Contention);

TEST_P(Contention, what_is_read_and_then_written_is_counted_right) {
  const WriteJob count_on = [](Tx& tx) -> Result<void> {
    const auto count = tx.one("select count from counter where name = 'a'", {},
                              [](const Row& row) { return row.integer(0); });
    tx.change("update counter set count = $1 where name = 'a'", {*count + 1});
    return {};
  };
  const int good = run_all(std::vector<WriteJob>(200, count_on));
  EXPECT_EQ(good, number("select count from counter where name = 'a'"));
  EXPECT_GE(good, 190) << "too many gave up";
}

TEST_P(Contention, of_two_who_look_before_they_write_one_finds_the_other) {
  std::atomic<int> made = 0;
  const WriteJob once = [&](Tx& tx) -> Result<void> {
    if (tx.exists("select 1 from counter where name = 'once'", {})) return {};
    tx.change("insert into counter values ('once', 1)", {});
    ++made;
    return {};
  };
  EXPECT_EQ(50, run_all(std::vector<WriteJob>(50, once)));
  EXPECT_EQ(1, number("select count(*) from counter where name = 'once'"));
}

TEST_P(Contention, lost_connections_come_back) {
  if (GetParam() != Engine::postgres) GTEST_SKIP() << "a file has no connection to lose";
  EXPECT_EQ(0, number("select count from counter"));
  PostgresConnection administrator(url());
  administrator.each(
      "select pg_terminate_backend(pid) from pg_stat_activity "
      "where pid <> pg_backend_pid() and application_name = 'madoguchi'",
      {}, [](const Row&) {});
  for (int i = 0; i < 8; ++i) {
    MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
      tx.change("update counter set count = count + 1", {});
      return {};
    }));
    EXPECT_EQ(i + 1, number("select count from counter"));
  }
}

}  // namespace
}  // namespace mado::db
