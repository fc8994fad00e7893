/// The SQL of the list of public articles that search engines read.
#pragma once

#include <vector>

#include "base/scope.hpp"
#include "db/database.hpp"
#include "help/model.hpp"

namespace mado::help::store {

/// An article that anybody may read.
struct PublicArticle {
  ArticleId id;
  std::vector<Language> languages;
  Instant updated;  ///< the newest of its languages
};
/// The next articles after `after`, by id, at most `limit`.
std::vector<PublicArticle> public_articles(db::Snapshot& snapshot, OperatorId owner, ArticleId after,
                                           int limit);
/// Where the pages of that list begin: the article before each page; the first page begins before all.
std::vector<ArticleId> pages_of_public_articles(db::Snapshot& snapshot, OperatorId owner, int limit);

}  // namespace mado::help::store
