/// One connection: reads call after call, each within its limits and times, and answers it.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>

#include "http/intake.hpp"
#include "http/reply_head.hpp"
#include "http/worker.hpp"

namespace mado::http {

class Connection {
 public:
  Connection(Worker& worker, Socket socket, Admission<std::string>::Ticket ticket, std::string address);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The connection's whole life.
  static Task<void> live(std::unique_ptr<Connection> self);
  /// Ends what has taken too long.
  void tick(std::int64_t now_millis);
  /// Ends if it waits for a call; else after the answer to the one that runs.
  void drain();
  void abandon();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Error = boost::system::error_code;
  enum class Got { all, nothing };  ///< nothing: the connection ends, or it has been answered already

  Task<void> run();
  Task<Got> wait_for_call();
  Task<Got> read_header();
  Task<Got> read_body(const Route& route);
  std::optional<Refusal> admit_body(const Route& route, Admission<std::string>::Ticket& ticket);
  Task<Error> read_some(size_t bytes);
  Task<void> linger();

  Task<void> answer();
  std::optional<Reply> preflight_of_guest();
  Result<void> admit(const Router::Match& match);
  Task<void> answer_unrouted(const Router::Match& match);
  Task<void> answer_file(const WebFile& file);
  Task<void> answer_route(const Route& route);
  Task<void> answer_stream();
  Task<void> refuse(Refusal refusal);
  Task<void> send(Reply reply);
  Task<void> send_bytes(Reply& reply, std::string_view body);
  Task<Error> write_all(std::string_view head, std::string_view body);

  Ending ending() const;
  bool has_unread_body() const;
  Language language() const;
  void expect_within(std::chrono::seconds time);

  Worker& worker_;
  Shared& shared_;
  Admission<std::string>::Ticket ticket_;
  Socket socket_;
  const std::string address_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string guest_origin_ = {};  ///< of the page of another site that makes the call and may read the reply
  Call call_;
  const Route* route_ = nullptr;  ///< of the call that is answered now
  std::int64_t started_nanos_ = 0;
  std::int64_t deadline_millis_ = 0;  ///< 0: none
  bool is_idle_ = false;
  bool is_late_ = false;
  bool is_open_ = true;  ///< more calls may come
};

}  // namespace mado::http
