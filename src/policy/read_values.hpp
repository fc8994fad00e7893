/// What stands in a policy file, value by value: where it is, of which kind, and what is wrong with it. It
/// knows TOML, but nothing about tables and their keys (read_section.hpp).
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>

#include "policy/mistake.hpp"
#include "policy/model.hpp"

namespace mado::policy {

Place place_of(const toml::node& node);
Place place_of(const toml::key& key);

/// What a value is, or has to be.
enum class Kind {
  text,
  texts,  ///< one text, or a table of them by language
  whole,
  number,
  flag,
  time,
  target,  ///< a length of time, or a table that names its calendar
  list,
  list_of_texts,
  text_or_texts,  ///< one text, or a list of them
  table,
  list_of_tables
};
/// Notes a value of the wrong kind under a key, and one in the key's list. `path`: the key with the tables
/// that it stands in, where these are wanted.
void note_kind(Mistakes& mistakes, const toml::node& node, std::string_view key, Kind wanted,
               std::string_view path = "");
void note_item(Mistakes& mistakes, const toml::node& item, std::string_view key, Kind wanted);

bool is_blank(std::string_view text);
/// A key as a path names it: bare where TOML allows it, else in quotes.
std::string step_of(const std::string& key);

/// A text of the file, or a key, with the place where it stands.
struct Word {
  std::string text;
  Place place;
  explicit operator bool() const { return !text.empty(); }
};

/// Exactly a code of a language that is spoken here.
std::optional<Language> read_language(const Word& code, Mistakes& mistakes);

/// The texts of the node under a key: one string, or a table of them by language. Empty ones and unknown
/// languages are mistakes.
Texts texts_of(const toml::node& node, std::string_view key, Mistakes& mistakes);

/// An id that others refer to: letters, digits and `-`, and `/` where it names a place in a tree.
enum class IdKind { plain, tree };
bool check_id(const Word& id, IdKind kind, Mistakes& mistakes);

}  // namespace mado::policy
