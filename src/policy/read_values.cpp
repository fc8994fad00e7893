#include "policy/read_values.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace mado::policy {
namespace {

Place start_of(const toml::source_region& region) {
  return {static_cast<std::uint32_t>(region.begin.line), static_cast<std::uint32_t>(region.begin.column)};
}

Kind kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return Kind::text;
    case toml::node_type::integer:
      return Kind::whole;
    case toml::node_type::floating_point:
      return Kind::number;
    case toml::node_type::boolean:
      return Kind::flag;
    case toml::node_type::array:
      return Kind::list;
    case toml::node_type::table:
      return Kind::table;
    default:
      return Kind::time;
  }
}

/// As the sentences choose by it.
std::string name_of(Kind kind) {
  static constexpr std::array names = {"text",          "texts",         "whole",  "number",
                                       "flag",          "time",          "target", "list",
                                       "list_of_texts", "text_or_texts", "table",  "list_of_tables"};
  return names[static_cast<size_t>(kind)];
}

Texts texts_by_language(const toml::table& table, std::string_view name, Mistakes& mistakes) {
  Texts texts;
  for (const auto& [key, value] : table) {
    const auto language = read_language({.text = std::string(key.str()), .place = place_of(key)}, mistakes);
    const auto* text = value.as_string();
    const auto path = std::string(name) + '.' + step_of(std::string(key.str()));
    if (!language) continue;
    if (text == nullptr)
      note_kind(mistakes, value, path, Kind::text);
    else if (is_blank(text->get()))
      note(mistakes, place_of(value), {"mistakes.empty", {{"key", path}}});
    else
      texts.set(*language, text->get());
  }
  return texts;
}

}  // namespace

Place place_of(const toml::node& node) { return start_of(node.source()); }
Place place_of(const toml::key& key) { return start_of(key.source()); }

void note_kind(Mistakes& mistakes, const toml::node& node, std::string_view key, Kind wanted,
               std::string_view path) {
  note(mistakes, place_of(node),
       {"mistakes.kind",
        {{"key", std::string(key)},
         {"path", std::string(path)},
         {"wanted", name_of(wanted)},
         {"found", name_of(kind_of(node))}}});
}

void note_item(Mistakes& mistakes, const toml::node& item, std::string_view key, Kind wanted) {
  note(mistakes, place_of(item),
       {"mistakes.item_kind",
        {{"key", std::string(key)}, {"wanted", name_of(wanted)}, {"found", name_of(kind_of(item))}}});
}

/// One step of a path: bare where TOML allows it.
std::string step_of(const std::string& key) {
  const auto fits = [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '-' || letter == '_';
  };
  return !key.empty() && std::ranges::all_of(key, fits) ? key : listed({key});
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::optional<Language> read_language(const Word& code, Mistakes& mistakes) {
  if (const auto language = language_of_code(code.text)) return language;
  const auto meant = language_of_tag(code.text);
  note(mistakes, code.place, {"mistakes.language_unknown", {{"word", code.text}}},
       meant ? Hint{.meant = std::string(code_of(*meant))} : hint_for(code.text, {"en", "ja", "zh-Hans"}));
  return std::nullopt;
}

Texts texts_of(const toml::node& node, std::string_view key, Mistakes& mistakes) {
  if (const auto* text = node.as_string()) {
    if (is_blank(text->get()))
      note(mistakes, place_of(node), {"mistakes.empty", {{"key", std::string(key)}}});
    return Texts(text->get());
  }
  if (const auto* table = node.as_table()) {
    if (table->empty()) note(mistakes, place_of(node), {"mistakes.unspoken", {{"key", std::string(key)}}});
    return texts_by_language(*table, key, mistakes);
  }
  note_kind(mistakes, node, key, Kind::texts);
  return {};
}

bool check_id(const Word& id, IdKind kind, Mistakes& mistakes) {
  const auto fits = [kind](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) || letter == '-' ||
           (kind == IdKind::tree && letter == '/');
  };
  const bool whole = !id.text.starts_with('/') && !id.text.ends_with('/') && !id.text.contains("//");
  if (!id.text.empty() && whole && std::ranges::all_of(id.text, fits)) return true;
  note(mistakes, id.place,
       {"mistakes.id_unreadable", {{"word", id.text}, {"kind", kind == IdKind::tree ? "tree" : "plain"}}});
  return false;
}

}  // namespace mado::policy
