/// The SQL of articles.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/scope.hpp"
#include "db/database.hpp"
#include "help/model.hpp"

namespace mado::help::store {

/// A draft ready to be stored: compressed, with a fingerprint of all that was imported.
struct Prepared {
  Draft draft;  ///< its markdown is taken out
  std::vector<Link> links;
  std::vector<PictureId> pictures;
  int minutes = 1;
  std::string markdown;
  std::string passages;
  std::string fingerprint;
};

enum class Change { added, changed, nothing };
struct Saved {
  ArticleId id;
  Change change = Change::nothing;
};
/// Stores an imported language version, under the article of its reference (made with `fresh` if there is
/// none). The same file once more changes nothing, also what was written here since; a changed one is kept in
/// the history.
Saved save(db::Tx& tx, OperatorId owner, const Prepared& prepared, ArticleId fresh, Instant now);
/// What was written here goes to readers; the fingerprint of the import stays.
void publish(db::Tx& tx, OperatorId owner, ArticleId id, Prepared prepared, Instant now);

std::optional<Version> version(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language);
/// In which languages the article exists, for readers of these audiences.
std::vector<Language> languages(db::Snapshot& snapshot, OperatorId owner, ArticleId id, unsigned audiences);
std::string markdown(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language);
std::vector<search::Passage> passages(db::Snapshot& snapshot, OperatorId owner, ArticleId id,
                                      Language language);
std::string reference(db::Snapshot& snapshot, OperatorId owner, ArticleId id);
std::optional<ArticleId> by_reference(db::Snapshot& snapshot, OperatorId owner, std::string_view reference);

/// Which operators have articles in which languages.
std::vector<std::pair<OperatorId, Language>> places(db::Snapshot& snapshot);
/// For the index: the next versions of a language after `after`, by id, at most `limit`.
std::vector<search::Document> documents_after(db::Snapshot& snapshot, OperatorId owner, Language language,
                                              ArticleId after, int limit);
std::optional<search::Document> document(db::Snapshot& snapshot, OperatorId owner, Language language,
                                         ArticleId id);
/// The articles that this version links to, as far as they exist.
std::vector<ArticleId> linked_from(db::Snapshot& snapshot, OperatorId owner, Language language, ArticleId id);

/// An article as the index of articles lists it.
struct Shelved {
  ArticleId id;
  std::string title;
  std::string description;
  std::string product;
  std::string topic;
  std::int64_t count = 0;  ///< articles of the same product and topic
};
/// The first `each_max` articles of every topic in a language, by title, for readers of these audiences.
std::vector<Shelved> shelves(db::Snapshot& snapshot, OperatorId owner, Language language, unsigned audiences,
                             int each_max);
/// The articles of one topic, by title.
std::vector<Shelved> shelf(db::Snapshot& snapshot, OperatorId owner, Language language, unsigned audiences,
                           std::string_view product, std::string_view topic, int limit);

}  // namespace mado::help::store
