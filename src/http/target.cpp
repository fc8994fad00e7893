#include "http/target.hpp"

#include "base/json.hpp"

namespace mado::http {
namespace {

enum class Plus { stays, is_space };

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at] == '+' && plus == Plus::is_space ? ' ' : text[at];
      continue;
    }
    const auto high = at + 1 < text.size() ? hex_digit(text[at + 1]) : -1;
    const auto low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// The path and query of "http://host/path?query".
std::string_view without_origin(std::string_view target) {
  const auto start = target.find("://");
  if (target.starts_with('/') || start == std::string_view::npos) return target;
  const auto path = target.find('/', start + 3);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

bool read_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& query) {
  while (!text.empty()) {
    const auto part = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = decode(part.substr(0, equals), Plus::is_space);
    auto value = equals == std::string_view::npos ? std::optional<std::string>("")
                                                  : decode(part.substr(equals + 1), Plus::is_space);
    if (!name || !value) return false;
    query.emplace_back(*std::move(name), *std::move(value));
  }
  return true;
}

}  // namespace

Result<Target> read_target(std::string_view target) {
  target = without_origin(target);
  const auto mark = target.find('?');
  auto path = decode(target.substr(0, mark), Plus::stays);
  Target read;
  if (!path || !path->starts_with('/') ||
      (mark != std::string_view::npos && !read_query(target.substr(mark + 1), read.query)))
    return fail(ErrorCode::unreadable, "target.unreadable");
  read.path = *std::move(path);
  return read;
}

Result<std::vector<std::pair<std::string, std::string>>> read_form(std::string_view body) {
  std::vector<std::pair<std::string, std::string>> fields;
  if (!read_query(body, fields)) return fail(ErrorCode::unreadable, "form.unreadable");
  return fields;
}

std::optional<std::string> cookie_of(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto part = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), part.size() + 1));
    const auto equals = part.find('=');
    if (equals != std::string_view::npos && trim(part.substr(0, equals)) == name)
      return std::string(trim(part.substr(equals + 1)));
  }
  return std::nullopt;
}

}  // namespace mado::http
