/// The fixture of every store test: a fresh, migrated database for each test, once on a real SQLite file and
/// once on PostgreSQL (a schema of its own), if MADOGUCHI_TEST_POSTGRES names one (script/with-postgres sets
/// it). Use:
///
///   class RequestStore : public DatabaseTest {};
///   MADOGUCHI_ON_BOTH_ENGINES(RequestStore);
///   TEST_P(RequestStore, keeps_what_it_is_given) { database().write_now(…); }
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "db/database.hpp"

namespace mado::testing {

class DatabaseTest : public ::testing::TestWithParam<db::Engine> {
 public:
  static std::string engine_name(const ::testing::TestParamInfo<db::Engine>& info) {
    return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
  }

 protected:
  void SetUp() override;
  void TearDown() override;

  db::Database& database() { return *database_; }
  /// Another process's view of the same database.
  std::unique_ptr<db::Database> open_another(const db::Settings& settings = {}) const;
  /// Closes and opens again, as after a restart.
  void reopen(const db::Settings& settings = {});
  void close() { database_.reset(); }

  /// A folder that is gone after the test.
  const std::filesystem::path& folder() const { return folder_; }
  /// Leads to the test's own schema; PostgreSQL only.
  const std::string& url() const { return url_; }

 private:
  std::filesystem::path folder_;
  std::string schema_;
  std::string url_;
  std::unique_ptr<db::Database> database_;
};

#define MADOGUCHI_ON_BOTH_ENGINES(Fixture)                                                          \
  INSTANTIATE_TEST_SUITE_P(, Fixture,                                                               \
                           ::testing::Values(mado::db::Engine::sqlite, mado::db::Engine::postgres), \
                           mado::testing::DatabaseTest::engine_name)

/// Fails the test with the cause unless the result is good.
#define MADO_EXPECT_OK(...)                                                                             \
  do {                                                                                                  \
    const auto expected_result = (__VA_ARGS__);                                                         \
    EXPECT_TRUE(expected_result.has_value())                                                            \
        << (expected_result ? "" : expected_result.error().key + ": " + expected_result.error().cause); \
  } while (false)

}  // namespace mado::testing
