#include <atomic>
#include <future>
#include <mutex>
#include <numeric>
#include <thread>

#include "db/journal.hpp"
#include "db/postgres_connection.hpp"
#include "store/databases.hpp"

namespace mado::db {
namespace {

using testing::DatabaseTest;

constexpr OperatorId our_operator{11};

Entry entry(std::string subject, std::string kind = "request.opened") {
  return {.operator_id = our_operator,
          .organization_id = OrganizationId{12},
          .subject = std::move(subject),
          .kind = std::move(kind),
          .actor = "per_1",
          .at = instant_of(1'795'000'000'123),
          .data = R"({"title":"移行"})"};
}

class Journal : public DatabaseTest {
 protected:
  static WriteJob add(const std::string& subject) {
    return [subject](Tx& tx) -> Result<void> {
      tx.journal(entry(subject));
      return {};
    };
  }
  void append(const std::string& subject) { MADO_EXPECT_OK(database().write_now(add(subject))); }
  std::vector<std::string> subjects(Position after = {}, int limit = 1000) {
    std::vector<std::string> found;
    MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
      for (const auto& next : read_journal(snapshot, after, limit)) found.push_back(next.entry.subject);
      return {};
    }));
    return found;
  }
  Position end() {
    Position position;
    MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
      position = journal_end(snapshot);
      return {};
    }));
    return position;
  }
};
MADOGUCHI_ON_BOTH_ENGINES(Journal);

using Subjects = std::vector<std::string>;

TEST(JournalPosition, text_is_read_back_and_nothing_else_is) {
  const Position position{.transaction = 77, .number = 9'223'372'036'854'775'807};
  EXPECT_EQ("77.9223372036854775807", position.text());
  EXPECT_EQ(position, Position::parse(position.text()));
  for (const char* wrong :
       {"", ".", "1", "1.", ".1", "-1.2", "1.-2", "1.2.3", "1.2 ", " 1.2", "1.99999999999999999999", "a.b"})
    EXPECT_EQ(std::nullopt, Position::parse(wrong)) << wrong;
}

TEST_P(Journal, entries_come_back_as_they_went) {
  append("req_1");
  MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
    const auto entries = read_journal(snapshot, {}, 10);
    EXPECT_EQ(1U, entries.size());
    if (entries.size() != 1) return {};
    const auto& found = entries[0].entry;
    const auto wanted = entry("req_1");
    EXPECT_EQ(wanted.operator_id, found.operator_id);
    EXPECT_EQ(wanted.organization_id, found.organization_id);
    EXPECT_EQ(wanted.subject, found.subject);
    EXPECT_EQ(wanted.kind, found.kind);
    EXPECT_EQ(wanted.actor, found.actor);
    EXPECT_EQ(wanted.at, found.at);
    EXPECT_EQ(wanted.data, found.data);
    EXPECT_EQ(entries[0].position, journal_end(snapshot));
    return {};
  }));
}

TEST_P(Journal, is_read_in_order_page_by_page) {
  EXPECT_EQ(Position{}, end());
  for (const char* subject : {"a", "b", "c"}) append(subject);
  EXPECT_EQ((Subjects{"a", "b"}), subjects({}, 2));
  const auto there = end();
  EXPECT_EQ(Subjects{}, subjects(there));
  append("d");
  EXPECT_EQ((Subjects{"d"}), subjects(there));
}

TEST_P(Journal, an_undone_job_leaves_no_entry) {
  EXPECT_FALSE(database().write_now([](Tx& tx) -> Result<void> {
    tx.journal(entry("gone"));
    return fail(ErrorCode::conflict, "conflict");
  }));
  append("kept");
  EXPECT_EQ((Subjects{"kept"}), subjects());
}

TEST_P(Journal, tells_the_life_of_one_thing) {
  MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
    for (const char* subject : {"req_1", "req_2", "req_1"}) tx.journal(entry(subject));
    auto foreign = entry("req_1");
    foreign.operator_id = OperatorId{99};
    tx.journal(foreign);
    EXPECT_EQ(2U, journal_of(tx, our_operator, "req_1").size());
    return {};
  }));
}

TEST_P(Journal, an_entry_that_commits_late_is_not_skipped) {
  if (GetParam() != Engine::postgres) GTEST_SKIP() << "SQLite has one writer";
  PostgresConnection slow(url());
  slow.script(
      "begin; insert into journal (operator_id, subject, kind, actor, at, data) "
      "values (11, 'slow', 'k', 'a', 0, '{}')");
  append("fast");
  const auto before = end();
  EXPECT_EQ(Subjects{}, subjects()) << "read past a transaction that still runs";
  slow.script("commit");
  EXPECT_EQ((Subjects{"slow", "fast"}), subjects(before));
}

TEST_P(Journal, listeners_hear_of_commits) {
  std::atomic<int> heard = 0;
  database().on_journal([&] { ++heard; });
  append("a");
  for (int i = 0; i < 200 && heard == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_GT(heard, 0);
  database().close();  // no listener is called after that
}

class Followers : public Journal {
 protected:
  void SetUp() override {
    Journal::SetUp();
    if (IsSkipped()) return;
    MADO_EXPECT_OK(database().write_now([](Tx& tx) -> Result<void> {
      tx.change("create table seen (subject text not null)", {});
      return {};
    }));
  }
  static Result<void> note(Tx& tx, std::span<const JournalEntry> entries) {
    for (const auto& next : entries) tx.change("insert into seen values ($1)", {next.entry.subject});
    return {};
  }
  Subjects seen() {
    Subjects found;
    MADO_EXPECT_OK(database().read_now([&](Snapshot& snapshot) -> Result<void> {
      found = snapshot.all("select subject from seen order by subject", {},
                           [](const Row& row) { return row.string(0); });
      return {};
    }));
    return found;
  }
};
MADOGUCHI_ON_BOTH_ENGINES(Followers);

TEST_P(Followers, each_entry_counts_once_also_over_a_restart) {
  append("a");
  {
    Follower follower(database(), "noter", note);
    append("b");
    follower.catch_up();
    EXPECT_EQ((Subjects{"a", "b"}), seen());
  }
  append("c");
  reopen();
  Follower follower(database(), "noter", note);
  follower.catch_up();
  append("d");
  follower.catch_up();
  EXPECT_EQ((Subjects{"a", "b", "c", "d"}), seen());
}

TEST_P(Followers, what_fails_is_undone_and_tried_again) {
  std::atomic<int> tries = 0;
  Follower follower(database(), "stumbler",
                    [&](Tx& tx, std::span<const JournalEntry> entries) -> Result<void> {
                      MADO_CHECK(note(tx, entries));
                      const int nth = ++tries;
                      if (nth == 1) return fail(ErrorCode::unavailable, "unavailable");
                      if (nth == 2) throw std::runtime_error("a bug");
                      return {};
                    });
  append("a");
  follower.catch_up();
  EXPECT_EQ((Subjects{"a"}), seen());
  EXPECT_GE(tries, 3);
}

TEST_P(Followers, the_same_follower_on_two_nodes_counts_once) {
  const auto other = open_another();
  Follower here(database(), "noter", note);
  Follower there(*other, "noter", note);
  for (int i = 100; i < 160; ++i) {
    append(std::to_string(i));
    MADO_EXPECT_OK(other->write_now(add(std::to_string(i + 100))));
  }
  here.catch_up();
  there.catch_up();
  Subjects wanted;
  for (int i = 100; i < 160; ++i) wanted.push_back(std::to_string(i));
  for (int i = 200; i < 260; ++i) wanted.push_back(std::to_string(i));
  EXPECT_EQ(wanted, seen());
}

TEST_P(Followers, catches_up_with_many_writers) {
  Follower follower(database(), "noter", note);
  std::atomic<int> left = 1000;
  std::promise<void> all;
  for (int i = 0; i < 1000; ++i)
    database().write(add(std::to_string(i)), [&](const Result<void>& outcome) {
      EXPECT_TRUE(outcome.has_value());
      if (--left == 0) all.set_value();
    });
  all.get_future().wait();
  follower.catch_up();
  EXPECT_EQ(1000U, seen().size());
}

class Watchers : public Journal {};
MADOGUCHI_ON_BOTH_ENGINES(Watchers);

/// What a watcher saw; safe to ask while it watches.
class Sights {
 public:
  Watcher::See see() {
    return [this](Snapshot&, std::span<const JournalEntry> entries) {
      const std::lock_guard lock(mutex_);
      for (const auto& next : entries) subjects_.push_back(next.entry.subject);
    };
  }
  Subjects all() const {
    const std::lock_guard lock(mutex_);
    return subjects_;
  }

 private:
  mutable std::mutex mutex_;
  Subjects subjects_;
};

TEST_P(Watchers, begin_where_they_are_told) {
  append("old");
  Sights sights;
  Watcher watcher(database(), end(), sights.see());
  append("new");
  watcher.catch_up();
  EXPECT_EQ((Subjects{"new"}), sights.all());
}

TEST_P(Watchers, see_what_another_process_commits) {
  Sights sights;
  Watcher watcher(database(), {}, sights.see());
  watcher.catch_up();
  const auto other = open_another();
  MADO_EXPECT_OK(other->write_now(add("theirs")));
  for (int i = 0; i < 300 && sights.all().empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ((Subjects{"theirs"}), sights.all());
}

TEST_P(Watchers, catch_up_ends_when_the_database_is_closed) {
  Sights sights;
  Watcher watcher(database(), {}, sights.see());
  database().close();
  watcher.catch_up();
}

}  // namespace
}  // namespace mado::db
