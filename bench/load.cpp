#include "load.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace mado::bench {
namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

class Connection {
 public:
  explicit Connection(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
  }
  ~Connection() { close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Head and body of the answer.
  std::string ask(const Call& call) {
    const auto text = call.method + ' ' + call.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + call.headers +
                      "Content-Length: " + std::to_string(call.body.size()) + "\r\n\r\n" + call.body;
    if (write(socket_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      throw std::runtime_error("cannot send");
    std::string answer;
    size_t whole = std::string::npos;
    char buffer[65536];
    while (whole == std::string::npos || answer.size() < whole) {
      const auto got = read(socket_, buffer, sizeof buffer);
      if (got <= 0) throw std::runtime_error("connection lost");
      answer.append(buffer, static_cast<size_t>(got));
      const auto end = answer.find("\r\n\r\n");
      if (whole == std::string::npos && end != std::string::npos) {
        const auto length = answer.find("Content-Length: ");
        whole = end + 4 + (length < end ? std::strtoul(answer.c_str() + length + 16, nullptr, 10) : 0);
      }
    }
    return answer;
  }

 private:
  int socket_;
};

int status_of(const std::string& answer) { return std::atoi(answer.c_str() + 9); }

}  // namespace

std::string fetch(int port, const Call& call) { return Connection(port).ask(call); }

Figures run(const Load& load) {
  std::vector<double> times;
  std::mutex mutex;
  Figures figures;
  const double cpu_before = cpu_seconds(load.server);
  const auto start = Steady::now();
  {
    std::vector<std::jthread> clients;
    for (int client = 0; client < load.clients; ++client)
      clients.emplace_back([&, client] {
        Connection connection(load.port);
        std::vector<double> own;
        size_t failed = 0;
        for (int n = 0; seconds_since(start) < load.seconds; ++n) {
          const auto call = load.call(client, n);
          const auto sent = Steady::now();
          failed += status_of(connection.ask(call)) != load.status;
          own.push_back(seconds_since(sent) * 1000);
        }
        const std::lock_guard lock(mutex);
        times.insert(times.end(), own.begin(), own.end());
        figures.failed += failed;
      });
  }
  const double took = seconds_since(start);
  std::ranges::sort(times);
  figures.n = times.size();
  if (times.empty()) return figures;
  figures.per_s = static_cast<double>(times.size()) / took;
  figures.p50_ms = times[times.size() / 2];
  figures.p99_ms = times[times.size() * 99 / 100];
  figures.cpu_ms = (cpu_seconds(load.server) - cpu_before) * 1000 / static_cast<double>(times.size());
  return figures;
}

double cpu_seconds(pid_t process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string field;
  for (int at = 0; at < 11; ++at) rest >> field;
  double user = 0, system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double until_at_rest(pid_t process, int seconds_max) {
  int quiet = 0;
  int second = 0;
  for (double before = cpu_seconds(process); quiet < 8 && second < seconds_max; ++second) {
    std::this_thread::sleep_for(std::chrono::seconds{1});
    const double now = cpu_seconds(process);
    quiet = now - before < 0.05 ? quiet + 1 : 0;
    before = now;
  }
  return second - quiet;
}

double memory_mb(pid_t process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("RssAnon:")) return std::strtod(line.c_str() + 8, nullptr) / 1024;
  return 0;
}

Server::Server(const std::vector<std::string>& arguments) {
  int out[2];
  if (pipe(out) != 0) throw std::runtime_error("no pipe");
  const auto start = Steady::now();
  process_ = fork();
  if (process_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    close(out[0]);
    std::vector<char*> words;
    for (const auto& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execv(words[0], words.data());
    _exit(127);
  }
  close(out[1]);
  std::string text;
  char buffer[512];
  while (!text.contains('\n')) {
    const auto got = read(out[0], buffer, sizeof buffer);
    if (got <= 0) throw std::runtime_error("the server did not start");
    text.append(buffer, static_cast<size_t>(got));
  }
  ready_s_ = seconds_since(start);
  port_ = std::atoi(text.c_str() + text.rfind(':') + 1);
}

Server::~Server() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

}  // namespace mado::bench
