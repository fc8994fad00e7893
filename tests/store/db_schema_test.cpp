#include <atomic>
#include <thread>

#include "db/migrate.hpp"
#include "db/postgres_connection.hpp"
#include "db/sqlite_connection.hpp"
#include "store/databases.hpp"

namespace mado::db {
namespace {

using testing::DatabaseTest;

const Migration first{1, "0001_first.sql",
                      "create table first (number bigint); insert into first values (1)"};
const Migration second{
    2, "0002_second.sql",
    "create table second (words text not null); create index second_words on second (words);"
    "-- a comment; with a semicolon\ninsert into second values ('a;b')"};
const Migration broken{3, "0003_broken.sql",
                       "create table third (number bigint); insert into nowhere values (1)"};

/// Works on a database of its own beside the fixture's, which is migrated already.
class Schema : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    close();
    connection_ = connect("bare.db");
    if (GetParam() == Engine::postgres)
      connection_->script(
          "do $$ begin execute format('drop schema %1$I cascade', current_schema()); end $$;"
          "do $$ begin execute format('create schema %I', split_part(current_setting('search_path'), ',', "
          "1));"
          "end $$");
  }
  void TearDown() override {
    connection_.reset();
    DatabaseTest::TearDown();
  }

  std::unique_ptr<Connection> connect(const std::string& file) const {
    if (GetParam() == Engine::postgres) return std::make_unique<PostgresConnection>(url());
    return std::make_unique<SqliteConnection>((folder() / file).string(), SqliteConnection::Access::write);
  }
  Result<void> bring_to(std::vector<Migration> migrations) { return migrate(*connection_, migrations); }
  std::int64_t number(std::string_view sql) {
    std::int64_t found = -1;
    connection_->each(sql, {}, [&](const Row& row) { found = row.integer(0); });
    return found;
  }
  Connection& connection() { return *connection_; }

 private:
  std::unique_ptr<Connection> connection_;
};
MADOGUCHI_ON_BOTH_ENGINES(Schema);

TEST_P(Schema, migrations_run_once) {
  MADO_EXPECT_OK(bring_to({first, second}));
  MADO_EXPECT_OK(bring_to({first, second}));
  EXPECT_EQ(1, number("select count(*) from first"));
  EXPECT_EQ(1, number("select count(*) from second"));
  EXPECT_EQ(2, number("select count(*) from schema_version"));
}

TEST_P(Schema, an_older_database_is_brought_up_to_date) {
  MADO_EXPECT_OK(bring_to({first}));
  MADO_EXPECT_OK(bring_to({first, second}));
  EXPECT_EQ(1, number("select count(*) from second where words = 'a;b'"));
}

TEST_P(Schema, one_that_was_numbered_in_between_is_not_forgotten) {
  MADO_EXPECT_OK(bring_to({second}));
  MADO_EXPECT_OK(bring_to({first, second}));
  EXPECT_EQ(1, number("select count(*) from first"));
}

TEST_P(Schema, a_newer_database_is_refused_and_left_alone) {
  MADO_EXPECT_OK(bring_to({first, second}));
  const auto refused = bring_to({first});
  ASSERT_FALSE(refused);
  EXPECT_EQ(ErrorCode::unavailable, refused.error().code);
  EXPECT_EQ("db.newer", refused.error().key);
  EXPECT_EQ(2, number("select max(number) from schema_version"));
}

TEST_P(Schema, a_migration_that_fails_leaves_nothing_of_itself) {
  EXPECT_THROW((void)bring_to({first, second, broken}), Failure);
  EXPECT_EQ(2, number("select max(number) from schema_version"));
  EXPECT_THROW((void)number("select count(*) from third"), Failure);
  MADO_EXPECT_OK(bring_to({first, second}));
}

TEST_P(Schema, the_programs_own_migrations_run_step_by_step_as_all_at_once) {
  const auto all = migrations_of(GetParam());
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(1, all.front().number);
  for (size_t count = 1; count <= all.size(); ++count)
    MADO_EXPECT_OK(bring_to({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)}));
  EXPECT_EQ(all.back().number, number("select max(number) from schema_version"));
}

TEST_P(Schema, the_program_opens_what_it_made_but_nothing_newer) {
  close();
  const Value newer[] = {9999};
  MADO_EXPECT_OK(bring_to(migrations_of(GetParam())));
  const auto file = connect("madoguchi.db");
  file->change("insert into schema_version (number, name) values ($1, 'of the future')", newer);
  const auto opened = GetParam() == Engine::sqlite ? open_sqlite(folder().string()) : open_postgres(url());
  ASSERT_FALSE(opened);
  EXPECT_EQ("db.newer", opened.error().key);
}

std::string schema_of(const std::string& file) {
  SqliteConnection connection(file, SqliteConnection::Access::write);
  std::string schema;
  connection.each("select name, coalesce(sql, '') from sqlite_master order by name", {},
                  [&](const Row& row) { schema += row.string(0) + ": " + row.string(1) + "\n"; });
  return schema;
}

TEST_P(Schema, an_upgraded_file_equals_a_fresh_one) {
  if (GetParam() != Engine::sqlite) GTEST_SKIP() << "compared by SQLite's own list of what there is";
  const auto all = migrations_of(Engine::sqlite);
  for (size_t count = 1; count <= all.size(); ++count)
    MADO_EXPECT_OK(bring_to({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)}));
  EXPECT_EQ(schema_of((folder() / "madoguchi.db").string()), schema_of((folder() / "bare.db").string()));
}

TEST_P(Schema, many_may_open_a_new_database_at_once) {
  close();
  if (GetParam() == Engine::postgres) connection().script("drop table if exists schema_version");
  std::atomic<int> good = 0;
  {
    std::vector<std::jthread> openers;
    for (int i = 0; i < 6; ++i)
      openers.emplace_back([&] {
        const auto opened =
            GetParam() == Engine::sqlite ? open_sqlite((folder() / "new").string()) : open_postgres(url());
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().cause);
        good += !!opened;
      });
  }
  EXPECT_EQ(6, good);
}

TEST(OpenDatabase, what_is_no_database_is_told_so) {
  const auto folder = std::filesystem::temp_directory_path() / "madoguchi-no-database";
  std::filesystem::create_directories(folder / "madoguchi.db");
  const auto opened = open_sqlite(folder.string());
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(opened);
  EXPECT_EQ("db.unusable", opened.error().key);
}

TEST(OpenDatabase, a_server_that_is_not_there_is_told_so) {
  const auto opened = open_postgres("postgresql://nobody@127.0.0.1:1/nothing");
  ASSERT_FALSE(opened);
  EXPECT_EQ("db.unreachable", opened.error().key);
}

}  // namespace
}  // namespace mado::db
