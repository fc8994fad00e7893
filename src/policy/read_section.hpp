/// How the readers of a policy file look at its tables: every key is asked for by name and kind, what is
/// wrong is noted with its place, and what nobody asked for is unknown. It knows TOML, but nothing about
/// support.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/read_values.hpp"

namespace mado::policy {

enum class Need { must, may };

/// One table. Keys that are asked for are known; close() notes the others, and those that are missing.
class Section {
 public:
  /// The whole file.
  Section(const toml::table& table, Place place, Mistakes& mistakes)
      : table_(&table), place_(place), mistakes_(&mistakes) {}

  Place place() const { return place_; }
  /// As the file writes it: `[desks.technical]`, `[[topics]]`, `"when"` for { … }; `policy` for all of it.
  std::string name() const;
  Mistakes& mistakes() const { return *mistakes_; }
  void note(Place place, Sentence sentence, Hint hint = {}) const {
    policy::note(*mistakes_, place, std::move(sentence), std::move(hint));
  }

  /// The value of a key, or null; close() notes a missing one that must be there.
  const toml::node* find(std::string_view key, Need need = Need::may);
  /// Where the key stands; where its section does, if it is missing.
  Place key_place(std::string_view key) const;
  bool has(std::string_view key) const { return table_->contains(key); }

  Word word(std::string_view key, Need need);
  Texts texts(std::string_view key, Need need);
  std::optional<bool> flag(std::string_view key, Need need = Need::may);
  std::optional<int> whole(std::string_view key, int least, int most, Need need);
  /// An array of texts; an empty one is a mistake.
  std::vector<Word> words(std::string_view key, Need need);
  /// One text, or an array of them.
  std::vector<Word> word_or_words(std::string_view key, Need need);
  std::vector<Texts> list_of_texts(std::string_view key);
  std::optional<Section> section(std::string_view key, Need need);
  /// An array of tables, `[[key]]`.
  std::vector<Section> sections(std::string_view key, Need need);
  /// The tables of a table, `[key.id]`, in the order of the file.
  std::vector<std::pair<Word, Section>> named_sections(std::string_view key, Need need);
  /// All keys with their values, in the order of the file; all of them are known then.
  std::vector<std::pair<Word, const toml::node*>> entries();

  /// One of a few words; what it stands for.
  template <class T>
  std::optional<T> choice(std::string_view key, Need need,
                          const std::vector<std::pair<std::string, T>>& choices) {
    const auto written = word(key, need);
    if (!written) return std::nullopt;
    for (const auto& [name, value] : choices)
      if (name == written.text) return value;
    std::vector<std::string> names;
    names.reserve(choices.size());
    for (const auto& [name, value] : choices) names.push_back(name);
    refuse(key, written, names);
    return std::nullopt;
  }

  /// Notes every key that is missing, and every one that nobody asked for; a misspelled one only once.
  void close() const;

  /// Notes a value that is none of those that a key knows.
  void refuse(std::string_view key, const Word& written, const std::vector<std::string>& names) const;

 private:
  enum class Form { single, listed };
  Section child(const toml::table& table, Place place, std::string_view key, Form form) const;
  /// As the head of a table says it: `channels.phone`.
  std::string path_to(std::string_view key) const;
  void wrong_kind(std::string_view key, const toml::node& node, Kind wanted) const {
    note_kind(*mistakes_, node, key, wanted, path_to(key));
  }
  void note_empty(std::string_view key, const toml::node& list, Need need) const;

  const toml::table* table_;
  Place place_;
  Mistakes* mistakes_;
  std::vector<std::string> path_ = {};
  Form form_ = Form::single;
  std::vector<std::string> known_ = {};
  std::vector<std::string> missing_ = {};
};

}  // namespace mado::policy
