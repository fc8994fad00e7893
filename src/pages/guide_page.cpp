#include "pages/guide_page.hpp"

#include "base/messages.hpp"
#include "base/percent.hpp"
#include "pages/help_pages.hpp"

namespace mado::pages {
namespace {

using help::Choice;
using help::Stand;

std::string address(const help::Version& version, const std::string& way) {
  const auto page = fmt::format("/articles/{}?lang={}", version.id.text(), code_of(version.language));
  return way.empty() ? page : fmt::format("{}&way={}#step", page, way);
}

Data option_data(const Stand::Option& option, const help::Version& version) {
  Data data;
  data.set("words", option.words);
  const bool is_article = option.to == Choice::To::article;
  data.set("address", is_article ? option.url : address(version, option.way));
  data.set("leads", !is_article || !option.url.empty());
  return data;
}

void put_here(Data& data, const Stand::Here& here, const help::Version& version) {
  Data step;
  step.set("title", here.title);
  step.set("html", here.html);
  step.set("options",
           list(here.options, [&](const Stand::Option& option) { return option_data(option, version); }));
  data.set("here", step);
}

/// The form, with the title of the guide as its question; the way goes along.
std::string request_address(const help::Version& version, const Stand& stand) {
  return fmt::format("/portal/requests/new?q={}&guide={}&way={}", percent_encoded(version.title),
                     version.id.text(), stand.way);
}

}  // namespace

std::string guide_page(const Reader& reader, const Visit& visit, const help::Page& guide, const Stand& stand,
                       const std::optional<Stand>& kept) {
  const auto& version = guide.version;
  Data data;
  put_head(data, reader, visit, guide);
  if (stand.turns.empty()) data.set("intro", stand.intro);
  data.set("turns", list(stand.turns, [&](const Stand::Turn& turn) {
             Data item;
             item.set("step", turn.step);
             item.set("choice", turn.choice);
             item.set("address", address(version, turn.way));
             return item;
           }));
  data.set("walked", !stand.turns.empty());
  data.set("again_address", address(version, ""));
  if (kept && stand.turns.empty() && !kept->turns.empty() && kept->here) {
    Data on;
    on.set("address", address(version, kept->way));
    on.set("step", kept->here->title);
    data.set("goes_on", on);
  }
  if (stand.here) put_here(data, *stand.here, version);
  data.set("solved", !stand.here && stand.end == Choice::To::solved);
  data.set("request", !stand.here && stand.end == Choice::To::request);
  data.set("request_address", request_address(version, stand));
  if (!stand.here) data.set("vote", vote_html(reader, visit, version));
  return render("guide", data, frame_of(guide), reader, visit);
}

std::string kept_way_cookie(const help::Page& guide, const Stand& stand) {
  if (stand.turns.empty()) return "";
  return fmt::format("{}={}; Path=/articles/{}; HttpOnly; SameSite=Lax; Max-Age={}", way_cookie, stand.way,
                     guide.version.id.text(), stand.here ? 30 * 24 * 3600 : 0);
}

}  // namespace mado::pages
