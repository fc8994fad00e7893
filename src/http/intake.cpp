#include "http/intake.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include "base/json.hpp"
#include "http/target.hpp"

namespace mado::http {
namespace {

namespace beast_http = boost::beast::http;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& letter : out)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return out;
}

std::optional<Refusal> refuse_header(const Header& header, size_t target_bytes_max) {
  if (header.target().size() > target_bytes_max) return Refusal{414, "target.too_long"};
  if (header.count(beast_http::field::host) != 1) return Refusal{400, "host.missing"};
  if (const auto coding = header.find(beast_http::field::transfer_encoding);
      coding != header.end() && !boost::iequals(coding->value(), "chunked"))
    return Refusal{501, "body.coding"};
  return std::nullopt;
}

/// False if they are not UTF-8. Fields of the same name are joined (RFC 9110, 5.3).
bool take_headers(const Header& header, Call& call) {
  for (const auto& field : header) {
    if (!is_utf8(field.value())) return false;
    const auto [place, is_new] = call.headers.emplace(lower(field.name_string()), field.value());
    if (is_new) continue;
    place->second += place->first == "cookie" ? "; " : ", ";
    place->second += field.value();
  }
  return true;
}

}  // namespace

std::optional<Method> method_of(const Header& header) {
  switch (header.method()) {
    case beast_http::verb::get:
      return Method::get;
    case beast_http::verb::head:
      return Method::head;
    case beast_http::verb::post:
      return Method::post;
    case beast_http::verb::put:
      return Method::put;
    case beast_http::verb::patch:
      return Method::patch;
    case beast_http::verb::delete_:
      return Method::del;
    default:
      return std::nullopt;
  }
}

std::expected<Call, Refusal> take_in(const Header& header, std::string_view remote_address,
                                     size_t target_bytes_max) {
  if (const auto refusal = refuse_header(header, target_bytes_max)) return std::unexpected(*refusal);
  Call call{.method = method_of(header).value_or(Method::get), .remote_address = std::string(remote_address)};
  if (!take_headers(header, call)) return std::unexpected(Refusal{400, "headers.unreadable"});
  if (header.target() == "*") return call;
  auto target = read_target(header.target());
  if (!target) return std::unexpected(Refusal{400, "target.unreadable"});
  call.path = std::move(target->path);
  call.query = std::move(target->query);
  return call;
}

}  // namespace mado::http
