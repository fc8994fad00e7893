#include "pages/visit.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "http/web_files.hpp"
#include "people/door.hpp"

namespace mado::pages {
namespace {

constexpr size_t words_bytes_max = 1200;  // 400 characters of three bytes

std::string etag_of(std::string_view html) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(html.data(), html.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return fmt::format("\"{:02x}\"", fmt::join(digest.begin(), digest.begin() + 12, ""));
}

std::string query_of(const http::Call& call, std::string_view name) {
  auto value = call.query_value(name).value_or("");
  if (value.size() <= words_bytes_max) return std::string(value);
  value = value.substr(0, words_bytes_max);
  while ((static_cast<unsigned char>(value.back()) & 0xc0U) == 0x80) value.remove_suffix(1);
  return std::string(value.substr(0, value.size() - 1));  // the character that was cut goes whole
}

}  // namespace

Result<Visit> visit_of(const http::Call& call) {
  Visit visit{.path = call.path,
              .host = std::string(call.header("host")),
              .words = query_of(call, "q"),
              .after = query_of(call, "after"),
              .topic = query_of(call, "topic"),
              .said = query_of(call, "said"),
              .way = query_of(call, "way"),
              .kept_way = call.cookie(way_cookie).value_or(""),
              .if_none_match = std::string(call.header("if-none-match"))};
  for (const auto* name : {"id", "name"})
    if (const auto value = call.parameter(name); !value.empty()) visit.name = value;
  // Links to an article name its language; only the switch on the page is the reader's choice.
  const bool choice = !visit.path.starts_with("/articles/") || call.query_value("remember");
  visit.chose_language = choice && language_of_tag(query_of(call, "lang")).has_value();
  return visit;
}

http::Reply reply_of(const Page& page, const http::Caller& caller) {
  const auto language = std::string(code_of(caller.language));
  const bool is_for_all = caller.kind == http::CallerKind::nobody && page.keeps_way.empty();
  const auto etag = etag_of(page.html);
  http::Reply reply{.status = page.status, .content_type = "text/html; charset=utf-8", .body = page.html};
  reply.headers = {{"Content-Language", language},
                   {"Vary", "Cookie, Accept-Language"},
                   {"Cache-Control", is_for_all ? "public, max-age=15" : "private, no-cache"},
                   {"ETag", etag}};
  if (page.visit.chose_language)
    reply.headers.emplace_back("Set-Cookie", fmt::format("{}={}; Path=/; SameSite=Lax; Max-Age=31536000",
                                                         people::language_cookie, language));
  if (!page.keeps_way.empty()) reply.headers.emplace_back("Set-Cookie", page.keeps_way);
  if (page.status == 200 && http::matches_etag(page.visit.if_none_match, etag)) {
    reply.status = 304;
    reply.content_type.clear();
    reply.body.clear();
  }
  return reply;
}

}  // namespace mado::pages
