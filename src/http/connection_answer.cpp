#include <spdlog/spdlog.h>

#include "http/connection.hpp"
#include "http/guard.hpp"
#include "http/guest_pages.hpp"
#include "http/problem.hpp"
#include "http/run.hpp"

namespace mado::http {
namespace {

constexpr std::string_view kept_for_a_year = "public, max-age=31536000, immutable";

/// Pages of other sites name the pane's script by an address that stays: they get a new one within the hour.
std::string_view keeping_of(const WebFile& file) {
  if (file.use == WebFile::Use::handed_out) return "public, max-age=3600";
  return file.immutable ? kept_for_a_year : "no-cache";
}

bool is_api(std::string_view path) { return path.starts_with("/api/"); }

/// A page costs little to compress and is read over real lines; data for a program on this machine is not
/// worth it.
bool is_worth_compressing(const Reply& reply, std::string_view address) {
  if (reply.body.size() < compress_bytes_min || !is_compressible(reply.content_type)) return false;
  return reply.content_type.starts_with("text/html") || !(address.starts_with("127.") || address == "::1");
}

void compress_reply(Reply& reply, const Call& call) {
  if (!is_worth_compressing(reply, call.remote_address)) return;
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  const auto coding = accepted_coding(call.header("accept-encoding"));
  if (coding == Coding::plain) return;
  reply.body = compress(reply.body, coding, Effort::quick);
  reply.headers.emplace_back("Content-Encoding", name_of(coding));
}

}  // namespace

Ending Connection::ending() const {
  const bool keeps = is_open_ && !shared_.draining && parser_->keep_alive();
  return keeps ? Ending::keep_alive : Ending::close;
}

bool Connection::has_unread_body() const { return parser_->is_header_done() && !parser_->is_done(); }

Language Connection::language() const { return shared_.doorkeeper.language_of(call_); }

Task<void> Connection::answer() {
  auto taken = take_in(parser_->get(), address_, shared_.limits.target_bytes_max);
  if (!taken) {
    co_await refuse(taken.error());
    co_return;
  }
  call_ = *std::move(taken);
  if (auto preflight = preflight_of_guest()) {
    co_await send(*std::move(preflight));
    co_return;
  }
  auto match = shared_.router.match(method_of(parser_->get()), call_.path);
  if (const auto admitted = admit(match); !admitted) {
    co_await send(problem(admitted.error(), language()));
    co_return;
  }
  if (match.route == nullptr) {
    co_await answer_unrouted(match);
    co_return;
  }
  route_ = match.route;
  call_.parameters = std::move(match.parameters);
  if (route_->kind == Kind::stream)
    co_await answer_stream();
  else
    co_await answer_route(*route_);
}

std::optional<Reply> Connection::preflight_of_guest() {
  const auto asked = asked_before(parser_->get());
  if (!asked) return std::nullopt;
  const auto match = shared_.router.match(asked, call_.path);
  const auto origin = guest_origin(call_, match.route, shared_.doorkeeper);
  return origin.empty() ? std::nullopt : std::optional(preflight_reply(origin, *match.route));
}

/// A page of another site may call what is open to it, without the browser's cookies. Error: forbidden.
Result<void> Connection::admit(const Router::Match& match) {
  guest_origin_ = guest_origin(call_, match.route, shared_.doorkeeper);
  if (guest_origin_.empty()) return refuse_cross_site(call_);
  call_.headers.erase("cookie");
  return {};
}

Task<void> Connection::answer_unrouted(const Router::Match& match) {
  const auto method = method_of(parser_->get());
  const bool reads = method == Method::get || method == Method::head;
  std::optional<WebFile> file;
  if (!match.other_method && call_.path.starts_with('/'))
    file = shared_.web.find(call_.path, accepted_coding(call_.header("accept-encoding")));
  if (file && reads) {
    co_await answer_file(*file);
    co_return;
  }
  const bool wrong_method = file || match.other_method;
  const bool by_browser = !is_api(call_.path) && call_.header("accept").contains("text/html");
  Reply reply;
  if (wrong_method) {
    reply = problem_with_status(405, "method.not_allowed", language());
    reply.headers.emplace_back("Allow", file ? "GET, HEAD" : match.allow);
  } else if (by_browser) {
    reply = problem_page(404, "not_found", language());
  } else {
    reply = problem_with_status(404, "not_found", language());
  }
  co_await send(std::move(reply));
}

Task<void> Connection::answer_file(const WebFile& file) {
  Reply reply{.content_type = std::string(file.content_type)};
  reply.headers.emplace_back("ETag", file.etag);
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  reply.headers.emplace_back("Cache-Control", keeping_of(file));
  if (file.use == WebFile::Use::handed_out)
    reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  if (file.use == WebFile::Use::opened_by_others)
    reply.headers.emplace_back("Cross-Origin-Opener-Policy", "unsafe-none");
  if (const auto known = call_.header("if-none-match"); matches_etag(known, file.etag)) {
    reply.status = 304;
    reply.content_type.clear();
    co_await send_bytes(reply, "");
    co_return;
  }
  if (file.coding != Coding::plain) reply.headers.emplace_back("Content-Encoding", name_of(file.coding));
  co_await send_bytes(reply, file.body);
}

Task<void> Connection::answer_route(const Route& route) {
  if (co_await read_body(route) == Got::nothing) co_return;
  auto reply = co_await run_route(shared_, route, call_, worker_.executor());
  co_await send(std::move(reply));
}

Task<void> Connection::answer_stream() {
  if (has_unread_body()) {
    co_await refuse({400, "body.unwanted"});
    co_return;
  }
  auto start = co_await start_stream(shared_, call_, worker_.executor());
  if (!start) {
    co_await send(problem_logged(start.error(), language(), call_));
    co_return;
  }
  using Answer = Admission<PersonId>::Answer;
  Admission<PersonId>::Ticket ticket;
  const auto answer = shared_.streams.enter(start->caller.person_id, ticket);
  if (answer != Answer::admitted || shared_.draining) {
    const auto status = answer == Answer::key_full ? 429 : 503;
    co_await send(problem_with_status(status, "streams.too_many", start->caller.language));
    co_return;
  }
  const Reply opening{.content_type = "text/event-stream"};
  auto head = reply_head(
      opening,
      {.date = worker_.date(), .cache_control = "no-store", .ending = Ending::close, .says_length = false});
  is_open_ = false;
  worker_.count(route_, 200, steady_nanos() - started_nanos_);
  worker_.streams().adopt({.socket = std::move(socket_),
                           .connection = std::move(ticket_),
                           .stream = std::move(ticket),
                           .call = std::move(call_),
                           .start = *std::move(start),
                           .head = std::move(head)});
}

/// Answers a call that cannot be gone on with; the connection ends after it.
Task<void> Connection::refuse(Refusal refusal) {
  is_open_ = false;
  auto reply = problem_with_status(refusal.status, refusal.key, language());
  co_await send_bytes(reply, reply.body);
}

Task<void> Connection::send(Reply reply) {
  try {
    compress_reply(reply, call_);
  } catch (const std::exception& mistake) {
    spdlog::error("compress: {}", mistake.what());
  }
  co_await send_bytes(reply, reply.body);
}

Task<void> Connection::send_bytes(Reply& reply, std::string_view body) {
  if (has_unread_body()) is_open_ = false;
  if (const auto guest = std::exchange(guest_origin_, {}); !guest.empty()) show_to_guest(reply, guest);
  const auto closes = ending();
  const bool is_private = is_api(call_.path) || reply.status >= 400;
  const auto head = reply_head(reply, {.date = worker_.date(),
                                       .cache_control = is_private ? "no-store" : "no-cache",
                                       .ending = closes,
                                       .body_bytes = body.size()});
  const auto took = steady_nanos() - started_nanos_;
  worker_.count(route_, reply.status, took);
  if (spdlog::should_log(spdlog::level::debug))
    spdlog::debug("{} {} {} {} us", std::string_view(parser_->get().method_string()), call_.path,
                  reply.status, took / 1000);
  const bool sends_body = parser_->get().method() != boost::beast::http::verb::head && reply.status != 304;
  if (closes == Ending::close) is_open_ = false;
  if (co_await write_all(head, sends_body ? body : std::string_view())) is_open_ = false;
}

}  // namespace mado::http
