#include <algorithm>
#include <charconv>
#include <map>

#include "base/markdown.hpp"
#include "help/guide.hpp"
#include "help/rules.hpp"

namespace mado::help {
namespace {

constexpr size_t short_bytes_max = 4000;

std::unexpected<Error> wrong(std::string field, std::string key) {
  return fail_field(std::move(field), std::move(key));
}

/// A text of an object: absent and null read as "". Error: the field.
Result<std::string> text_of(const json::object& object, std::string_view name, size_t bytes_max) {
  const json::value* value = object.if_contains(name);
  if (!value || value->is_null()) return std::string();
  if (!value->is_string()) return wrong(std::string(name), "not_text");
  if (value->get_string().size() > bytes_max) return wrong(std::string(name), "too_long");
  return std::string(value->get_string());
}

/// A day ("2026-08-24") or an instant; nothing for "".
Result<std::optional<Instant>> instant_of_text(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto instant =
      parse_instant(text.size() == 10 ? std::string(text) + "T00:00:00Z" : std::string(text));
  if (!instant) return wrong("updated", "not_instant");
  return std::optional(*instant);
}

/// Splits "ja:exchange/quota" after the language it begins with.
std::string reference_of(std::string_view id) {
  const size_t colon = id.find(':');
  const bool named = colon != id.npos && language_of_tag(id.substr(0, colon));
  return std::string(named ? id.substr(colon + 1) : id);
}

/// The words of an address: without the language it begins with.
std::string names_of(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const size_t slash = path.find('/');
  if (slash != path.npos && language_of_tag(path.substr(0, slash))) path.remove_prefix(slash + 1);
  return std::string(path);
}

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// What is said beside the text, as it was written.
struct Said {
  std::string_view language;
  std::string_view audience;
  std::string_view updated;
  std::string_view kind;
};

Result<void> check_guide(std::string_view markdown) {
  Error error{.code = ErrorCode::invalid, .key = "invalid"};
  error.fields = mistakes_of_guide(markdown);
  if (error.fields.empty()) return {};
  return std::unexpected(std::move(error));
}

Result<Draft> checked(Draft draft, const Said& said) {
  const auto& [language, audience, updated, kind] = said;
  const auto spoken = language_of_tag(language);
  if (!spoken) return wrong("lang", language.empty() ? "required" : "unknown_value");
  const auto seen_by = audience.empty() ? Audience::everyone : audience_of_code(audience);
  if (!seen_by) return wrong("audience", "unknown_value");
  MADO_TRY(instant, instant_of_text(updated));
  if (draft.external_id.empty()) return wrong("id", "required");
  if (trimmed(draft.title).empty()) return wrong("title", "required");
  if (trimmed(draft.markdown).empty()) return wrong("markdown", "required");
  if (!kind.empty() && kind != "article" && kind != "guide") return wrong("kind", "unknown_value");
  draft.is_guide = kind == "guide";
  if (draft.is_guide) MADO_CHECK(check_guide(draft.markdown));
  draft.language = *spoken;
  draft.audience = *seen_by;
  draft.updated = instant;
  return draft;
}

/// The `key: value` lines between two lines of three dashes; takes them off `text`.
Result<std::map<std::string, std::string, std::less<>>> take_front_matter(std::string_view& text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return wrong("front matter", "required");
  std::map<std::string, std::string, std::less<>> values;
  text.remove_prefix(text.find('\n') + 1);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line == "---") return values;
    const size_t colon = line.find(':');
    if (colon == line.npos) return wrong("front matter", "unreadable");
    std::string_view value = trimmed(line.substr(colon + 1));
    if (value.size() > 1 && value.front() == value.back() && (value.front() == '"' || value.front() == '\''))
      value = value.substr(1, value.size() - 2);
    values.emplace(trimmed(line.substr(0, colon)), value);
  }
  return wrong("front matter", "unreadable");
}

}  // namespace

Result<Draft> read_line(std::string_view line) {
  MADO_TRY(value, parse_json(line));
  if (!value.is_object()) return fail(ErrorCode::unreadable, "json.not_object");
  const json::object& object = value.get_object();
  Draft draft;
  MADO_TRY(id, text_of(object, "id", title_bytes_max));
  MADO_TRY(title, text_of(object, "title", title_bytes_max));
  MADO_TRY(description, text_of(object, "description", short_bytes_max));
  MADO_TRY(product, text_of(object, "product", title_bytes_max));
  MADO_TRY(topic, text_of(object, "topic", title_bytes_max));
  MADO_TRY(path, text_of(object, "url_path", short_bytes_max));
  MADO_TRY(markdown, text_of(object, "markdown", article_bytes_max));
  MADO_TRY(language, text_of(object, "lang", title_bytes_max));
  MADO_TRY(audience, text_of(object, "audience", title_bytes_max));
  MADO_TRY(updated, text_of(object, "updated", title_bytes_max));
  MADO_TRY(kind, text_of(object, "kind", title_bytes_max));
  draft.reference = reference_of(id);
  draft.external_id = std::move(id);
  draft.title = trimmed(title);
  draft.description = trimmed(description);
  draft.product = std::move(product);
  draft.topic = std::move(topic);
  draft.names = names_of(path.empty() ? draft.reference : path);
  draft.markdown = std::move(markdown);
  return checked(std::move(draft), {language, audience, updated, kind});
}

Result<Draft> read_file(std::string_view name, std::string_view text) {
  if (!is_utf8(text)) return fail(ErrorCode::unreadable, "unreadable", "not UTF-8");
  if (text.size() > article_bytes_max) return wrong("markdown", "too_long");
  if (text.find('\0') != text.npos) return fail(ErrorCode::invalid, "json.nul");
  name = name.substr(name.find_last_of('/') + 1);
  if (name.ends_with(".md")) name.remove_suffix(3);
  const size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return wrong("lang", "required");
  MADO_TRY(values, take_front_matter(text));
  Draft draft;
  draft.reference = name.substr(0, dot);
  draft.external_id = draft.reference;
  draft.title = values["title"];
  draft.description = values["description"];
  draft.product = values["product"];
  draft.topic = values["topic"];
  draft.names = draft.reference + " " + draft.topic;
  draft.markdown = text;
  return checked(std::move(draft),
                 {name.substr(dot + 1), values["audience"], values["updated"], values["kind"]});
}

}  // namespace mado::help
