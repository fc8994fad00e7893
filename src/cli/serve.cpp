#include "cli/serve.hpp"

#include <malloc.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "cli/contract.hpp"
#include "cli/data.hpp"
#include "cli/demo.hpp"
#include "cli/live.hpp"
#include "health/api.hpp"
#include "help/api.hpp"
#include "help/follower.hpp"
#include "help/from_request_api.hpp"
#include "help/office_api.hpp"
#include "help/pictures_api.hpp"
#include "help/questions_api.hpp"
#include "help/related.hpp"
#include "help/sources.hpp"
#include "help/teacher.hpp"
#include "help/votes_api.hpp"
#include "http/server.hpp"
#include "operators/api.hpp"
#include "operators/follower.hpp"
#include "pages/api.hpp"
#include "people/api.hpp"
#include "people/door.hpp"
#include "people/pane_api.hpp"
#include "people/rules.hpp"
#include "requests/api.hpp"
#include "requests/follower.hpp"
#include "requests/incidents.hpp"
#include "requests/policy_follower.hpp"
#include "requests/similar.hpp"

namespace mado::cli {
namespace {

/// A folder that vanishes with the process: where a demo without --data lives.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "madoguchi-demo-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// SIGTERM and SIGINT are waited for, not handled: blocked here, before any thread starts.
class StopSignal {
 public:
  StopSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  void wait() const {
    int which = 0;
    sigwait(&signals_, &which);
  }

 private:
  sigset_t signals_{};
};

http::Router routes(operators::Operators& operators, const help::Index& index, IdMaker& ids,
                    const Clock& clock, const ServeOptions& options) {
  using Demo = people::Parts::DemoPassword;
  http::Router router;
  add_contract(router);
  people::add_routes(router, {operators, clock, options.demo ? Demo::allowed : Demo::refused});
  people::add_pane_routes(router, operators, clock);
  operators::add_routes(router, {operators, clock, [](const auto& caller, const auto& policy, auto right) {
                                   return people::require(caller, policy, right);
                                 }});
  health::add_routes(router, {operators, ids, clock});
  requests::add_routes(router, {operators, ids, clock});
  const help::Parts asking{operators, index, clock, {help::own_requests(operators)}};
  help::add_routes(router, asking);
  help::add_related_route(router, operators, asking);
  help::add_question_routes(router, ids, asking);
  help::add_office_routes(router, {operators, ids, clock});
  help::add_from_request(router, operators, ids, clock);
  help::add_vote_routes(router, operators, clock);
  help::add_picture_routes(router, operators, ids, clock);
  pages::add_routes(router, {operators, clock, asking});
  return router;
}

Result<void> fill(db::Database& database, IdMaker& ids, const Clock& clock, const ServeOptions& options) {
  if (!publish_policies(database, ids, clock, options.policies))
    return fail(ErrorCode::invalid, "policy.mistakes");
  if (options.demo) MADO_CHECK(fill_demo(database, ids, clock));
  return publish_starter_if_empty(database, ids, clock);
}

Result<db::Position> load(db::Database& database, operators::Operators& operators) {
  db::Position end;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    end = db::journal_end(snapshot);
    return operators.load(snapshot);
  }));
  return end;
}

/// Big pieces of memory (indexes, what learning needs) go back to the system when they are given up. Left
/// alone, glibc would come to keep them in its heaps, a hundred megabytes after three languages were learned.
void give_memory_back() {
  constexpr int big_bytes = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, big_bytes);
}

Result<void> run(const ServeOptions& options, const StopSignal& stop) {
  give_memory_back();
  std::optional<TemporaryFolder> temporary;
  auto data = options.data;
  if (data.empty() && options.database.empty() && options.demo) data = temporary.emplace().path();
  MADO_TRY(database,
           open_database({.data = data.empty() ? DataOptions{}.data : data, .database = options.database}));

  const SystemClock clock;
  IdMaker ids(clock, node_number());
  MADO_CHECK(fill(*database, ids, clock, options));

  operators::Operators operators;
  MADO_TRY(end, load(*database, operators));
  http::Live live{.filter = live_filter(operators), .from = end};
  live.before_telling = [&](db::Snapshot& snapshot, std::span<const db::JournalEntry> entries) {
    operators.see(snapshot, entries);
  };
  const help::Index index(*database);
  const help::Teacher teacher(*database, clock);
  people::Door door(operators, clock);
  http::Server server(*database, clock, door, routes(operators, index, ids, clock, options), std::move(live));
  const db::Follower texts(*database, "requests.text", requests::index_text);
  const db::Follower incidents(*database, "requests.incidents", requests::tell_incidents);
  const operators::PolicyWatch versions(*database, clock);
  const requests::PolicyMover moves({operators, ids, clock}, *database);
  const requests::ClockWatch clocks({operators, ids, clock}, *database);
  MADO_TRY(address, server.start(options.listen));
  server.set_ready();
  std::cout << "listening on http://" << address << std::endl;
  stop.wait();
  server.stop();
  return {};
}

}  // namespace

int serve(const ServeOptions& options) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("madoguchi"));
  const StopSignal stop;
  const auto done = run(options, stop);
  if (done) return 0;
  complain(done.error());
  return 1;
}

}  // namespace mado::cli
