#include "http/connection.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/write.hpp>

#include "http/run.hpp"

namespace mado::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr size_t header_chunk_bytes = 4 * 1024;
constexpr size_t body_chunk_bytes = 64 * 1024;
/// A body or reply gets its time anew for so many bytes: a slow line is not a mistake, a dead one is.
constexpr size_t progress_bytes = 256 * 1024;
constexpr std::chrono::seconds linger_time{2};
constexpr size_t linger_bytes_max = 256 * 1024;

/// A body means something only where something is written (RFC 9110, 9.3.1 and 9.3.5).
bool takes_body(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch;
}

std::string_view text_of(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

}  // namespace

Connection::Connection(Worker& worker, Socket socket, Admission<std::string>::Ticket ticket,
                       std::string address)
    : worker_(worker),
      shared_(worker.shared()),
      ticket_(std::move(ticket)),
      socket_(std::move(socket)),
      address_(std::move(address)) {
  worker_.enter(this);
}

Connection::~Connection() { worker_.leave(this); }

Task<void> Connection::live(std::unique_ptr<Connection> self) {
  try {
    co_await self->run();
  } catch (const std::exception& mistake) {
    spdlog::error("connection: {}", mistake.what());
  }
}

void Connection::tick(std::int64_t now) {
  if (deadline_millis_ == 0 || now < deadline_millis_) return;
  deadline_millis_ = 0;
  is_late_ = true;
  Error ignored;
  socket_.cancel(ignored);
}

void Connection::drain() {
  if (!is_idle_) return;
  Error ignored;
  socket_.cancel(ignored);
}

void Connection::abandon() {
  Error ignored;
  is_open_ = false;
  socket_.close(ignored);
}

void Connection::expect_within(std::chrono::seconds time) {
  is_late_ = false;
  deadline_millis_ = steady_millis() + std::chrono::milliseconds(time).count();
}

Task<void> Connection::run() {
  while (is_open_ && !shared_.draining) {
    if (co_await wait_for_call() == Got::nothing) co_return;
    if (co_await read_header() == Got::all) co_await answer();
  }
  co_await linger();
}

Task<Connection::Error> Connection::read_some(size_t bytes) {
  auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(bytes), awaiting_tuple);
  buffer_.commit(size);
  co_return error;
}

/// Waits for the first byte; line breaks between calls are passed over (RFC 9112, 2.2).
Task<Connection::Got> Connection::wait_for_call() {
  for (;;) {
    while (buffer_.size() > 0 && (text_of(buffer_).front() == '\r' || text_of(buffer_).front() == '\n'))
      buffer_.consume(1);
    if (buffer_.size() > 0) co_return Got::all;
    is_idle_ = true;
    expect_within(shared_.limits.idle_timeout);
    const auto error = co_await read_some(header_chunk_bytes);
    is_idle_ = false;
    if (error) co_return Got::nothing;
  }
}

Task<Connection::Got> Connection::read_header() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(shared_.limits.header_bytes_max));
  parser_->body_limit(boost::none);
  call_ = {};
  route_ = nullptr;
  started_nanos_ = steady_nanos();
  expect_within(shared_.limits.header_timeout);
  for (;;) {
    Error error;
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (parser_->is_header_done()) break;
    if (error == beast_http::error::header_limit) {
      const bool in_first_line = !text_of(buffer_).contains('\n');
      co_await refuse(in_first_line ? Refusal{414, "target.too_long"} : Refusal{431, "headers.too_large"});
      co_return Got::nothing;
    }
    if (error && error != beast_http::error::need_more) {
      co_await refuse({400, "call.unreadable"});
      co_return Got::nothing;
    }
    error = co_await read_some(header_chunk_bytes);
    if (!error) continue;
    if (is_late_) co_await refuse({408, "call.too_slow"});
    is_open_ = false;
    co_return Got::nothing;
  }
  deadline_millis_ = 0;
  started_nanos_ = steady_nanos();
  co_return Got::all;
}

/// Whether this body may be read: it is not too large, and there is room for it.
std::optional<Refusal> Connection::admit_body(const Route& route, Admission<std::string>::Ticket& ticket) {
  const auto length = parser_->content_length();
  const auto bytes = length ? *length : route.body_bytes_max;
  if (bytes > route.body_bytes_max) return Refusal{413, "body.too_large"};
  using Answer = Admission<std::string>::Answer;
  const auto answer = shared_.bodies.enter(address_, ticket, bytes);
  if (answer == Answer::admitted) return std::nullopt;
  return Refusal{answer == Answer::key_full ? 429 : 503, "bodies.too_many"};
}

Task<Connection::Got> Connection::read_body(const Route& route) {
  if (parser_->is_done() || !takes_body(route.method)) co_return Got::all;
  Admission<std::string>::Ticket ticket;
  auto refusal = admit_body(route, ticket);
  if (refusal) {
    co_await refuse(*refusal);
    co_return Got::nothing;
  }
  parser_->body_limit(route.body_bytes_max);
  parser_->eager(true);
  if (boost::iequals(parser_->get()[beast_http::field::expect], "100-continue") && buffer_.size() == 0)
    co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", "");
  expect_within(shared_.limits.body_timeout);
  size_t read = 0;
  while (!parser_->is_done()) {
    Error error;
    if (buffer_.size() > 0) buffer_.consume(parser_->put(buffer_.data(), error));
    if (parser_->is_done()) break;
    if (error && error != beast_http::error::need_more) {
      refusal = error == beast_http::error::body_limit ? Refusal{413, "body.too_large"}
                                                       : Refusal{400, "call.unreadable"};
      break;
    }
    const auto before = buffer_.size();
    error = co_await read_some(body_chunk_bytes);
    if (error) {
      is_open_ = false;
      if (is_late_) refusal = Refusal{408, "call.too_slow"};
      if (!refusal) co_return Got::nothing;
      break;
    }
    const auto read_before = read;
    read += buffer_.size() - before;
    if (read / progress_bytes != read_before / progress_bytes) expect_within(shared_.limits.body_timeout);
  }
  deadline_millis_ = 0;
  if (refusal) {
    co_await refuse(*refusal);
    co_return Got::nothing;
  }
  call_.body = std::move(parser_->get().body());
  co_return Got::all;
}

/// Reads on for a moment after the last answer: closing at once would make the network throw it away before
/// the caller has read it.
Task<void> Connection::linger() {
  Error ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  expect_within(linger_time);
  size_t read = 0;
  while (!is_late_ && read < linger_bytes_max) {
    buffer_.clear();
    if (co_await read_some(header_chunk_bytes)) co_return;
    read += buffer_.size();
  }
}

Task<Connection::Error> Connection::write_all(std::string_view head, std::string_view body) {
  std::array<net::const_buffer, 2> buffers = {net::buffer(head), net::buffer(body)};
  Error error;
  auto written = socket_.write_some(buffers, error);
  const auto size = head.size() + body.size();
  if (written == size) co_return Error{};
  if (error && error != net::error::would_block) co_return error;
  expect_within(shared_.limits.write_timeout);
  while (written < size) {
    const auto left = written < head.size() ? head.substr(written) : body.substr(written - head.size());
    auto [failure, more] =
        co_await socket_.async_write_some(net::buffer(left.substr(0, progress_bytes)), awaiting_tuple);
    if (failure) co_return failure;
    if (written / progress_bytes != (written + more) / progress_bytes)
      expect_within(shared_.limits.write_timeout);
    written += more;
  }
  deadline_millis_ = 0;
  co_return Error{};
}

}  // namespace mado::http
