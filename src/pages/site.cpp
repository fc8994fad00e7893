#include "pages/site.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "embedded/site.hpp"
#include "embedded/tokens.hpp"
#include "pages/words.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

using kainjow::mustache::html_escape;
using kainjow::mustache::mustache;

std::string_view file(std::span<const embedded::File> files, std::string_view name) {
  const auto found = std::ranges::find(files, name, &embedded::File::name);
  if (found == files.end()) throw std::logic_error("no file of the site: " + std::string(name));
  return found->bytes;
}

std::string fill(std::string_view name, const Data& data) {
  mustache page{std::string(file(embedded::site(), fmt::format("{}.mustache", name)))};
  if (!page.is_valid()) throw std::logic_error(fmt::format("{}: {}", name, page.error_message()));
  return page.render(data);
}

void put_words(Data& data, const Reader& reader) {
  data.set("say", Data{kainjow::mustache::lambda{[language = reader.language](const std::string& key) {
             return html_escape(say(language, "public." + key));
           }}});
  // What a lambda answers is rendered again: an id may be written as {{id}}.
  data.set("anchor", Data{kainjow::mustache::lambda{
                         [label = html_escape(say(reader.language, "public.anchor"))](const std::string& id) {
                           return fmt::format(R"(<a class="anchor" href="#{}" aria-label="{}">#</a>)", id,
                                              label);
                         }}});
}

/// The same page in another language.
std::string address_in(Language language, const Visit& visit) {
  std::string address = fmt::format("{}?lang={}", visit.path, code_of(language));
  if (visit.path.starts_with("/articles/")) address += "&remember=1";
  for (const auto& [name, value] :
       {std::pair("q", visit.words), {"after", visit.after}, {"topic", visit.topic}, {"way", visit.way}})
    if (!value.empty()) address += fmt::format("&{}={}", name, percent_encoded(value));
  return address;
}

Data languages(const Reader& reader, const Visit& visit) {
  return list(reader.policy().operator_facts.languages, [&](Language language) {
    Data item;
    item.set("code", std::string(code_of(language)));
    item.set("name", say(language, "public.language.name"));
    item.set("address", address_in(language, visit));
    item.set("current", language == reader.language);
    return item;
  });
}

Data navigation(Place place, const Reader& reader) {
  const auto entry = [&](Place of, std::string_view key, std::string_view address) {
    Data item;
    item.set("address", std::string(address));
    item.set("name", say(reader.language, fmt::format("public.nav.{}", key)));
    item.set("current", of == place);
    return item;
  };
  Data items{Data::type::list};
  items.push_back(entry(Place::support, "support", "/"));
  items.push_back(entry(Place::health, "health", "/health"));
  items.push_back(entry(Place::help, "help", "/help"));
  items.push_back(entry(Place::plans, "plans", "/plans"));
  items.push_back(entry(Place::duties, "duties", "/who-does-what"));
  return items;
}

void put_door(Data& data, const Reader& reader) {
  using enum http::CallerKind;
  const auto [address, key] = reader.kind == person  ? std::pair("/portal", "nav.portal")
                              : reader.kind == agent ? std::pair("/console", "nav.console")
                                                     : std::pair("/sign-in", "nav.sign_in");
  data.set("door_address", address);
  data.set("door_name", say(reader.language, fmt::format("public.{}", key)));
}

struct Asset {
  std::string_view address;
  std::string_view content_type;
  std::string_view (*bytes)();
};

constexpr Asset assets[] = {
    {"/site/tokens.css", "text/css; charset=utf-8", [] { return file(embedded::tokens(), "tokens.css"); }},
    {"/site/site.css", "text/css; charset=utf-8", [] { return file(embedded::site(), "site.css"); }},
    {"/site/site.js", "text/javascript; charset=utf-8", [] { return file(embedded::site(), "site.js"); }},
};

http::Route asset_route(const Asset& asset) {
  struct Nothing {};
  http::Route route{
      .method = http::Method::get, .pattern = std::string(asset.address), .kind = http::Kind::plain};
  route.show = [asset](const http::Held&, const http::Caller&) {
    http::Reply reply{.content_type = std::string(asset.content_type), .body = std::string(asset.bytes())};
    reply.headers = {{"Cache-Control", "public, max-age=86400"}};
    return reply;
  };
  return route;
}

/// Changes when a file of the site does: addresses carry it, so that files may be kept.
const std::string& edition() {
  static const auto made = [] {
    size_t sum = 0;
    for (const auto& asset : assets) sum = sum * 31 + std::hash<std::string_view>{}(asset.bytes());
    return fmt::format("{:x}", sum);
  }();
  return made;
}

/// Where else the page stands, for those who are no people.
void put_versions(Data& page, const Frame& frame, const Reader& reader, const Visit& visit) {
  const auto& path = frame.address.empty() ? visit.path : frame.address;
  const auto& all = frame.written_in.empty() ? reader.policy().operator_facts.languages : frame.written_in;
  const auto own = std::ranges::find(all, reader.language) != all.end() ? reader.language : all.front();
  const auto address = [&](Language language) { return fmt::format("{}?lang={}", path, code_of(language)); };
  page.set("canonical", address(own));
  page.set("versions", list(all, [&](Language language) {
             Data item;
             item.set("code", std::string(code_of(language)));
             item.set("address", address(language));
             return item;
           }));
}

}  // namespace

std::string piece(std::string_view name, Data data, const Reader& reader) {
  put_words(data, reader);
  data.set("lang", std::string(code_of(reader.language)));
  return fill(name, data);
}

std::string render(std::string_view name, Data data, const Frame& frame, const Reader& reader,
                   const Visit& visit) {
  put_words(data, reader);
  Data page;
  put_words(page, reader);
  page.set("body", fill(name, data));
  page.set("lang", std::string(code_of(reader.language)));
  page.set("title", frame.title);
  page.set("description", frame.description);
  page.set("operator", std::string(reader.in(reader.policy().operator_facts.name)));
  page.set("edition", edition());
  page.set("navigation", navigation(frame.place, reader));
  page.set("languages", languages(reader, visit));
  if (visit.words.empty() && visit.topic.empty() && visit.after.empty())
    put_versions(page, frame, reader, visit);
  page.set("zone_note", say(reader.language, "public.zone.note",
                            {{"zone", policy::zone_text(reader.zone, reader.language)}}));
  put_door(page, reader);
  return fill("layout", page);
}

void add_files(http::Router& router) {
  for (const auto& asset : assets) router.add(asset_route(asset));
}

}  // namespace mado::pages
