/// How the readers of a policy file look at its tables: every key is asked for by name and kind, what is
/// wrong is noted with its place, and what nobody asked for is unknown. It knows TOML, but nothing about
/// support.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/model.hpp"
#include "policy/read.hpp"

namespace mado::policy {

using Mistakes = std::vector<Mistake>;

Place place_of(const toml::node& node);
Place place_of(const toml::key& key);
void note(Mistakes& mistakes, Place place, std::string message);
std::string quoted(std::string_view text);

/// A text of the file, or a key, with the place where it stands.
struct Word {
  std::string text;
  Place place;
  explicit operator bool() const { return !text.empty(); }
};

enum class Need { must, may };

/// The texts of a node: one string, or a table of them by language. Empty ones and unknown languages are
/// mistakes.
Texts texts_of(const toml::node& node, std::string_view what, Mistakes& mistakes);

/// An id that others refer to: letters, digits and `-`, and `/` where it names a place in a tree.
enum class IdKind { plain, tree };
bool check_id(const Word& id, IdKind kind, Mistakes& mistakes);

/// One table. Keys that are asked for are known; close() notes the others, and those that are missing.
class Section {
 public:
  /// `name` is what messages call it: `desk "technical"`.
  Section(const toml::table& table, Place place, std::string name, Mistakes& mistakes)
      : table_(&table), place_(place), name_(std::move(name)), mistakes_(&mistakes) {}

  Place place() const { return place_; }
  const std::string& name() const { return name_; }
  Mistakes& mistakes() const { return *mistakes_; }
  void note(Place place, std::string message) const { policy::note(*mistakes_, place, std::move(message)); }

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
  std::optional<Section> section(std::string_view key, Need need, std::string name);
  /// An array of tables, `[[key]]`.
  std::vector<Section> sections(std::string_view key, Need need, const std::string& kind);
  /// The tables of a table, `[key.id]`, in the order of the file.
  std::vector<std::pair<Word, Section>> named_sections(std::string_view key, Need need,
                                                       const std::string& kind);
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

 private:
  void refuse(std::string_view key, const Word& written, const std::vector<std::string>& names) const;
  void wrong_kind(std::string_view key, const toml::node& node, std::string_view wanted) const;

  const toml::table* table_;
  Place place_;
  std::string name_;
  Mistakes* mistakes_;
  std::vector<std::string> known_ = {};
  std::vector<std::string> missing_ = {};
};

}  // namespace mado::policy
