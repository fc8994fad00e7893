#include "http/call.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <charconv>

#include "http/target.hpp"

namespace mado::http {
namespace {

template <class T>
std::optional<T> whole_number(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// application/json, or a type built on it (RFC 6839, 3.1), whatever its parameters.
bool is_json_type(std::string_view content_type) {
  const auto type = boost::trim_copy(std::string(content_type.substr(0, content_type.find(';'))));
  return boost::iequals(type, "application/json") || (type.contains('/') && boost::iends_with(type, "+json"));
}

}  // namespace

std::string_view Call::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : found->second;
}

std::optional<std::string_view> Call::query_value(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

std::string_view Call::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string_view() : found->second;
}

std::optional<std::string> Call::cookie(std::string_view name) const {
  return cookie_of(header("cookie"), name);
}

Result<json::object> Call::json_body() const {
  const auto type = header("content-type");
  if (!body.empty() && !type.empty() && !is_json_type(type))
    return fail(ErrorCode::wrong_type, "body.not_json");
  MADO_TRY(value, parse_json(body));
  if (!value.is_object()) return fail(ErrorCode::unreadable, "json.not_object");
  return std::move(value.as_object());
}

Result<std::map<std::string, std::string, std::less<>>> Call::form_body() const {
  if (!header("content-type").starts_with("application/x-www-form-urlencoded"))
    return fail(ErrorCode::wrong_type, "body.not_form");
  MADO_TRY(fields, read_form(body));
  return std::map<std::string, std::string, std::less<>>(fields.begin(), fields.end());
}

Result<int> Call::query_number(std::string_view name, int least, int most, int fallback) const {
  const auto text = query_value(name);
  if (!text) return fallback;
  const auto number = whole_number<int>(*text);
  if (!number) return fail_field(std::string(name), "number.unreadable");
  if (*number < least || *number > most)
    return fail_field(std::string(name), "number.range",
                      {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
  return *number;
}

Result<std::int64_t> Call::if_match() const {
  const auto text = header("if-match");
  if (text.empty()) return fail(ErrorCode::invalid, "if_match.missing");
  const bool quoted = text.size() > 2 && text.starts_with('"') && text.ends_with('"');
  const auto version = quoted ? whole_number<std::int64_t>(text.substr(1, text.size() - 2)) : std::nullopt;
  if (!version) return fail(ErrorCode::invalid, "if_match.unreadable");
  return *version;
}

}  // namespace mado::http
