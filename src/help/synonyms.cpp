#include "help/synonyms.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <stdexcept>

#include "embedded/synonyms.hpp"
#include "help/store_words.hpp"

namespace mado::help {
namespace {

/// Reads ideas and notes every mistake at its place.
class Reading {
 public:
  std::vector<search::Idea> read(const toml::table& table) {
    std::vector<search::Idea> ideas;
    for (const auto& [name, node] : table)
      if (name != "ideas") wrong(node, "synonyms.unknown_key", {{"key", std::string(name.str())}});
    const auto* list = table["ideas"].as_array();
    if (list == nullptr) {
      wrong(table, "synonyms.no_ideas");
      return ideas;
    }
    if (list->size() > ideas_max) wrong(*list, "synonyms.too_many", {{"most", std::to_string(ideas_max)}});
    for (const auto& node : *list)
      if (const auto* idea = node.as_table())
        ideas.push_back(idea_of(*idea));
      else
        wrong(node, "synonyms.no_idea");
    return ideas;
  }

  std::vector<FieldError> mistakes;

 private:
  search::Idea idea_of(const toml::table& table) {
    search::Idea idea;
    size_t count = 0;
    for (const auto& [code, node] : table) {
      const auto language = language_of_code(code.str());
      if (!language) {
        wrong(node, "synonyms.unknown_language", {{"code", std::string(code.str())}});
        continue;
      }
      auto& ways = idea[static_cast<size_t>(*language)];
      ways = ways_of(node);
      count += ways.size();
    }
    if (count < 2 && mistakes.empty()) wrong(table, "synonyms.alone");
    return idea;
  }

  std::vector<std::string> ways_of(const toml::node& node) {
    std::vector<std::string> ways;
    const auto* list = node.as_array();
    if (list == nullptr || list->size() > ways_max) {
      wrong(node, "synonyms.no_list", {{"most", std::to_string(ways_max)}});
      return ways;
    }
    for (const auto& way : *list) {
      const auto text = way.value<std::string>();
      if (!way.is_string() || text->empty() || text->size() > way_bytes_max)
        wrong(way, "synonyms.no_text", {{"most", std::to_string(way_bytes_max)}});
      else
        ways.push_back(*text);
    }
    return ways;
  }

  void wrong(const toml::node& node, std::string key, std::map<std::string, std::string> values = {}) {
    const auto at = node.source().begin;
    mistakes.push_back({fmt::format("{}:{}", at.line, at.column), std::move(key), std::move(values)});
  }
};

}  // namespace

Result<std::vector<search::Idea>> read_synonyms(std::string_view text) {
  Reading reading;
  try {
    auto ideas = reading.read(toml::parse(text));
    if (reading.mistakes.empty()) return ideas;
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    reading.mistakes.push_back({fmt::format("{}:{}", at.line, at.column),
                                "synonyms.syntax",
                                {{"what", std::string(error.description())}}});
  }
  return std::unexpected(
      Error{.code = ErrorCode::invalid, .key = "invalid", .fields = std::move(reading.mistakes)});
}

std::string_view own_synonyms_text() { return embedded::synonyms().front().bytes; }

const std::vector<search::Idea>& own_synonyms() {
  static const auto ideas = [] {
    auto read = read_synonyms(own_synonyms_text());
    if (!read) throw std::runtime_error("the program's own synonyms are wrong");
    return *std::move(read);
  }();
  return ideas;
}

Result<size_t> save_synonyms(db::Database& database, OperatorId owner, std::string_view toml, Instant now) {
  MADO_TRY(ideas, read_synonyms(toml));
  MADO_CHECK(database.write_now([&](db::Tx& tx) -> Result<void> {
    store::keep_synonyms(tx, owner, toml, now);
    tx.journal({.operator_id = owner,
                .organization_id = std::nullopt,
                .subject = owner.text(),
                .kind = "synonyms.saved",
                .actor = "system",
                .at = now,
                .data = "{}"});
    return {};
  }));
  return ideas.size();
}

}  // namespace mado::help
