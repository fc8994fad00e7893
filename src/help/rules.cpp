#include "help/rules.hpp"

#include <algorithm>

#include "people/rules.hpp"

namespace mado::help {
namespace {

/// Takes "." and ".." away; a path that climbs out of the top keeps what is left.
std::string normalized(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  std::string joined;
  for (const auto part : parts) joined.append(joined.empty() ? "" : "/").append(part);
  return joined;
}

std::string_view without_ending(std::string_view path) {
  path = path.substr(0, path.find_first_of("#?"));
  for (const std::string_view ending : {".md", ".yml", ".html"})
    if (path.ends_with(ending)) path.remove_suffix(ending.size());
  return path;
}

}  // namespace

std::string target_of(std::string_view address, std::string_view reference) {
  constexpr std::string_view scheme = "article:";
  if (address.starts_with(scheme)) return std::string(without_ending(address.substr(scheme.size())));
  const std::string_view path = without_ending(address);
  if (path.empty() || path.front() == '/' || path.front() == '~' || path.find(':') != path.npos) return "";
  const size_t folder = reference.rfind('/');
  const std::string_view base = folder == reference.npos ? "" : reference.substr(0, folder + 1);
  return normalized(std::string(base).append(path));
}

std::optional<PictureId> picture_in(std::string_view address) {
  constexpr std::string_view path = "/pictures/";
  return address.starts_with(path) ? PictureId::parse(address.substr(path.size())) : std::nullopt;
}

std::optional<std::string_view> media_type_of(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
  return std::nullopt;
}

unsigned audiences_of(const http::Caller& caller, const policy::Policy& policy) {
  constexpr auto bit = [](Audience audience) { return 1U << static_cast<unsigned>(audience); };
  unsigned seen = bit(Audience::everyone);
  if (caller.is_agent()) return seen | bit(Audience::admins) | bit(Audience::agents);
  if (caller.is_person() && people::is_admin(policy, caller.roles)) seen |= bit(Audience::admins);
  return seen;
}

Result<void> require_writer(const http::Caller& caller, const policy::Policy& policy) {
  return people::require(caller, policy, "article:write");
}

Result<void> require_sight(const http::Caller& caller, const policy::Policy& policy) {
  auto may = require_writer(caller, policy);
  if (!may && may.error().code == ErrorCode::forbidden) return fail(ErrorCode::not_found, "not_found");
  return may;
}

std::vector<Language> languages_for(Language own, const policy::Policy& policy) {
  std::vector<Language> order{own};
  const auto add = [&](Language language) {
    if (std::ranges::find(order, language) == order.end()) order.push_back(language);
  };
  std::ranges::for_each(policy.operator_facts.languages, add);
  std::ranges::for_each(all_languages, add);
  return order;
}

}  // namespace mado::help
