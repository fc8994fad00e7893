#include "help/store_sitemap.hpp"

#include <algorithm>

namespace mado::help::store {

std::vector<PublicArticle> public_articles(db::Snapshot& snapshot, OperatorId owner, ArticleId after,
                                           int limit) {
  std::vector<PublicArticle> articles;
  snapshot.each(
      "select article_id, language, updated_at from article_version where audience = 'public' and article_id "
      "in"
      " (select distinct article_id from article_version where operator_id = $1 and audience = 'public'"
      " and article_id > $2 order by article_id limit $3) order by article_id, language",
      {owner, after, limit}, [&](const db::Row& row) {
        const auto id = row.id<ArticleId>(0);
        const auto language = language_of_code(row.text(1));
        if (!language) return;
        if (articles.empty() || articles.back().id != id) articles.push_back({id, {}, row.instant(2)});
        articles.back().languages.push_back(*language);
        articles.back().updated = std::max(articles.back().updated, row.instant(2));
      });
  return articles;
}

std::vector<ArticleId> pages_of_public_articles(db::Snapshot& snapshot, OperatorId owner, int limit) {
  auto begins = snapshot.all(
      "select article_id from (select article_id, row_number() over (order by article_id) as place,"
      " count(*) over () as size from (select distinct article_id from article_version"
      " where operator_id = $1 and audience = 'public') public_articles) placed"
      " where place % $2 = 0 and place < size order by article_id",
      {owner, limit}, [](const db::Row& row) { return row.id<ArticleId>(0); });
  begins.insert(begins.begin(), ArticleId{});
  return begins;
}

}  // namespace mado::help::store
