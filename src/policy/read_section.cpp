#include "policy/read_section.hpp"

#include <algorithm>
#include <cctype>

namespace mado::policy {
namespace {

std::string joined(const std::vector<std::string>& path) {
  std::string all;
  for (const auto& key : path) all += (all.empty() ? "" : ".") + step_of(key);
  return all;
}

}  // namespace

std::string Section::name() const {
  if (path_.empty()) return "policy";
  if (table_->is_inline()) return listed({path_.back()});
  const auto path = joined(path_);
  return form_ == Form::listed ? "[[" + path + "]]" : "[" + path + "]";
}

std::string Section::path_to(std::string_view key) const {
  auto path = path_;
  path.emplace_back(key);
  return joined(path);
}

Section Section::child(const toml::table& table, Place place, std::string_view key, Form form) const {
  Section child(table, place, *mistakes_);
  child.path_ = path_;
  child.path_.emplace_back(key);
  child.form_ = form;
  return child;
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
    wrong_kind(key, *node, Kind::text);
    return {};
  }
  if (is_blank(text->get())) {
    note(policy::place_of(*node), {"mistakes.empty", {{"key", std::string(key)}}});
    return {};
  }
  if (std::ranges::any_of(text->get(), [](unsigned char letter) { return std::iscntrl(letter) != 0; })) {
    note(policy::place_of(*node), {"mistakes.control_letter", {{"key", std::string(key)}}});
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
  wrong_kind(key, *node, Kind::flag);
  return std::nullopt;
}

std::optional<int> Section::whole(std::string_view key, int least, int most, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  const auto* number = node->as_integer();
  if (number == nullptr) {
    wrong_kind(key, *node, Kind::whole);
    return std::nullopt;
  }
  if (number->get() >= least && number->get() <= most) return static_cast<int>(number->get());
  note(policy::place_of(*node), {"mistakes.range",
                                 {{"key", std::string(key)},
                                  {"least", std::to_string(least)},
                                  {"most", std::to_string(most)},
                                  {"word", std::to_string(number->get())}}});
  return std::nullopt;
}

std::vector<Word> Section::words(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(key, *node, Kind::list_of_texts);
    return {};
  }
  if (list->empty()) note_empty(key, *node, need);
  std::vector<Word> words;
  for (const auto& item : *list) {
    const auto* text = item.as_string();
    if (text == nullptr)
      note_item(*mistakes_, item, key, Kind::text);
    else if (is_blank(text->get()))
      note(policy::place_of(item), {"mistakes.empty_item", {{"key", std::string(key)}}});
    else
      words.push_back({.text = text->get(), .place = policy::place_of(item)});
  }
  return words;
}

std::vector<Word> Section::word_or_words(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return {};
  if (node->is_array()) return words(key, need);
  if (!node->is_string()) return wrong_kind(key, *node, Kind::text_or_texts), std::vector<Word>();
  const auto one = word(key, need);
  return one ? std::vector{one} : std::vector<Word>();
}

std::vector<Texts> Section::list_of_texts(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(key, *node, Kind::list_of_texts);
    return {};
  }
  if (list->empty()) note_empty(key, *node, Need::may);
  std::vector<Texts> all;
  for (const auto& item : *list) all.push_back(texts_of(item, key, *mistakes_));
  return all;
}

std::optional<Section> Section::section(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  if (const auto* table = node->as_table()) return child(*table, key_place(key), key, Form::single);
  wrong_kind(key, *node, Kind::table);
  return std::nullopt;
}

std::vector<Section> Section::sections(std::string_view key, Need need) {
  const auto* node = find(key, need);
  if (node == nullptr) return {};
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(key, *node, Kind::list_of_tables);
    return {};
  }
  if (list->empty()) note_empty(key, *node, need);
  std::vector<Section> all;
  for (const auto& item : *list) {
    if (const auto* table = item.as_table())
      all.push_back(child(*table, policy::place_of(item), key, Form::listed));
    else
      note_item(*mistakes_, item, key, Kind::table);
  }
  return all;
}

std::vector<std::pair<Word, Section>> Section::named_sections(std::string_view key, Need need) {
  auto all = section(key, need);
  if (!all) return {};
  if (all->table_->empty() && need == Need::must)
    note(all->place(), {"mistakes.empty", {{"key", std::string(key)}}});
  std::vector<std::pair<Word, Section>> named;
  for (const auto& [id, node] : all->entries()) {
    const auto* table = node->as_table();
    check_id(id, IdKind::plain, *mistakes_);
    if (table == nullptr)
      all->wrong_kind(id.text, *node, Kind::table);
    else
      named.emplace_back(id, all->child(*table, id.place, id.text, Form::single));
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
         {"mistakes.key_unknown", {{"word", std::string(key.str())}, {"section", name()}}},
         hint_for(key.str(), known_));
  }
  for (const auto& key : missing) note(place_, {"mistakes.lacks", {{"section", name()}, {"key", key}}});
}

void Section::refuse(std::string_view key, const Word& written, const std::vector<std::string>& names) const {
  note(written.place, {"mistakes.value_unknown", {{"key", std::string(key)}, {"word", written.text}}},
       hint_for(written.text, names));
}

void Section::note_empty(std::string_view key, const toml::node& list, Need need) const {
  const auto* sentence = need == Need::must ? "mistakes.empty" : "mistakes.empty_optional";
  note(policy::place_of(list), {sentence, {{"key", std::string(key)}}});
}

}  // namespace mado::policy
