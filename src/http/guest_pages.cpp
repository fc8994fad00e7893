#include "http/guest_pages.hpp"

#include "http/guard.hpp"

namespace mado::http {
namespace {

/// How long a browser may remember the answer; it asks anew for every address.
constexpr std::string_view remembered_seconds = "7200";
constexpr std::string_view headers_taken = "Authorization, Content-Type, Idempotency-Key";

}  // namespace

std::string guest_origin(const Call& call, const Route* route, Doorkeeper& doorkeeper) {
  const auto origin = call.header("origin");
  if (origin.empty() || route == nullptr || route->open_to != OpenTo::pane) return {};
  if (is_own_page(call, origin) || !doorkeeper.is_host_of_pane(call)) return {};
  return std::string(origin);
}

std::optional<Method> asked_before(const Header& header) {
  if (header.method() != boost::beast::http::verb::options) return std::nullopt;
  Header asked;
  asked.method_string(header["Access-Control-Request-Method"]);
  return method_of(asked);
}

Reply preflight_reply(const std::string& origin, const Route& route) {
  auto reply = no_content();
  show_to_guest(reply, origin);
  reply.headers.emplace_back("Access-Control-Allow-Methods", method_name(route.method));
  reply.headers.emplace_back("Access-Control-Allow-Headers", headers_taken);
  reply.headers.emplace_back("Access-Control-Max-Age", remembered_seconds);
  return reply;
}

void show_to_guest(Reply& reply, const std::string& origin) {
  reply.headers.emplace_back("Access-Control-Allow-Origin", origin);
  reply.headers.emplace_back("Vary", "Origin");
}

}  // namespace mado::http
