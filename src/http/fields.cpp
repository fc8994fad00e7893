#include "http/fields.hpp"

#include <algorithm>

namespace mado::http {

size_t characters_in(std::string_view text) {
  return static_cast<size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; }));
}

std::string_view first_characters(std::string_view text, size_t characters_max) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80 && count++ == characters_max)
      return text.substr(0, at);
  return text;
}

bool is_blank(std::string_view text) {
  constexpr std::string_view spaces[] = {" ", "\t", "\r", "\n", "\v", "\f", "\u00a0", "\u3000"};
  while (!text.empty()) {
    const auto space =
        std::ranges::find_if(spaces, [&](std::string_view each) { return text.starts_with(each); });
    if (space == std::end(spaces)) return false;
    text.remove_prefix(space->size());
  }
  return true;
}

const json::value* Fields::find(std::string_view name, Presence presence) {
  read_.emplace_back(name);
  const auto* value = body_.if_contains(name);
  if (value == nullptr && presence == Presence::required) wrong(name, "required");
  return value;
}

std::string Fields::text(std::string_view name, Presence presence, Length length) {
  const auto* value = find(name, presence);
  if (value == nullptr) return "";
  if (!value->is_string()) return wrong(name, "not_text"), "";
  const std::string_view text = value->as_string();
  if (characters_in(text) > length.characters_max)
    return wrong(name, "too_long", {{"max", std::to_string(length.characters_max)}}), "";
  if (text.size() < length.characters_min || (length.characters_min > 0 && is_blank(text)))
    return wrong(name, "required"), "";
  return std::string(text);
}

std::optional<std::string> Fields::text_or(std::string_view name, Length length) {
  if (!has(name)) return read_.emplace_back(name), std::nullopt;
  return text(name, Presence::optional, length);
}

std::optional<bool> Fields::boolean(std::string_view name) {
  const auto* value = find(name, Presence::optional);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) return wrong(name, "not_boolean"), std::nullopt;
  return value->as_bool();
}

bool Fields::is_null(std::string_view name) const {
  const auto* value = body_.if_contains(name);
  return value != nullptr && value->is_null();
}

std::vector<std::string> Fields::texts(std::string_view name, Presence presence, size_t count_max,
                                       Length each) {
  std::vector<std::string> all;
  const auto* value = find(name, presence);
  if (value == nullptr) return all;
  if (!value->is_array()) return wrong(name, "not_list"), all;
  if (presence == Presence::required && value->as_array().empty()) return wrong(name, "required"), all;
  if (value->as_array().size() > count_max)
    return wrong(name, "too_many_items", {{"max", std::to_string(count_max)}}), all;
  for (const auto& item : value->as_array()) {
    if (!item.is_string() || characters_in(item.as_string()) > each.characters_max)
      return wrong(name, "not_text"), all;
    all.emplace_back(item.as_string());
  }
  return all;
}

std::optional<Fields> Fields::inner_of(std::string_view name, Presence presence) {
  const auto* value = find(name, presence);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) return wrong(name, "not_object"), std::nullopt;
  Fields inner(value->as_object());
  inner.prefix_ = prefix_ + std::string(name) + '.';
  return inner;
}

void Fields::take_mistakes(Fields& inner) {
  inner.note_unknown();
  std::ranges::move(inner.mistakes_, std::back_inserter(mistakes_));
}

void Fields::wrong(std::string_view name, std::string key, std::map<std::string, std::string> values) {
  mistakes_.push_back({prefix_ + std::string(name), std::move(key), std::move(values)});
}

void Fields::note_unknown() {
  for (const auto& [key, value] : body_)
    if (std::ranges::find(read_, std::string_view(key)) == read_.end()) wrong(key, "unknown_field");
}

Result<void> Fields::done() {
  note_unknown();
  if (mistakes_.empty()) return {};
  return std::unexpected(Error{.code = ErrorCode::invalid, .key = "invalid", .fields = mistakes_});
}

}  // namespace mado::http
