#include "pages/sitemap.hpp"

#include <fmt/format.h>

#include <array>
#include <kainjow/mustache.hpp>

#include "help/store_sitemap.hpp"

namespace mado::pages {
namespace {

constexpr int articles_per_map = 1'000;
constexpr std::array<std::string_view, 5> pages = {"/", "/plans", "/who-does-what", "/health", "/help"};
constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
constexpr std::string_view namespaces =
    R"(xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml")";

/// What a map needs to know of a call.
struct Wish {
  std::string site;  ///< scheme and host, escaped
  ArticleId after;
};

struct File {
  std::string content_type;
  std::string body;
};

/// Behind a proxy that speaks TLS for us, X-Forwarded-Proto says so; alone the program speaks plain HTTP.
Result<Wish> wish_of(const http::Call& call) {
  const std::string_view scheme = call.header("x-forwarded-proto") == "https" ? "https" : "http";
  const auto site = fmt::format("{}://{}", scheme, call.header("host"));
  const auto after = call.query_value("after");
  return Wish{kainjow::mustache::html_escape(site),
              after ? ArticleId::parse(*after).value_or(ArticleId{}) : ArticleId{}};
}

std::string entry(const Wish& wish, std::string_view path, std::span<const Language> languages,
                  std::string_view more = "") {
  std::string text;
  for (const Language own : languages) {
    text += fmt::format("<url><loc>{}{}?lang={}</loc>{}", wish.site, path, code_of(own), more);
    for (const Language other : languages)
      text += fmt::format(R"(<xhtml:link rel="alternate" hreflang="{}" href="{}{}?lang={}"/>)",
                          code_of(other), wish.site, path, code_of(other));
    text += "</url>\n";
  }
  return text;
}

File xml(std::string_view element, const std::string& entries) {
  return {"application/xml; charset=utf-8",
          fmt::format("{}\n<{} {}>\n{}</{}>\n", head, element, namespaces, entries, element)};
}

File robots(const Wish& wish) {
  return {
      "text/plain; charset=utf-8",
      fmt::format("User-agent: *\nDisallow: /api/\nDisallow: /console\nDisallow: /office\nDisallow: /portal\n"
                  "Disallow: /sign-in\nDisallow: /help/search\n\nSitemap: {}/sitemap.xml\n",
                  wish.site)};
}

File index_of_maps(const Wish& wish, OperatorId owner, db::Snapshot& snapshot) {
  std::string maps = fmt::format("<sitemap><loc>{}/sitemap/pages.xml</loc></sitemap>\n", wish.site);
  for (const ArticleId after : help::store::pages_of_public_articles(snapshot, owner, articles_per_map))
    maps += fmt::format("<sitemap><loc>{}/sitemap/articles.xml{}</loc></sitemap>\n", wish.site,
                        after.value != 0 ? "?after=" + after.text() : "");
  return xml("sitemapindex", maps);
}

File map_of_pages(const Wish& wish, const policy::Policy& policy) {
  std::string urls;
  for (const auto& page : pages) urls += entry(wish, page, policy.operator_facts.languages);
  return xml("urlset", urls);
}

File map_of_articles(const Wish& wish, OperatorId owner, db::Snapshot& snapshot) {
  std::string urls;
  for (const auto& article : help::store::public_articles(snapshot, owner, wish.after, articles_per_map))
    urls += entry(wish, "/articles/" + article.id.text(), article.languages,
                  fmt::format("<lastmod>{}</lastmod>", format_instant(article.updated)));
  return xml("urlset", urls);
}

http::Reply reply_of(const File& file, const http::Caller&) {
  http::Reply reply{.content_type = file.content_type, .body = file.body};
  reply.headers = {{"Cache-Control", "public, max-age=3600"}};
  return reply;
}

}  // namespace

void add_sitemap(http::Router& router, const operators::Operators& operators) {
  using Make = std::function<File(const Wish&, const http::Caller&, db::Snapshot&)>;
  const std::pair<std::string_view, Make> files[] = {
      {"/robots.txt", [](const Wish& wish, const auto&, auto&) { return robots(wish); }},
      {"/sitemap.xml",
       [](const Wish& wish, const http::Caller& caller, db::Snapshot& snapshot) {
         return index_of_maps(wish, caller.operator_id, snapshot);
       }},
      {"/sitemap/pages.xml",
       [&operators](const Wish& wish, const http::Caller& caller, db::Snapshot&) {
         return map_of_pages(wish, *operators.by_id(caller.operator_id)->policy);
       }},
      {"/sitemap/articles.xml", [](const Wish& wish, const http::Caller& caller, db::Snapshot& snapshot) {
         return map_of_articles(wish, caller.operator_id, snapshot);
       }}};
  for (const auto& [pattern, make] : files)
    router.add(http::read_route<Wish, File>(
        http::Method::get, std::string(pattern), wish_of,
        [make](const Wish& wish, const http::Caller& caller, db::Snapshot& snapshot) -> Result<File> {
          return make(wish, caller, snapshot);
        },
        reply_of));
}

}  // namespace mado::pages
