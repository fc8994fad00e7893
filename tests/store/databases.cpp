#include "store/databases.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include <stdexcept>

namespace mado::testing {
namespace {

void run_on(const char* url, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), &PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
}

std::filesystem::path new_folder() {
  auto name = (std::filesystem::temp_directory_path() / "madoguchi-test-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  return name;
}

std::string new_schema() {
  static int count = 0;
  return fmt::format("test_{}_{}", getpid(), ++count);
}

std::string with_schema(std::string_view url, std::string_view schema) {
  const char separator = url.contains('?') ? '&' : '?';
  return fmt::format("{}{}options=-csearch_path%3D{}", url, separator, schema);
}

}  // namespace

void DatabaseTest::SetUp() {
  if (GetParam() == db::Engine::postgres) {
    const char* server = getenv("MADOGUCHI_TEST_POSTGRES");
    if (!server) GTEST_SKIP() << "MADOGUCHI_TEST_POSTGRES is not set; script/with-postgres sets it";
    schema_ = new_schema();
    run_on(server, "create schema " + schema_);
    url_ = with_schema(server, schema_);
  }
  folder_ = new_folder();
  database_ = open_another();
}

void DatabaseTest::TearDown() {
  database_.reset();
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
  if (!schema_.empty())
    run_on(getenv("MADOGUCHI_TEST_POSTGRES"),
           "set client_min_messages = warning; drop schema " + schema_ + " cascade");
}

std::unique_ptr<db::Database> DatabaseTest::open_another(const db::Settings& settings) const {
  auto opened = GetParam() == db::Engine::sqlite ? db::open_sqlite(folder_.string(), settings)
                                                 : db::open_postgres(url_, settings);
  if (!opened) throw std::runtime_error(opened.error().key + ": " + opened.error().cause);
  return *std::move(opened);
}

void DatabaseTest::reopen(const db::Settings& settings) {
  database_.reset();
  database_ = open_another(settings);
}

}  // namespace mado::testing
