/// How many durable writes and short reads a second the database does with 32 clients, at which CPU; and the
/// same statements in a bare SQLite loop in the same run, so that a slow machine does not blur the figure.
///
///   db_bench [SECONDS]        with MADOGUCHI_TEST_POSTGRES set, PostgreSQL too
#include <fmt/format.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <mutex>
#include <stdexcept>

#include "db/database.hpp"

namespace {

using namespace mado;
using Steady = std::chrono::steady_clock;

constexpr int clients = 32;

const char* const schema =
    "create table bench_customer (id bigint not null primary key, name text not null);"
    "create table bench_key (customer_id bigint not null, name text not null, primary key (customer_id, "
    "name));"
    "create table bench_request (id bigint not null primary key, customer_id bigint not null, number bigint "
    "  not null, status text not null, due_at bigint not null, title text not null, body text not null);"
    "create index bench_request_by_due on bench_request (status, due_at, id);"
    "create index bench_request_by_customer on bench_request (customer_id, id);"
    "create table bench_clock (request_id bigint not null, kind text not null, due_at bigint not null, "
    "  primary key (request_id, kind));"
    "create index bench_clock_by_due on bench_clock (due_at)";

const char* const find_customer = "select name from bench_customer where id = $1";
const char* const take_key =
    "insert into bench_key (customer_id, name) values ($1, $2) on conflict do nothing";
const char* const add_request =
    "insert into bench_request (id, customer_id, number, status, due_at, title, body) "
    "values ($1, $2, $3, $4, $5, $6, $7)";
const char* const add_clock = "insert into bench_clock (request_id, kind, due_at) values ($1, $2, $3)";
const char* const add_entry =
    "insert into journal (operator_id, organization_id, subject, kind, actor, at, data) "
    "values ($1, $2, $3, $4, $5, $6, $7)";

const std::string body(1000, 'b');
const std::string data(300, 'd');

/// What a job writes for one request; scattered, as ids of many customers are.
struct Request {
  std::int64_t id;
  std::int64_t customer = id % 100 + 1;
  std::int64_t due = (id * 7919) % 1'000'003;
  std::string key = fmt::format("key-{}", id * 2654435761 % 4294967296);
  std::string subject = fmt::format("req_{}", id);
};

Result<void> open_request(db::Tx& tx, const Request& request) {
  if (!tx.exists(find_customer, {request.customer})) return fail(ErrorCode::not_found, "not_found");
  if (tx.change(take_key, {request.customer, request.key}) == 0) return fail(ErrorCode::conflict, "conflict");
  tx.change(add_request, {request.id, request.customer, request.id, "open", request.due, "Mailbox", body});
  tx.change(add_clock, {request.id, "first_response", request.due});
  tx.change(add_clock, {request.id, "next_update", request.due + 1});
  tx.journal({.operator_id = OperatorId{1},
              .organization_id = OrganizationId{request.customer},
              .subject = request.subject,
              .kind = "request.opened",
              .actor = "per_1",
              .at = instant_of(request.due),
              .data = data});
  return {};
}

std::int64_t cpu_microseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

struct Figures {
  double per_second = 0;
  double cpu_us = 0;
};

/// Prints a line; latencies in microseconds.
Figures report(const char* what, std::vector<std::int64_t>& latencies, double seconds, std::int64_t cpu) {
  if (latencies.empty()) throw std::runtime_error("nothing was done");
  std::ranges::sort(latencies);
  const auto count = latencies.size();
  const Figures figures{static_cast<double>(count) / seconds,
                        static_cast<double>(cpu) / static_cast<double>(count)};
  fmt::print("{:<34} {:>9.0f}/s  p50 {:>7.2f} ms  p99 {:>7.2f} ms  CPU {:>6.1f} us\n", what,
             figures.per_second, static_cast<double>(latencies[count / 2]) / 1000,
             static_cast<double>(latencies[count * 99 / 100]) / 1000, figures.cpu_us);
  return figures;
}

/// Keeps `clients` jobs in line until the time is over, and measures each from push to answer.
template <class Start>
Figures measure(const char* what, double seconds, Start start) {
  std::vector<std::int64_t> latencies;
  std::mutex mutex;
  std::atomic<int> running = clients;
  std::atomic<std::int64_t> next = 0;
  std::promise<void> all;
  const auto began = Steady::now();
  const auto cpu = cpu_microseconds();
  std::function<void()> one = [&] {
    const auto pushed = Steady::now();
    start(++next, [&, pushed](const Result<void>& outcome) {
      if (!outcome) throw std::runtime_error(outcome.error().cause);
      const auto now = Steady::now();
      {
        const std::lock_guard lock(mutex);
        latencies.push_back(std::chrono::duration_cast<std::chrono::microseconds>(now - pushed).count());
      }
      if (std::chrono::duration<double>(now - began).count() < seconds) return one();
      if (--running == 0) all.set_value();
    });
  };
  for (int i = 0; i < clients; ++i) one();
  all.get_future().wait();
  return report(what, latencies, std::chrono::duration<double>(Steady::now() - began).count(),
                cpu_microseconds() - cpu);
}

void make_schema(db::Database& database) {
  const auto made = database.write_now([](db::Tx& tx) -> Result<void> {
    std::string_view rest = schema;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      tx.change(rest.substr(0, end), {});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (std::int64_t id = 1; id <= 100; ++id)
      tx.change("insert into bench_customer (id, name) values ($1, $2)", {id, "Contoso"});
    return {};
  });
  if (!made) throw std::runtime_error(made.error().cause);
}

Figures measure_writes(db::Database& database, const char* what, double seconds) {
  return measure(what, seconds, [&](std::int64_t id, db::Done done) {
    database.write([request = Request{id}](db::Tx& tx) { return open_request(tx, request); },
                   std::move(done));
  });
}

void measure_reads(db::Database& database, const char* what, double seconds) {
  measure(what, seconds, [&](std::int64_t id, db::Done done) {
    database.read(
        [id](db::Snapshot& snapshot) -> Result<void> {
          size_t letters = 0;
          snapshot.each(
              "select id, customer_id, number, due_at, title from bench_request "
              "where customer_id = $1 order by id desc limit $2",
              {id % 100 + 1, 50}, [&](const db::Row& row) { letters += row.text(4).size(); });
          return letters == 0 ? fail(ErrorCode::not_found, "not_found") : Result<void>{};
        },
        std::move(done));
  });
}

/// SQLite by hand: the least that the same statements can cost.
class Bare {
 public:
  explicit Bare(const std::string& file) {
    check(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
    run("pragma synchronous = full; pragma cache_size = -16384; pragma wal_autocheckpoint = 4000");
    for (const char* sql : {find_customer, take_key, add_request, add_clock, add_entry}) {
      sqlite3_stmt* statement = nullptr;
      check(sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr));
      statements_.push_back(statement);
    }
  }
  ~Bare() {
    for (auto* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
  void open_request(const Request& r) {
    step(0, r.customer);
    step(1, r.customer, r.key);
    step(2, r.id, r.customer, r.id, "open", r.due, "Mailbox", body);
    step(3, r.id, "first_response", r.due);
    step(3, r.id, "next_update", r.due + 1);
    step(4, std::int64_t{1}, r.customer, r.subject, "request.opened", "per_1", r.due, data);
  }

 private:
  static void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errstr(code));
  }
  void bind(sqlite3_stmt* statement, int place, std::int64_t value) {
    check(sqlite3_bind_int64(statement, place, value));
  }
  void bind(sqlite3_stmt* statement, int place, std::string_view value) {
    check(sqlite3_bind_text(statement, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC));
  }
  template <class... Values>
  void step(size_t which, const Values&... values) {
    auto* statement = statements_[which];
    int place = 0;
    (bind(statement, ++place, values), ...);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(handle_));
    check(sqlite3_reset(statement));
  }

  sqlite3* handle_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
};

/// `group` jobs in each commit, as many as clients can be waiting.
Figures measure_bare(const std::string& file, const char* what, int group, double seconds) {
  Bare bare(file);
  std::vector<std::int64_t> latencies;
  const auto began = Steady::now();
  const auto cpu = cpu_microseconds();
  std::int64_t id = 0;
  while (std::chrono::duration<double>(Steady::now() - began).count() < seconds) {
    const auto start = Steady::now();
    bare.run("begin immediate");
    for (int i = 0; i < group; ++i) bare.open_request(Request{++id});
    bare.run("commit");
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start).count();
    latencies.insert(latencies.end(), static_cast<size_t>(group), took);
  }
  return report(what, latencies, std::chrono::duration<double>(Steady::now() - began).count(),
                cpu_microseconds() - cpu);
}

std::unique_ptr<db::Database> opened(Result<std::unique_ptr<db::Database>> result) {
  if (!result) throw std::runtime_error(result.error().key + ": " + result.error().cause);
  return *std::move(result);
}

/// A new file with the bench's tables, closed again.
std::string new_folder() {
  auto name = (std::filesystem::temp_directory_path() / "madoguchi-bench-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  make_schema(*opened(db::open_sqlite(name)));
  return name;
}

void bench_sqlite(double seconds) {
  const auto ours_folder = new_folder();
  const auto bare_folder = new_folder();
  const auto database = opened(db::open_sqlite(ours_folder));
  const auto bare =
      measure_bare(bare_folder + "/madoguchi.db", "bare SQLite, 32 in a commit", clients, seconds);
  const auto ours = measure_writes(*database, "SQLite, durable writes", seconds);
  fmt::print("{:<34} {:.2f} of its rate, {:.2f} of its CPU\n", "  against the bare loop",
             ours.per_second / bare.per_second, ours.cpu_us / bare.cpu_us);
  measure_reads(*database, "SQLite, lists of 50", seconds);
  database->close();
  std::filesystem::remove_all(ours_folder);
  std::filesystem::remove_all(bare_folder);
}

void bench_postgres(const char* url, double seconds) {
  const auto database = opened(db::open_postgres(url, {.write_threads = 8}));
  make_schema(*database);
  measure_writes(*database, "PostgreSQL, durable writes", seconds);
  measure_reads(*database, "PostgreSQL, lists of 50", seconds);
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::stod(words[1]) : 3;
  bench_sqlite(seconds);
  if (const char* url = getenv("MADOGUCHI_TEST_POSTGRES")) bench_postgres(url, seconds);
}
