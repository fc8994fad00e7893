/// The HTTP server: connections, limits, timeouts, static files, the event stream. Beast stays behind this
/// header.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "db/database.hpp"
#include "db/journal.hpp"
#include "http/call.hpp"
#include "http/router.hpp"

namespace mado::http {

/// Every bound of the server, with its default.
struct Limits {
  size_t connections_max = 8'000;
  size_t connections_per_address_max = 2'000;
  size_t header_bytes_max = 16 * 1024;
  size_t target_bytes_max = 4 * 1024;
  size_t bodies_bytes_max = 256 * 1024 * 1024;             ///< of all bodies being read at once
  size_t bodies_bytes_per_address_max = 64 * 1024 * 1024;  ///< a few uploads of the largest kind
  std::chrono::seconds header_timeout{10};
  std::chrono::seconds body_timeout{60};
  std::chrono::seconds idle_timeout{60};
  std::chrono::seconds write_timeout{30};
  std::chrono::seconds drain_timeout{8};  ///< after SIGTERM
  size_t streams_max = 5'000;             ///< event streams
  size_t streams_per_person_max = 20;
  size_t stream_events_waiting_max = 64;  ///< a slower reader is cut off and resumes
  unsigned threads = 2;
  unsigned work_threads = 2;
  size_t work_jobs_max = 64;
  std::int64_t idempotency_keep_hours = 24;
};

/// What a person may know of a journal entry: the event's name and its JSON, or nothing.
struct LiveEvent {
  std::string name;  ///< "request.changed"
  std::string data;  ///< {"type","request"…}: type and ids only
};
using LiveFilter = std::function<std::optional<LiveEvent>(const Caller&, const db::JournalEntry&)>;

/// What browsers are told of the journal, from the first entry after `from` on.
struct Live {
  LiveFilter filter;
  db::Position from = {};
  /// Brings what is kept in memory up to date before anybody is told: whoever asks because of an event finds
  /// the new state. On a database thread.
  db::Watcher::See before_telling = [](db::Snapshot&, std::span<const db::JournalEntry>) {};
};

class Server {
 public:
  Server(db::Database& database, const Clock& clock, Doorkeeper& doorkeeper, Router router, Live live,
         Limits limits = {});
  ~Server();
  /// Binds HOST:PORT (port 0 picks one) and starts the threads. Answers the address with the port in use. An
  /// address that another server listens on is never shared. Errors: unavailable ("listen.no_address",
  /// "listen.in_use", "listen.failed", with values listen and, for the last, reason).
  Result<std::string> start(const std::string& listen);
  /// Drains: no new connections, running calls end, streams are closed; within drain_timeout.
  void stop();
  /// /readyz answers 503 until this is said.
  void set_ready();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace mado::http
