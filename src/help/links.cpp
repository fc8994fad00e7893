#include "help/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/markdown.hpp"
#include "base/messages.hpp"
#include "help/rules.hpp"
#include "help/store.hpp"

namespace mado::help {
namespace {

/// Sites that people put videos on; an address of any other site is one if a file of a video is named.
constexpr std::array<std::string_view, 9> video_sites = {
    "youtube.com", "youtu.be",     "vimeo.com",         "bilibili.com",       "v.qq.com",
    "youku.com",   "nicovideo.jp", "stream.office.com", "microsoftstream.com"};

/// The host of an https address, as people say it: without "www.".
std::string_view host_of(std::string_view address) {
  constexpr std::string_view scheme = "https://";
  if (!address.starts_with(scheme)) return "";
  address.remove_prefix(scheme.size());
  auto host = address.substr(0, address.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

bool is_video(std::string_view address) {
  const auto host = host_of(address);
  if (host.empty()) return false;
  const auto path = address.substr(0, address.find_first_of("?#"));
  if (path.ends_with(".mp4") || path.ends_with(".webm")) return true;
  return std::ranges::any_of(video_sites, [&](std::string_view site) {
    return host == site || (host.ends_with(site) && host[host.size() - site.size() - 1] == '.');
  });
}

}  // namespace

std::string address_of(db::Snapshot& snapshot, OperatorId owner, const Written& written,
                       std::string_view address) {
  for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:", "#"})
    if (address.starts_with(scheme)) return std::string(address);
  if (picture_in(address)) return std::string(address);
  const std::string target = target_of(address, written.reference);
  const auto id = target.empty() ? std::nullopt : store::by_reference(snapshot, owner, target);
  return id ? "/articles/" + id->text() + "?lang=" + std::string(code_of(written.language)) : "";
}

std::string with_videos(std::string_view html, Language language) {
  constexpr std::string_view begin = "<p><a href=\"";
  constexpr std::string_view end = "</a></p>";
  std::string out;
  for (size_t at = html.find(begin); at != html.npos; at = html.find(begin)) {
    const auto link = html.substr(at + 3);
    const auto address = link.substr(9, link.find('"', 9) - 9);
    const auto stop = link.find("</a>");
    const bool is_alone = stop != link.npos && link.substr(stop).starts_with(end);
    out += html.substr(0, at);
    html.remove_prefix(at + begin.size());
    if (!is_alone || !is_video(address)) {
      out += begin;
      continue;
    }
    out += fmt::format("<p class=\"video\">{}</a> <small>{}</small></p>", link.substr(0, stop),
                       say(language, "public.article.video", {{"host", std::string(host_of(address))}}));
    html = link.substr(stop + end.size());
  }
  return out.append(html);
}

std::string article_html(db::Snapshot& snapshot, OperatorId owner, const Written& written,
                         std::string_view markdown) {
  return safe_html(markdown,
                   [&](std::string_view address) { return address_of(snapshot, owner, written, address); });
}

}  // namespace mado::help
