#include "http/problem.hpp"

#include <fmt/format.h>

#include <boost/beast/http/status.hpp>

#include "base/messages.hpp"

namespace mado::http {
namespace {

MessageValues message_values(const std::map<std::string, std::string>& values) {
  return {values.begin(), values.end()};
}

json::array field_errors(const std::vector<FieldError>& fields, Language language) {
  json::array list;
  for (const auto& field : fields)
    list.push_back(
        json::object{{"field", field.field},
                     {"code", field.key},
                     {"message", say(language, "errors." + field.key, message_values(field.values))}});
  return list;
}

Reply problem_reply(int status, const Error& error, Language language) {
  json::object body{{"type", "urn:madoguchi:problem:" + error.key},
                    {"title", say(language, fmt::format("errors.status.{}", status))},
                    {"status", status},
                    {"detail", say(language, "errors." + error.key, message_values(error.values))},
                    {"code", error.key}};
  for (const auto& [name, text] : error.members) body[name] = json::parse(text);
  if (!error.fields.empty()) body["errors"] = field_errors(error.fields, language);
  Reply reply{.status = status,
              .content_type = "application/problem+json",
              .body = json::serialize(body),
              .headers = {{"Content-Language", std::string(code_of(language))}}};
  if (status == 429 || status == 503)
    reply.headers.emplace_back("Retry-After", std::to_string(retry_after_seconds));
  if (status == 415) reply.headers.emplace_back("Accept", "application/json");  // RFC 9110, 15.5.16
  if (status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

}  // namespace

Reply json_reply(const json::value& value, int status) {
  return {.status = status, .body = json::serialize(value)};
}

Reply no_content() { return {.status = 204, .content_type = ""}; }

Reply problem(const Error& error, Language language) {
  return problem_reply(status_of(error.code), error, language);
}

Reply problem_with_status(int status, std::string_view key, Language language) {
  return problem_reply(status, Error{.key = std::string(key)}, language);
}

Reply problem_page(int status, std::string_view key, Language language) {
  const auto title = say(language, fmt::format("errors.status.{}", status));
  return {.status = status,
          .content_type = "text/html; charset=utf-8",
          .body = fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">"
                              "<meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\n"
                              "<link rel=\"stylesheet\" href=\"/site/tokens.css\">\n"
                              "<link rel=\"stylesheet\" href=\"/site/site.css\">\n<script "
                              "src=\"/site/site.js\"></script></head>\n"
                              "<body><main class=\"wrap\"><h1>{}</h1><p class=\"lead\">{}</p><p><a "
                              "href=\"/\">{}</a></p></main></body>\n</html>\n",
                              code_of(language), title, title, say(language, fmt::format("errors.{}", key)),
                              say(language, "errors.page.home")),
          .headers = {{"Content-Language", std::string(code_of(language))}}};
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return 422;
    case ErrorCode::unreadable:
      return 400;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::stale:
      return 412;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::wrong_type:
      return 415;
    case ErrorCode::too_many:
      return 429;
    case ErrorCode::unavailable:
      return 503;
  }
  return 500;
}

std::string_view reason_of(int status) {
  return boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
}

}  // namespace mado::http
