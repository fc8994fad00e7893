/// Closed-loop load over HTTP/1.1 keep-alive: so many clients, each sending its next call when the last was
/// answered.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace mado::bench {

struct Call {
  std::string method;
  std::string target;
  std::string headers = {};  ///< lines, each ending in \r\n
  std::string body = {};
};

struct Load {
  int clients = 8;
  double seconds = 5;
  int port = 0;
  pid_t server = 0;                             ///< whose processor time is counted
  std::function<Call(int client, int n)> call;  ///< the n-th call of a client
  int status = 200;                             ///< that is expected; others are counted as failed
};

struct Figures {
  std::size_t n = 0;
  std::size_t failed = 0;
  double per_s = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  double cpu_ms = 0;  ///< of the server, for each call
};

Figures run(const Load& load);

/// One call on a connection of its own; the whole answer.
std::string fetch(int port, const Call& call);

/// Processor seconds that a process has used, and its memory that cannot be given back (RssAnon) in MB.
double cpu_seconds(pid_t process);
double memory_mb(pid_t process);
/// Waits until a process does next to nothing (eight seconds with less than a twentieth of a processor);
/// answers the seconds that it took, at most `seconds_max`.
double until_at_rest(pid_t process, int seconds_max);

/// `madoguchi serve …` as a child process.
class Server {
 public:
  explicit Server(const std::vector<std::string>& arguments);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  int port() const { return port_; }
  pid_t process() const { return process_; }
  double ready_s() const { return ready_s_; }  ///< from start to `listening on`

 private:
  pid_t process_ = 0;
  int port_ = 0;
  double ready_s_ = 0;
};

}  // namespace mado::bench
