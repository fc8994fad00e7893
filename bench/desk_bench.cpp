/// The desk over HTTP: opening requests, the queue, one request, asking while typing, start and memory, with
/// 100,000 requests in the database; opening and listing also as a bare loop over the same statements in the
/// same run.
///
///   desk_bench MADOGUCHI [REQUESTS [ARTICLES.jsonl.gz]]      prints one JSON object a line
///
/// With ARTICLES asking is measured over that set, else over the demo's articles.
#include <fmt/format.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "cli/demo.hpp"
#include "db/journal.hpp"
#include "help/import.hpp"
#include "load.hpp"
#include "operators/operators.hpp"
#include "people/door.hpp"
#include "people/store.hpp"
#include "requests/commands.hpp"
#include "requests/similar.hpp"

namespace {

using namespace mado;
using bench::Figures;

const char* const description =
    "We moved three mailboxes last night. Since then the shared mailbox of the sales team does not appear in "
    "Outlook, while "
    "it opens in the web version. Restarting and removing the profile did not help. Version 2308, Windows "
    "11.";

http::Caller caller_of(db::Snapshot& snapshot, const operators::Standing& standing,
                       const std::string& email) {
  const auto id = people::store::credentials(snapshot, standing.id, email).value().id;
  const auto person = people::store::person(snapshot, Scope::of_operator(standing.id), id).value();
  return people::caller_of(standing, person);
}

requests::Open wish(int n) {
  requests::Open open;
  open.wish = {
      .desk = "technical",
      .topic = "",
      .subject = fmt::format("Shared mailbox {} does not appear in Outlook", n),
      .description = description,
      .impact = policy::Impact{policy::ServiceImpact::impaired, policy::PeopleImpact::some, std::nullopt}};
  return open;
}

/// The demo with `count` requests in folder.
void seed(const std::string& folder, int count) {
  const SystemClock clock;
  IdMaker ids(clock, 1);
  auto database = db::open_sqlite(folder).value();
  if (!cli::fill_demo(*database, ids, clock)) throw std::runtime_error("the demo cannot be made");
  operators::Operators operators;
  (void)database->read_now([&](db::Snapshot& snapshot) { return operators.load(snapshot); });
  const auto standing = operators.by_key("m365-cn");
  constexpr int batch = 1000;
  for (int from = 0; from < count; from += batch)
    (void)database->write_now([&](db::Tx& tx) -> Result<void> {
      const auto caller =
          caller_of(tx, *standing, from % 2000 == 0 ? "admin@contoso.example" : "admin@fabrikam.example");
      for (int n = from; n < from + batch; ++n)
        MADO_CHECK(requests::open({operators, ids, clock}, wish(n), caller, tx));
      return {};
    });
  db::Follower texts(*database, "requests.text", requests::index_text);
  texts.catch_up();
}

std::string sign_in(int port, std::string_view email) {
  const auto answer =
      bench::fetch(port, {"POST", "/api/v1/session", "Content-Type: application/json\r\n",
                          fmt::format(R"({{"email":"{}","password":"madoguchi-demo"}})", email)});
  const auto at = answer.find("Set-Cookie: ") + 12;
  return "Cookie: " + answer.substr(at, answer.find(';', at) - at) + "\r\n";
}

void print(std::string_view name, const Figures& f, std::string_view ratio_to = {}, double ratio = 0) {
  fmt::print(
      R"({{"bench":"{}","n":{},"failed":{},"per_s":{:.0f},"p50_ms":{:.2f},"p99_ms":{:.2f},"cpu_ms":{:.3f})",
      name, f.n, f.failed, f.per_s, f.p50_ms, f.p99_ms, f.cpu_ms);
  if (!ratio_to.empty()) fmt::print(R"(,"ratio_to":"{}","ratio":{:.2f})", ratio_to, ratio);
  fmt::print("}}\n");
  std::fflush(stdout);
}

void print_figure(std::string_view name, std::string_view what, double value) {
  fmt::print("{{\"bench\":\"{}\",\"n\":1,\"{}\":{:.3f}}}\n", name, what, value);
}

/// A statement of the bare loop.
class Bare {
 public:
  Bare(sqlite3* db, const std::string& sql) {
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement_, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db));
  }
  ~Bare() { sqlite3_finalize(statement_); }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  void bind(int at, std::int64_t value) { sqlite3_bind_int64(statement_, at, value); }
  int rows() {
    int count = 0;
    for (; sqlite3_step(statement_) == SQLITE_ROW; ++count)
      for (int column = 0; column < sqlite3_column_count(statement_); ++column)
        sqlite3_column_text(statement_, column);
    sqlite3_reset(statement_);
    return count;
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

sqlite3* open_bare(const std::string& folder) {
  sqlite3* db = nullptr;
  if (sqlite3_open((folder + "/madoguchi.db").c_str(), &db) != SQLITE_OK)
    throw std::runtime_error("bare open");
  sqlite3_exec(db, "pragma journal_mode = wal; pragma synchronous = full", nullptr, nullptr, nullptr);
  return db;
}

double per_second(double seconds, const std::function<void()>& once) {
  using Steady = std::chrono::steady_clock;
  const auto start = Steady::now();
  size_t count = 0;
  double took = 0;
  for (; took < seconds; ++count, took = std::chrono::duration<double>(Steady::now() - start).count()) once();
  return static_cast<double>(count) / took;
}

/// The rows of one opening copied from an existing request under new ids, 32 to a commit, without rules, HTTP
/// or JSON.
double bare_open(const std::string& folder) {
  sqlite3* db = open_bare(folder);
  std::int64_t next = std::int64_t{1} << 60;
  {
    const auto copy = [&](const std::string& table, const std::string& id, const std::string& rest,
                          const std::string& values) {
      return std::make_unique<Bare>(db, "insert into " + table + " (" + id + ", " + rest + ") select ?1, " +
                                            values + " from " + table + " where " + id +
                                            " = (select min(request_id) from request_detail) limit 1");
    };
    const std::string request =
        "operator_id, organization_id, number, desk, topic, severity, severity_asked, status, subject, "
        "language, opened_by,"
        " opened_at, updated_at, version, assignee, policy_version, sort_key, warned, next_kind, next_state, "
        "next_started_at,"
        " next_due_at, next_warn_at, next_calendar, awaiting_since, solved_at";
    auto request_values = request;
    request_values.replace(request_values.find("number"), 6, "?1");
    const std::string detail =
        "operator_id, organization_id, contact_way, contact_email, contact_phone, impact_service, "
        "impact_people,"
        " impact_workaround, business_impact, incident_id";
    const auto one = copy("request", "id", request, request_values);
    const auto two = copy("request_detail", "request_id", detail, detail);
    Bare three(db,
               "insert into message (id, operator_id, organization_id, request_id, author_id, author_kind, "
               "visibility, text, at)"
               " select ?1, operator_id, organization_id, ?1, author_id, author_kind, visibility, text, at "
               "from message limit 1");
    Bare four(db,
              "insert into clock (request_id, kind, operator_id, organization_id, state, started_at, due_at, "
              "warn_at, ended_at,"
              " answered, warned, fires_at, target, target_ms, target_days, calendar, line) select ?1, kind, "
              "operator_id,"
              " organization_id, state, started_at, due_at, warn_at, ended_at, answered, warned, fires_at, "
              "target, target_ms,"
              " target_days, calendar, line from clock limit 1");
    const double groups = per_second(4, [&] {
      sqlite3_exec(db, "begin immediate", nullptr, nullptr, nullptr);
      for (int n = 0; n < 32; ++n, ++next) {
        for (Bare* each : {one.get(), two.get(), &three, &four}) each->bind(1, next), each->rows();
      }
      sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
    });
    sqlite3_exec(
        db,
        "delete from request where id >= 1152921504606846976; delete from request_detail where request_id >= "
        "1152921504606846976; delete from message where id >= 1152921504606846976; delete from clock where "
        "request_id >= 1152921504606846976",
        nullptr, nullptr, nullptr);
    sqlite3_close(db);
    return groups * 32;
  }
}

double bare_list(const std::string& folder) {
  sqlite3* db = open_bare(folder);
  double rate = 0;
  {
    Bare list(db,
              "select r.*, o.name, p.name from request r join organization o on o.id = r.organization_id "
              "left join person p on"
              " p.id = r.assignee where r.operator_id = (select min(id) from operator) and (r.sort_key, "
              "r.id) > (-1, 0)"
              " order by r.sort_key, r.id limit 51");
    rate = per_second(2, [&] { list.rows(); });
  }
  sqlite3_close(db);
  return rate;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const unsigned char c : text) out += fmt::format("%{:02X}", c);
  return out;
}

/// What people type, letter by letter.
std::vector<std::string> typed() {
  std::vector<std::string> all;
  for (const std::string_view whole :
       {"shared mailbox does not appear in Outlook", "mailbox migration is stuck",
        "cannot send mail to external recipients", "password never expires"})
    for (size_t length = 2; length <= whole.size(); ++length)
      all.push_back("/api/v1/ask?lang=en&q=" + percent_encoded(whole.substr(0, length)));
  return all;
}

/// Imports a set of articles beside the running server, and waits until it answers from it.
void import_articles(const std::string& folder, const std::string& file, int port,
                     const std::string& session) {
  const SystemClock clock;
  IdMaker ids(clock, 2);
  auto database = db::open_sqlite(folder).value();
  operators::Operators operators;
  (void)database->read_now([&](db::Snapshot& snapshot) { return operators.load(snapshot); });
  (void)help::import_jsonl({*database, ids, clock, operators.by_key("m365-cn")->id}, file,
                           [](const help::Refused&) {});
  const bench::Call ask{"GET", "/api/v1/ask?lang=en&q=compliance%20retention%20policy", session};
  for (int second = 0; second < 60 && !bench::fetch(port, ask).contains("external_id\":\"en:"); ++second)
    std::this_thread::sleep_for(std::chrono::seconds{1});
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return fmt::print(stderr, "desk_bench MADOGUCHI [REQUESTS [ARTICLES]]\n"), 2;
  const int requests = count > 2 ? std::atoi(words[2]) : 100'000;
  auto pattern = (std::filesystem::temp_directory_path() / "madoguchi-bench-XXXXXX").string();
  const std::string folder = mkdtemp(pattern.data());
  seed(folder, requests);
  const double bare_opens = bare_open(folder);
  const double bare_lists = bare_list(folder);
  {
    const bench::Server server({words[1], "serve", "--demo", "--data", folder, "--listen", "127.0.0.1:0"});
    print_figure("start", "ready_s", server.ready_s());
    const auto admin = sign_in(server.port(), "admin@contoso.example");
    const auto agent = sign_in(server.port(), "agent@m365-cn.example");
    print_figure("memory at rest", "rss_anon_mb", bench::memory_mb(server.process()));

    const auto page =
        bench::fetch(server.port(), {"GET", "/api/v1/requests?view=unassigned&limit=50", agent});
    const auto id_at = page.find("\"id\":\"req_") + 6;
    const auto id = page.substr(id_at, page.find('"', id_at) - id_at);
    const auto questions = typed();
    const auto load = [&](int clients, int status, std::function<bench::Call(int, int)> call) {
      return bench::run({clients, 6, server.port(), server.process(), std::move(call), status});
    };
    const auto list = load(
        8, 200, [&](int, int) { return bench::Call{"GET", "/api/v1/requests?view=all&limit=50", agent}; });
    print("list of 50 by next promise", list, "bare loop", list.per_s / bare_lists);
    print("one request",
          load(8, 200, [&](int, int) { return bench::Call{"GET", "/api/v1/requests/" + id, agent}; }));
    print("its timeline", load(8, 200, [&](int, int) {
            return bench::Call{"GET", "/api/v1/requests/" + id + "/timeline", agent};
          }));
    if (count > 3) {
      import_articles(folder, words[3], server.port(), admin);
      print_figure("learning from the articles", "seconds", bench::until_at_rest(server.process(), 300));
      print_figure("memory with the articles", "rss_anon_mb", bench::memory_mb(server.process()));
    }
    print("ask while typing", load(8, 200, [&](int client, int n) {
            return bench::Call{"GET", questions[static_cast<size_t>(client * 31 + n) % questions.size()],
                               admin};
          }));
    const std::string body = fmt::format(
        R"({{"desk":"technical","subject":"Shared mailbox is missing","description":"{}","impact":{{"service":"impaired","people":"some"}},"contact":{{"way":"email"}}}})",
        description);
    const auto opened = load(32, 201, [&](int client, int n) {
      return bench::Call{
          "POST", "/api/v1/requests",
          admin + fmt::format("Content-Type: application/json\r\nIdempotency-Key: {}-{}\r\n", client, n),
          body};
    });
    print("open a request, durable, 32 clients", opened, "bare loop", opened.per_s / bare_opens);
    print_figure("memory after load", "rss_anon_mb", bench::memory_mb(server.process()));
  }
  std::filesystem::remove_all(folder);
  return 0;
}
