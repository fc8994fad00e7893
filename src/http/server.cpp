#include "http/server.hpp"

#include <spdlog/spdlog.h>

#include <thread>

#include "embedded/web.hpp"
#include "http/problem.hpp"
#include "http/store.hpp"
#include "http/worker.hpp"

namespace mado::http {
namespace {

constexpr std::chrono::milliseconds drain_look_interval{20};
constexpr std::chrono::minutes sweep_interval{10};

/// HOST:PORT, [HOST]:PORT; "localhost" is 127.0.0.1.
std::optional<tcp::endpoint> endpoint_of(const std::string& listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  auto host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  const auto port = listen.substr(colon + 1);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  boost::system::error_code error;
  const auto address = net::ip::make_address(host, error);
  if (error || std::stoi(port) > 65535) return std::nullopt;
  return tcp::endpoint(address, static_cast<unsigned short>(std::stoi(port)));
}

std::string text_of(const tcp::endpoint& endpoint) {
  const auto host = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? '[' + host + ']' : host) + ':' + std::to_string(endpoint.port());
}

std::unexpected<Error> cannot_listen(std::string key, std::map<std::string, std::string> values) {
  return std::unexpected(
      Error{.code = ErrorCode::unavailable, .key = std::move(key), .values = std::move(values)});
}

Route plain_route(std::string pattern, std::function<Reply(const Caller&)> show) {
  Route route{.method = Method::get, .pattern = std::move(pattern), .kind = Kind::plain};
  route.show = [show = std::move(show)](const Held&, const Caller& caller) { return show(caller); };
  return route;
}

}  // namespace

struct Server::Inner {
  Inner(db::Database& database, const Clock& clock, Doorkeeper& doorkeeper, Router router, Live live,
        const Limits& limits)
      : shared{.database = database,
               .clock = clock,
               .doorkeeper = doorkeeper,
               .router = std::move(router),
               .live = std::move(live.filter),
               .limits = limits,
               .web = WebFiles(embedded::web())},
        from(live.from),
        before_telling(std::move(live.before_telling)) {
    add_own_routes();
  }

  void add_own_routes() {
    shared.router.add(plain_route(
        "/healthz", [](const Caller&) { return Reply{.content_type = "text/plain", .body = "ok\n"}; }));
    shared.router.add(plain_route("/readyz", [this](const Caller& caller) {
      if (!shared.ready || shared.draining) return problem_with_status(503, "starting", caller.language);
      return Reply{.content_type = "text/plain", .body = "ready\n"};
    }));
    shared.router.add(plain_route("/metrics", [this](const Caller&) {
      return Reply{.content_type = "text/plain; version=0.0.4",
                   .body = shared.meters.text({.connections = shared.connections.total(),
                                               .streams = shared.streams.total(),
                                               .database_jobs_waiting = shared.database.jobs_waiting(),
                                               .work_jobs_waiting = shared.work.waiting()})};
    }));
    shared.router.add({.method = Method::get, .pattern = "/api/v1/events", .kind = Kind::stream});
  }

  void listen(tcp::endpoint& endpoint) {
    for (unsigned at = 0; at < shared.limits.threads; ++at) {
      workers.push_back(std::make_unique<Worker>(shared));
      endpoint = workers.back()->listen(endpoint, at == 0 ? Worker::Claim::alone : Worker::Claim::shared);
    }
  }

  void watch_journal() {
    const auto see = [this](db::Snapshot& snapshot, std::span<const db::JournalEntry> entries) {
      before_telling(snapshot, entries);
      const auto batch = std::make_shared<const Entries>(entries.begin(), entries.end());
      for (const auto& worker : workers) worker->tell(batch);
    };
    watcher.emplace(shared.database, from, see);
  }

  /// Forgets old replies, now and then.
  void sweep() {
    std::unique_lock lock(mutex);
    do {
      lock.unlock();
      const auto until = shared.clock.now() - std::chrono::hours(shared.limits.idempotency_keep_hours);
      shared.database.write(
          [until](db::Tx& tx) -> Result<void> {
            sweep_replies(tx, until);
            return {};
          },
          [](const Result<void>& result) {
            if (!result) spdlog::error("sweep of kept replies: {}", result.error().cause);
          });
      lock.lock();
    } while (!stopped.wait_for(lock, sweep_interval, [this] { return is_stopping; }));
  }

  void wait_for_connections(std::chrono::milliseconds time) {
    const auto end = steady_millis() + time.count();
    while (shared.connections.total() > 0 && steady_millis() < end)
      std::this_thread::sleep_for(drain_look_interval);
  }

  void stop() {
    {
      const std::lock_guard lock(mutex);
      if (is_stopping) return;
      is_stopping = true;
    }
    stopped.notify_all();
    shared.draining = true;
    watcher.reset();
    for (const auto& worker : workers) worker->drain();
    wait_for_connections(shared.limits.drain_timeout);
    for (const auto& worker : workers) worker->abandon();
    // What is left waits for the database, which answers every job.
    while (shared.connections.total() > 0) wait_for_connections(std::chrono::seconds(1));
    for (const auto& worker : workers) worker->finish();
    for (auto& thread : threads) thread.join();
  }

  Shared shared;
  const db::Position from;
  const db::Watcher::See before_telling;
  std::vector<std::unique_ptr<Worker>> workers;
  std::vector<std::thread> threads;
  std::optional<db::Watcher> watcher;
  std::mutex mutex;
  std::condition_variable stopped;
  bool is_stopping = false;
};

Server::Server(db::Database& database, const Clock& clock, Doorkeeper& doorkeeper, Router router, Live live,
               Limits limits)
    : inner_(
          std::make_unique<Inner>(database, clock, doorkeeper, std::move(router), std::move(live), limits)) {}

Server::~Server() { stop(); }

Result<std::string> Server::start(const std::string& listen) {
  auto endpoint = endpoint_of(listen);
  if (!endpoint) return cannot_listen("listen.no_address", {{"listen", listen}});
  try {
    inner_->listen(*endpoint);
  } catch (const boost::system::system_error& failure) {
    if (failure.code() == net::error::address_in_use)
      return cannot_listen("listen.in_use", {{"listen", listen}});
    return cannot_listen("listen.failed", {{"listen", listen}, {"reason", failure.code().message()}});
  }
  inner_->watch_journal();
  for (const auto& worker : inner_->workers) inner_->threads.emplace_back([&worker] { worker->run(); });
  inner_->threads.emplace_back([this] { inner_->sweep(); });
  return text_of(*endpoint);
}

void Server::stop() { inner_->stop(); }

void Server::set_ready() { inner_->shared.ready = true; }

}  // namespace mado::http
