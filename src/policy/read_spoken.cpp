#include <algorithm>
#include <array>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

constexpr std::array keys_of_texts = {"name", "means", "about", "obtain", "text", "signs"};

/// A table of texts by language; what stands in another kind of table is told elsewhere.
bool is_by_language(const toml::table& table) {
  return !table.empty() && std::ranges::all_of(table, [](const auto& entry) {
    return language_of_code(entry.first.str()).has_value() && entry.second.is_string();
  });
}

class Walk {
 public:
  Walk(const std::vector<Language>& spoken, Mistakes& mistakes) : spoken_(spoken), mistakes_(mistakes) {}

  void through(const toml::table& table) {
    for (const auto& [key, node] : table) through(node, key.str());
  }

 private:
  void through(const toml::node& node, std::string_view key) {
    if (const auto* list = node.as_array())
      for (const auto& item : *list) through(item, key);
    const auto* table = node.as_table();
    if (table == nullptr) return;
    const bool texts = std::ranges::find(keys_of_texts, key) != keys_of_texts.end() && is_by_language(*table);
    if (!texts) return through(*table);
    const bool read = std::ranges::any_of(spoken_, [&](auto one) { return table->contains(code_of(one)); });
    if (!read) note(mistakes_, place_of(node), {"mistakes.unspoken", {{"key", std::string(key)}}});
  }

  const std::vector<Language>& spoken_;
  Mistakes& mistakes_;
};

}  // namespace

void check_spoken(Draft& draft, const toml::table& root) {
  const auto& spoken = draft.policy.operator_facts.languages;
  const auto* written = root["operator"]["languages"].as_array();
  const bool all_known = written != nullptr && !spoken.empty() && written->size() == spoken.size();
  if (all_known) Walk(spoken, draft.mistakes).through(root);
}

}  // namespace mado::policy
