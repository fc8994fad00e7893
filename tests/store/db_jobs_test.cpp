#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "store/databases.hpp"

namespace mado::db {
namespace {

using testing::DatabaseTest;

class Jobs : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
      tx.change(
          "create table thing (number bigint, words text, real double precision, bytes bytea, "
          "name text unique)",
          {});
      return {};
    }));
  }
  /// How many rows there are.
  std::int64_t count() {
    std::int64_t rows = 0;
    MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
      rows = snapshot.one("select count(*) from thing", {}, [](const Row& row) { return row.integer(0); })
                 .value_or(-1);
      return {};
    }));
    return rows;
  }
  static WriteJob add(std::int64_t number) {
    return [number](Tx& tx) -> Result<void> {
      tx.change("insert into thing (number) values ($1)", {number});
      return {};
    };
  }
};
MADOGUCHI_ON_BOTH_ENGINES(Jobs);

/// Holds one database thread until it is let go.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    reached_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void until_reached() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return reached_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reached_ = false;
  bool open_ = false;
};

TEST_P(Jobs, values_come_back_as_they_went) {
  const std::int64_t number = 9'223'372'036'854'775'807;
  const std::string words = "メールボックスの移行 / 邮箱迁移 / 'quoted' $1 😀";
  const std::string bytes("\0\x01\xff\0end", 7);
  MADO_EXPECT_OK(database().write_now([&](Tx& tx) -> Result<void> {
    EXPECT_EQ(1, tx.change("insert into thing (words, number, real, bytes) values ($2, $1, $3, $4)",
                           {number, words, 0.1, Blob{bytes}}));
    return {};
  }));
  MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
    int rows = 0;
    snapshot.each("select number, words, real, bytes, name from thing", {}, [&](const Row& row) {
      ++rows;
      EXPECT_EQ(number, row.integer(0));
      EXPECT_EQ(words, row.text(1));
      EXPECT_EQ(0.1, row.real(2));
      EXPECT_EQ(bytes, row.blob(3));
      EXPECT_TRUE(row.is_null(4));
      EXPECT_EQ(std::nullopt, row.text_or(4));
      EXPECT_FALSE(row.is_null(0));
    });
    EXPECT_EQ(1, rows);
    return {};
  }));
}

TEST_P(Jobs, empty_is_not_null) {
  MADO_EXPECT_OK(database().write_now([&](Tx& tx) -> Result<void> {
    tx.change("insert into thing (words, bytes) values ($1, $2)", {std::string_view{}, Blob{}});
    EXPECT_TRUE(tx.exists("select 1 from thing where words = '' and bytes is not null", {}));
    return {};
  }));
}

TEST_P(Jobs, a_null_takes_the_place_of_any_type) {
  MADO_EXPECT_OK(database().write_now([&](Tx& tx) -> Result<void> {
    const auto insert = [&](Value number, Value words, Value bytes) {
      tx.change("insert into thing (number, words, bytes) values ($1, $2, $3)", {number, words, bytes});
    };
    insert(nullptr, nullptr, nullptr);
    insert(7, "a", Blob{"b"});
    insert(nullptr, std::optional<std::string>{}, nullptr);
    insert(std::optional<std::int64_t>(8), nullptr, Blob{"c"});
    EXPECT_EQ(2, tx.one("select count(*) from thing where number is null", {},
                        [](const Row& row) { return row.integer(0); }));
    return {};
  }));
}

TEST_P(Jobs, sums_counts_and_truths_are_numbers) {
  MADO_EXPECT_OK(database().write_now([&](Tx& tx) -> Result<void> {
    for (const std::int64_t number : {9'007'199'254'740'993, 30'000'000'000'000'000, -7L})
      tx.change("insert into thing (number) values ($1)", {number});
    tx.each("select sum(number), count(*), max(number) > 0, avg(number) from thing where number > -100", {},
            [](const Row& row) {
              EXPECT_EQ(39'007'199'254'740'986, row.integer(0));
              EXPECT_EQ(3, row.integer(1));
              EXPECT_TRUE(row.boolean(2));
              EXPECT_NEAR(13'002'399'751'580'328.0, row.real(3), 10);
            });
    return {};
  }));
}

TEST_P(Jobs, a_query_may_run_inside_the_rows_of_the_same_query) {
  MADO_EXPECT_OK(database().write_now([&](Tx& tx) -> Result<void> {
    for (int i = 0; i < 3; ++i) tx.change("insert into thing (number) values ($1)", {i});
    int pairs = 0;
    tx.each("select number from thing", {},
            [&](const Row&) { tx.each("select number from thing", {}, [&](const Row&) { ++pairs; }); });
    EXPECT_EQ(9, pairs);
    return {};
  }));
}

TEST_P(Jobs, an_error_undoes_only_its_own_job) {
  Gate gate;
  std::promise<void> last;
  std::atomic<int> refused = 0;
  const int jobs = 20;
  std::atomic<int> done = 0;
  const auto count_done = [&](const Result<void>& outcome) {
    if (!outcome) ++refused;
    if (++done == jobs) last.set_value();
  };
  database().write(
      [&](Tx&) -> Result<void> {
        gate.wait();
        return {};
      },
      [](const Result<void>&) {});
  gate.until_reached();
  for (int i = 0; i < jobs; ++i)
    database().write(
        [i](Tx& tx) -> Result<void> {
          tx.change("insert into thing (number) values ($1)", {i});
          if (i % 4 == 1) return fail(ErrorCode::conflict, "conflict");
          if (i % 4 == 2) throw std::runtime_error("a bug");
          return {};
        },
        count_done);
  gate.open();
  last.get_future().wait();
  EXPECT_EQ(10, refused);
  EXPECT_EQ(10, count());
}

TEST_P(Jobs, an_exception_is_answered_as_unavailable) {
  const auto outcome = database().write_now([](Tx&) -> Result<void> { throw std::runtime_error("a bug"); });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(ErrorCode::unavailable, outcome.error().code);
  EXPECT_EQ("a bug", outcome.error().cause);
}

TEST_P(Jobs, a_failure_that_the_job_hides_undoes_it_all_the_same) {
  MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
    tx.change("insert into thing (name) values ($1)", {"taken"});
    return {};
  }));
  const auto outcome = database().write_now([](Tx& tx) -> Result<void> {
    tx.change("insert into thing (number) values ($1)", {1});
    try {
      tx.change("insert into thing (name) values ($1)", {"taken"});
    } catch (const Failure& failure) {
      EXPECT_EQ(FailureKind::unique, failure.kind());
    }
    return {};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(1, count());
}

TEST_P(Jobs, wrong_statements_are_failures_and_leave_the_connection_usable) {
  for (const char* sql : {"select nothing from nowhere", "this is no SQL", "select $1"}) {
    const auto outcome = database().write_now([&](Tx& tx) -> Result<void> {
      tx.each(sql, {}, [](const Row&) {});
      return {};
    });
    ASSERT_FALSE(outcome) << sql;
    EXPECT_EQ(ErrorCode::unavailable, outcome.error().code);
  }
  EXPECT_EQ(0, count());
}

TEST_P(Jobs, a_column_read_as_another_type_is_a_failure) {
  MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
    tx.change("insert into thing (number, words) values ($1, $2)", {1, "one"});
    return {};
  }));
  const auto read = [&](const std::function<void(const Row&)>& look) {
    return database().read_now([&](Snapshot& snapshot) -> Result<void> {
      snapshot.each("select number, words from thing", {}, look);
      return {};
    });
  };
  EXPECT_FALSE(read([](const Row& row) { (void)row.integer(1); }));
  EXPECT_FALSE(read([](const Row& row) { (void)row.text(0); }));
  EXPECT_FALSE(read([](const Row& row) { (void)row.text(2); }));
  MADO_EXPECT_OK(read([](const Row& row) { EXPECT_EQ(1.0, row.real(0)); }));
}

TEST_P(Jobs, a_read_sees_one_moment) {
  Gate gate;
  std::promise<std::int64_t> second;
  const auto rows = [](Snapshot& snapshot) {
    return snapshot.one("select count(*) from thing", {}, [](const Row& row) { return row.integer(0); })
        .value_or(-1);
  };
  database().read(
      [&](Snapshot& snapshot) -> Result<void> {
        EXPECT_EQ(0, rows(snapshot));
        gate.wait();
        second.set_value(rows(snapshot));
        return {};
      },
      [](const Result<void>&) {});
  gate.until_reached();
  MADO_EXPECT_OK(database().write_now(add(1)));
  gate.open();
  EXPECT_EQ(0, second.get_future().get());
  EXPECT_EQ(1, count());
}

TEST_P(Jobs, many_may_wait_for_a_read_at_once) {
  Gate gate;
  const std::jthread first([&] {
    MADO_EXPECT_OK(database().read_now([&](Snapshot&) -> Result<void> {
      gate.wait();
      return {};
    }));
  });
  gate.until_reached();
  EXPECT_EQ(0, count());
  gate.open();
}

TEST_P(Jobs, a_read_cannot_write) {
  EXPECT_FALSE(database().read_now([](Snapshot& snapshot) -> Result<void> {
    snapshot.each("insert into thing (number) values (1) returning number", {}, [](const Row&) {});
    return {};
  }));
  EXPECT_EQ(0, count());
}

TEST_P(Jobs, one_more_than_the_queue_holds_is_refused_at_once) {
  reopen({.queue_jobs_max = 3, .write_threads = 1});
  Gate gate;
  database().write(
      [&](Tx&) -> Result<void> {
        gate.wait();
        return {};
      },
      [](const Result<void>&) {});
  gate.until_reached();
  std::atomic<int> good = 0;
  std::optional<Error> refused;
  for (int i = 0; i < 3; ++i)
    database().write(add(i), [&](const Result<void>& outcome) { good += !!outcome; });
  EXPECT_EQ(3U, database().jobs_waiting());
  database().write(add(4), [&](const Result<void>& outcome) { refused = outcome.error(); });
  ASSERT_TRUE(refused);
  EXPECT_EQ(ErrorCode::too_many, refused->code);
  gate.open();
  database().close();
  EXPECT_EQ(3, good);
}

TEST_P(Jobs, close_finishes_what_waits_and_refuses_what_comes) {
  std::atomic<int> good = 0;
  for (int i = 0; i < 500; ++i)
    database().write(add(i), [&](const Result<void>& outcome) { good += !!outcome; });
  database().close();
  EXPECT_EQ(500, good);
  const auto late = database().write_now(add(1));
  ASSERT_FALSE(late);
  EXPECT_EQ(ErrorCode::unavailable, late.error().code);
  EXPECT_FALSE(database().read_now([](Snapshot&) -> Result<void> { return {}; }));
  reopen();
  EXPECT_EQ(500, count());
}

TEST_P(Jobs, another_process_can_write_beside) {
  const auto other = open_another();
  std::atomic<int> good = 0;
  std::promise<void> last;
  for (int i = 0; i < 300; ++i)
    database().write(add(i), [&](const Result<void>& outcome) {
      good += !!outcome;
      if (good == 300) last.set_value();
    });
  for (int i = 0; i < 20; ++i) MADO_EXPECT_OK(other->write_now(add(i)));
  last.get_future().wait();
  EXPECT_EQ(320, count());
}

}  // namespace
}  // namespace mado::db
