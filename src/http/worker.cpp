#include "http/worker.hpp"

#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/connection.hpp"
#include "http/problem.hpp"
#include "http/reply_head.hpp"

namespace mado::http {
namespace {

constexpr int waiting_connections_max = 1024;  ///< in the kernel, before they are accepted
constexpr std::chrono::milliseconds tick_interval{500};
constexpr std::chrono::milliseconds pause_without_descriptors{100};

using ReusePort = net::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr std::array method_names = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

}  // namespace

Worker::Worker(Shared& shared) : shared_(shared), streams_(shared, context_.get_executor()) {
  for (const auto& route : shared.router.routes())
    meters_.emplace(
        &route, RouteMeter(shared.meters, method_names[static_cast<size_t>(route.method)], route.pattern));
  meters_.emplace(nullptr, RouteMeter(shared.meters, "", ""));
}

Worker::~Worker() = default;

tcp::endpoint Worker::listen(const tcp::endpoint& endpoint, Claim claim) {
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(net::socket_base::reuse_address(true));
  acceptor_.set_option(ReusePort(claim == Claim::shared));
  acceptor_.bind(endpoint);
  acceptor_.listen(waiting_connections_max);
  // A socket may be opened to others of its user after it has the address; looking first whether it is free,
  // and then binding anew, would leave a gap in which another server binds, too.
  acceptor_.set_option(ReusePort(true));
  return acceptor_.local_endpoint();
}

void Worker::run() {
  net::co_spawn(context_, accept(), net::detached);
  net::co_spawn(context_, tick(), net::detached);
  context_.run();
}

Task<void> Worker::accept() {
  for (;;) {
    auto [error, socket] = co_await acceptor_.async_accept(awaiting_tuple);
    if (error == net::error::operation_aborted || !acceptor_.is_open()) co_return;
    if (!error) {
      admit(std::move(socket));
      continue;
    }
    spdlog::error("accept: {}", error.message());
    Timer pause(context_, pause_without_descriptors);
    co_await pause.async_wait(awaiting_tuple);
  }
}

void Worker::admit(Socket socket) {
  boost::system::error_code error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;
  socket.set_option(tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  auto address = remote.address().to_string();
  Admission<std::string>::Ticket ticket;
  const auto answer = shared_.connections.enter(address, ticket);
  if (answer == Admission<std::string>::Answer::admitted) {
    auto connection =
        std::make_unique<Connection>(*this, std::move(socket), std::move(ticket), std::move(address));
    net::co_spawn(context_, Connection::live(std::move(connection)), net::detached);
    return;
  }
  const bool full = answer == Admission<std::string>::Answer::full;
  const auto reply = problem_with_status(full ? 503 : 429, "connections.too_many", Language::en);
  const auto head = reply_head(reply, {.date = date(),
                                       .cache_control = "no-store",
                                       .ending = Ending::close,
                                       .body_bytes = reply.body.size()});
  socket.write_some(std::array{net::buffer(head), net::buffer(reply.body)}, error);
  socket.shutdown(tcp::socket::shutdown_send, error);
}

Task<void> Worker::tick() {
  while (!finishing_) {
    timer_.expires_after(tick_interval);
    const auto [error] = co_await timer_.async_wait(awaiting_tuple);
    if (error) co_return;
    const auto now = steady_millis();
    for (auto* connection : connections_) connection->tick(now);
    streams_.tick(now);
  }
}

void Worker::drain() {
  net::post(context_, [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (auto* connection : connections_) connection->drain();
    streams_.close_all();
  });
}

void Worker::abandon() {
  net::post(context_, [this] {
    for (auto* connection : connections_) connection->abandon();
    streams_.close_all();
  });
}

void Worker::finish() {
  net::post(context_, [this] {
    finishing_ = true;
    timer_.cancel();
    work_.reset();
  });
}

void Worker::tell(std::shared_ptr<const Entries> entries) {
  net::post(context_, [this, entries = std::move(entries)] { streams_.see(*entries); });
}

std::string_view Worker::date() {
  const auto now = shared_.clock.now();
  const auto second = count_of(now) / 1000;
  if (second != date_second_) {
    date_second_ = second;
    date_ = http_date(now);
  }
  return date_;
}

void Worker::count(const Route* route, int status, std::int64_t nanos) {
  meters_.at(route).count(status, std::chrono::nanoseconds(nanos));
}

}  // namespace mado::http
