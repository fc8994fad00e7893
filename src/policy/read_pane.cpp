#include <algorithm>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

bool is_host_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
         letter == '.';
}

bool is_own_machine(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1";
}

/// As a browser writes it: not the scheme's own port, no zeros before it.
bool is_port(std::string_view port, std::string_view own_port) {
  constexpr size_t digits_max = 5;
  return !port.empty() && port.size() <= digits_max && port != own_port && port.front() != '0' &&
         port.find_first_not_of("0123456789") == std::string_view::npos;
}

/// An origin as browsers send it (RFC 6454, 6.2): scheme, host, and the port where it is not the usual one.
/// Without encryption only on the own machine: what a page is handed over such a line, anybody could take.
bool is_origin(std::string_view text) {
  const bool encrypted = text.starts_with("https://");
  if (!encrypted && !text.starts_with("http://")) return false;
  text.remove_prefix(text.find("//") + 2);
  const auto colon = text.find(':');
  const auto host = text.substr(0, colon);
  if (host.empty() || !std::ranges::all_of(host, is_host_letter)) return false;
  if (!encrypted && !is_own_machine(host)) return false;
  return colon == std::string_view::npos || is_port(text.substr(colon + 1), encrypted ? "443" : "80");
}

}  // namespace

void read_pane(Draft& draft, Section& root) {
  auto section = root.section("pane", Need::may);
  if (!section) return;
  const auto written = section->words("origins", Need::must);
  for (const auto& origin : written)
    if (!is_origin(origin.text)) section->note(origin.place, {"mistakes.no_origin", {{"word", origin.text}}});
  draft.policy.pane.origins = distinct(written, draft.mistakes);
  section->close();
}

}  // namespace mado::policy
