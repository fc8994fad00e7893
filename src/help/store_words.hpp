/// The SQL of what is known of words: their learned meaning, and the operator's synonyms.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/scope.hpp"
#include "db/database.hpp"
#include "search/meaning.hpp"

namespace mado::help::store {

/// How many articles an operator has in a language, and of how many its meaning was learned (0: none).
struct Stock {
  OperatorId owner;
  Language language = Language::en;
  std::int64_t articles = 0;
  std::int64_t learned_from = 0;
};
std::vector<Stock> stocks(db::Snapshot& snapshot);

/// Null if nothing was learned, or by another version of the program.
std::shared_ptr<const search::Meaning> meaning(db::Snapshot& snapshot, OperatorId owner, Language language);
void keep_meaning(db::Tx& tx, OperatorId owner, Language language, const search::Meaning& meaning,
                  Instant now);

struct Synonyms {
  std::string text;
  std::int64_t version = 0;
};
/// What the operator wrote.
std::optional<Synonyms> synonyms(db::Snapshot& snapshot, OperatorId owner);
/// Answers the new version, one above the one before.
std::int64_t keep_synonyms(db::Tx& tx, OperatorId owner, std::string_view text, Instant now);

}  // namespace mado::help::store
