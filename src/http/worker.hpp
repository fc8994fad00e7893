/// One thread of the server: its io_context, its listening socket, its connections and event streams. Only
/// its own thread touches it, except for what says otherwise.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "http/shared.hpp"
#include "http/streams.hpp"
#include "http/wire.hpp"

namespace mado::http {

class Connection;

class Worker {
 public:
  explicit Worker(Shared& shared);
  ~Worker();

  /// Before run(): binds. The first of a server's threads must have the address for itself, so that no other
  /// server's connections are taken; the further ones then share it with the first. Throws
  /// boost::system::system_error.
  enum class Claim { alone, shared };
  tcp::endpoint listen(const tcp::endpoint& endpoint, Claim claim);
  /// The thread's whole life.
  void run();
  /// From any thread: accepts no more, ends what waits for a call, closes streams.
  void drain();
  /// From any thread: closes every connection now.
  void abandon();
  /// From any thread: run() ends when its last connection has ended.
  void finish();
  /// From any thread: new journal entries for this thread's streams.
  void tell(std::shared_ptr<const Entries> entries);

  Shared& shared() { return shared_; }
  Executor executor() { return context_.get_executor(); }
  StreamHub& streams() { return streams_; }
  void enter(Connection* connection) { connections_.insert(connection); }
  void leave(Connection* connection) { connections_.erase(connection); }
  /// Now, as a Date header says it.
  std::string_view date();
  /// Counts a call; `route` null: no route (a file, an unknown path).
  void count(const Route* route, int status, std::int64_t nanos);

 private:
  using Timer = net::basic_waitable_timer<std::chrono::steady_clock,
                                          net::wait_traits<std::chrono::steady_clock>, Executor>;
  Task<void> accept();
  Task<void> tick();
  void admit(Socket socket);

  Shared& shared_;
  Context context_{1};
  net::executor_work_guard<Executor> work_{context_.get_executor()};
  Acceptor acceptor_{context_};
  Timer timer_{context_};
  bool finishing_ = false;  ///< the timer may have rung, or not have been set yet, when it is cancelled
  StreamHub streams_;
  std::unordered_set<Connection*> connections_;
  std::unordered_map<const Route*, RouteMeter> meters_;
  std::int64_t date_second_ = -1;
  std::string date_;
};

}  // namespace mado::http
