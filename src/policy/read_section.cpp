#include "policy/read_section.hpp"

#include <algorithm>
#include <cctype>

#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

Place start_of(const toml::source_region& region) {
  return {static_cast<std::uint32_t>(region.begin.line), static_cast<std::uint32_t>(region.begin.column)};
}

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Texts texts_by_language(const toml::table& table, std::string_view what, Mistakes& mistakes) {
  Texts texts;
  for (const auto& [key, value] : table) {
    const auto language = language_of_code(key.str());
    const auto meant = language_of_tag(key.str());
    const auto* text = value.as_string();
    if (!language) {
      const auto hint = meant ? " (did you mean " + quoted(code_of(*meant)) + "?)"
                              : suggestion(key.str(), {"en", "ja", "zh-Hans"});
      note(mistakes, place_of(key), quoted(key.str()) + " is not a language that texts exist in" + hint);
    } else if (text == nullptr) {
      note(mistakes, place_of(value),
           quoted(what) + " in " + quoted(key.str()) + " must be a text, not " + std::string(kind_of(value)));
    } else if (is_blank(text->get())) {
      note(mistakes, place_of(value), quoted(what) + " in " + quoted(key.str()) + " is empty");
    } else {
      texts.set(*language, text->get());
    }
  }
  return texts;
}

}  // namespace

Place place_of(const toml::node& node) { return start_of(node.source()); }
Place place_of(const toml::key& key) { return start_of(key.source()); }

void note(Mistakes& mistakes, Place place, std::string message) {
  mistakes.push_back({.place = place, .message = std::move(message), .file = {}});
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

Texts texts_of(const toml::node& node, std::string_view what, Mistakes& mistakes) {
  if (const auto* text = node.as_string()) {
    if (is_blank(text->get())) note(mistakes, place_of(node), quoted(what) + " is empty");
    return Texts(text->get());
  }
  if (const auto* table = node.as_table()) {
    if (table->empty()) note(mistakes, place_of(node), quoted(what) + " has no text in any language");
    return texts_by_language(*table, what, mistakes);
  }
  note(mistakes, place_of(node),
       quoted(what) + " must be a text, or a table of texts by language, not " + std::string(kind_of(node)));
  return {};
}

bool check_id(const Word& id, IdKind kind, Mistakes& mistakes) {
  const auto fits = [kind](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) || letter == '-' ||
           (kind == IdKind::tree && letter == '/');
  };
  const bool whole = !id.text.starts_with('/') && !id.text.ends_with('/') && !id.text.contains("//");
  if (!id.text.empty() && whole && std::ranges::all_of(id.text, fits)) return true;
  const auto letters = kind == IdKind::tree ? "letters, digits and \"-\", and of \"/\" between them"
                                            : "letters, digits and \"-\"";
  note(mistakes, id.place, quoted(id.text) + " is no id: ids are made of " + letters);
  return false;
}

const toml::node* Section::find(std::string_view key, Need need) {
  known_.emplace_back(key);
  const auto* node = table_->get(key);
  if (node == nullptr && need == Need::must) missing_.emplace_back(key);
  return node;
}

Place Section::key_place(std::string_view key) const {
  const auto found = table_->find(key);
  return found == table_->end() ? place_ : policy::place_of(found->first);
}

Word Section::word(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return {};
  const auto* text = node->as_string();
  if (text == nullptr) {
    wrong_kind(key, *node, "a text");
    return {};
  }
  if (is_blank(text->get())) {
    note(policy::place_of(*node), quoted(key) + " is empty");
    return {};
  }
  return {.text = text->get(), .place = policy::place_of(*node)};
}

Texts Section::texts(std::string_view key, Need need) {
  const auto* node = find(key, need);
  return node == nullptr ? Texts() : texts_of(*node, key, *mistakes_);
}

std::optional<bool> Section::flag(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  if (const auto* flag = node->as_boolean()) return flag->get();
  wrong_kind(key, *node, "true or false");
  return std::nullopt;
}

std::optional<int> Section::whole(std::string_view key, int least, int most, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  const auto* number = node->as_integer();
  if (number == nullptr) {
    wrong_kind(key, *node, "a whole number");
    return std::nullopt;
  }
  if (number->get() >= least && number->get() <= most) return static_cast<int>(number->get());
  note(policy::place_of(*node), quoted(key) + " must be from " + std::to_string(least) + " to " +
                                    std::to_string(most) + ", not " + std::to_string(number->get()));
  return std::nullopt;
}

std::vector<Word> Section::words(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(key, *node, "a list of texts");
    return {};
  }
  if (list->empty())
    note(policy::place_of(*node),
         quoted(key) + (need == Need::must ? " is empty" : " is empty; leave it out"));
  std::vector<Word> words;
  for (const auto& item : *list) {
    const auto* text = item.as_string();
    if (text == nullptr)
      note(policy::place_of(item),
           quoted(key) + " is a list of texts; this is " + std::string(kind_of(item)));
    else if (is_blank(text->get()))
      note(policy::place_of(item), quoted(key) + " holds an empty text");
    else
      words.push_back({.text = text->get(), .place = policy::place_of(item)});
  }
  return words;
}

std::vector<Word> Section::word_or_words(std::string_view key, Need need) {
  const auto* node = table_->get(key);
  if (node == nullptr || !node->is_string()) return words(key, need);
  const auto one = word(key, need);
  return one ? std::vector{one} : std::vector<Word>();
}

std::vector<Texts> Section::list_of_texts(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(key, *node, "a list of texts");
    return {};
  }
  if (list->empty()) note(policy::place_of(*node), quoted(key) + " is empty; leave it out");
  std::vector<Texts> all;
  for (const auto& item : *list) all.push_back(texts_of(item, key, *mistakes_));
  return all;
}

std::optional<Section> Section::section(std::string_view key, Need need, std::string name) {
  const auto* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  if (const auto* table = node->as_table())
    return Section(*table, key_place(key), std::move(name), *mistakes_);
  wrong_kind(key, *node, "a table");
  return std::nullopt;
}

std::vector<Section> Section::sections(std::string_view key, Need need, const std::string& kind) {
  const auto* node = find(key, need);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(key, *node, "a list of tables ([[" + std::string(key) + "]])");
    return {};
  }
  if (list->empty())
    note(policy::place_of(*node),
         quoted(key) + (need == Need::must ? " is empty" : " is empty; leave it out"));
  std::vector<Section> all;
  for (const auto& item : *list) {
    if (const auto* table = item.as_table())
      all.emplace_back(*table, policy::place_of(item), kind, *mistakes_);
    else
      note(policy::place_of(item),
           quoted(key) + " is a list of tables; this is " + std::string(kind_of(item)));
  }
  return all;
}

std::vector<std::pair<Word, Section>> Section::named_sections(std::string_view key, Need need,
                                                              const std::string& kind) {
  auto all = section(key, need, std::string(key));
  if (!all) return {};
  if (all->table_->empty() && need == Need::must) note(all->place(), quoted(key) + " is empty");
  std::vector<std::pair<Word, Section>> named;
  for (const auto& [id, node] : all->entries()) {
    const auto* table = node->as_table();
    check_id(id, IdKind::plain, *mistakes_);
    if (table == nullptr)
      all->wrong_kind(id.text, *node, "a table");
    else
      named.emplace_back(id, Section(*table, id.place, kind + ' ' + quoted(id.text), *mistakes_));
  }
  return named;
}

std::vector<std::pair<Word, const toml::node*>> Section::entries() {
  std::vector<std::pair<Word, const toml::node*>> all;
  for (const auto& [key, node] : *table_) {
    known_.emplace_back(key.str());
    all.emplace_back(Word{.text = std::string(key.str()), .place = policy::place_of(key)}, &node);
  }
  std::ranges::sort(
      all, {}, [](const auto& entry) { return std::pair(entry.first.place.line, entry.first.place.column); });
  return all;
}

void Section::close() const {
  auto missing = missing_;
  for (const auto& [key, node] : *table_) {
    if (std::ranges::find(known_, key.str()) != known_.end()) continue;
    const auto meant = nearest(key.str(), known_);
    std::erase(missing, meant);
    note(policy::place_of(key),
         "unknown key " + quoted(key.str()) + " in " + name_ + suggestion(key.str(), known_));
  }
  for (const auto& key : missing) note(place_, name_ + " lacks " + quoted(key));
}

void Section::refuse(std::string_view key, const Word& written, const std::vector<std::string>& names) const {
  note(written.place, quoted(key) + " cannot be " + quoted(written.text) + suggestion(written.text, names));
}

void Section::wrong_kind(std::string_view key, const toml::node& node, std::string_view wanted) const {
  note(policy::place_of(node),
       quoted(key) + " must be " + std::string(wanted) + ", not " + std::string(kind_of(node)));
}

}  // namespace mado::policy
