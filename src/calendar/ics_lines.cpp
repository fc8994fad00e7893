#include "calendar/ics_lines.hpp"

#include <algorithm>
#include <cctype>

#include "base/json.hpp"

namespace mado::calendar::ics {
namespace {

/// Physical lines joined (3.1): a line that begins with a space or tab goes on with the one before.
std::vector<std::pair<size_t, std::string>> unfold(std::string_view ics) {
  std::vector<std::pair<size_t, std::string>> lines;
  for (size_t number = 1; !ics.empty(); ++number) {
    auto line = ics.substr(0, ics.find('\n'));
    ics.remove_prefix(std::min(ics.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!lines.empty() && (line.starts_with(' ') || line.starts_with('\t')))
      lines.back().second += line.substr(1);
    else if (!line.empty())
      lines.emplace_back(number, line);
  }
  return lines;
}

/// The colon that ends the name and parameters: the first outside quotation marks.
size_t find_colon(std::string_view line) {
  bool quoted = false;
  for (size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '"') quoted = !quoted;
    if (line[at] == ':' && !quoted) return at;
  }
  return std::string_view::npos;
}

Result<Property> read_property(size_t number, std::string_view line) {
  const auto colon = find_colon(line);
  const auto semicolon = std::min(line.find(';'), colon);
  const bool readable =
      colon != std::string_view::npos && semicolon > 0 && is_utf8(line) && !line.contains('\0');
  if (!readable) return bad_line("line", number);
  return Property{upper(line.substr(0, semicolon)), std::string(line.substr(colon + 1)), number};
}

}  // namespace

Result<std::vector<Property>> read_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<Property> properties;
  for (const auto& [number, line] : unfold(text)) {
    MADO_TRY(property, read_property(number, line));
    properties.push_back(std::move(property));
  }
  return properties;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const char escaped = text[++at];
    out += escaped == 'n' || escaped == 'N' ? '\n' : escaped;
  }
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

std::unexpected<Error> bad_line(std::string_view key, size_t line, std::string text) {
  Error error{.code = ErrorCode::unreadable, .key = "ics." + std::string(key)};
  error.values = {{"line", std::to_string(line)}};
  if (!text.empty()) error.values.emplace("text", std::move(text));
  return std::unexpected(std::move(error));
}

}  // namespace mado::calendar::ics
