#include "http/reply_head.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <iterator>

#include "http/problem.hpp"

namespace mado::http {
namespace {

constexpr std::string_view content_security_policy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

constexpr std::string_view protecting_headers =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

/// These protect, too, unless the reply says otherwise itself.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> usual_headers = {
    {{"Content-Security-Policy", content_security_policy},
     {"Cross-Origin-Opener-Policy", "same-origin"},
     {"Cross-Origin-Resource-Policy", "same-origin"}}};

bool has_header(const Reply& reply, std::string_view name) {
  return std::ranges::any_of(reply.headers,
                             [name](const auto& header) { return boost::iequals(header.first, name); });
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void append(std::string& head, std::string_view name, std::string_view value) {
  if (!is_one_line(name) || !is_one_line(value)) return;
  fmt::format_to(std::back_inserter(head), "{}: {}\r\n", name, value);
}

}  // namespace

std::string reply_head(const Reply& reply, const HeadFacts& facts) {
  std::string head;
  head.reserve(900);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status,
                 reason_of(reply.status), facts.date);
  if (!reply.content_type.empty()) append(head, "Content-Type", reply.content_type);
  const bool has_no_body = reply.status == 204 || reply.status == 304;
  if (facts.says_length && !has_no_body)
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", facts.body_bytes);
  head += facts.ending == Ending::close ? "Connection: close\r\n" : "Connection: keep-alive\r\n";
  for (const auto& [name, value] : reply.headers) append(head, name, value);
  if (!facts.cache_control.empty() && !has_header(reply, "Cache-Control"))
    append(head, "Cache-Control", facts.cache_control);
  for (const auto& [name, value] : usual_headers)
    if (!has_header(reply, name)) append(head, name, value);
  head += protecting_headers;
  head += "\r\n";
  return head;
}

std::string http_date(Instant at) {
  const auto seconds = std::chrono::system_clock::to_time_t(at);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(seconds));
}

}  // namespace mado::http
