#include "help/store_life.hpp"

#include "help/document.hpp"
#include "help/store_pictures.hpp"

namespace mado::help::store {
namespace {

// Versions with and without a life of their own, each with where it stands against the original ($2).
#define STANDING                                                                                            \
  "with every_one as ("                                                                                     \
  " select v.article_id, v.language, coalesce(l.state, 'published') as state, coalesce(l.version, 0) as"    \
  " version, coalesce(l.number, 0) as number, coalesce(t.title, v.title) as title,"                         \
  " coalesce(l.owner_name, '') as owner_name, l.review_at, coalesce(l.published_at, v.updated_at) as"       \
  " published_at from article_version v"                                                                    \
  " left join article_life l on l.article_id = v.article_id and l.language = v.language"                    \
  " left join article_text t on t.article_id = l.article_id and t.language = l.language"                    \
  " and t.number = l.number where v.operator_id = $1"                                                       \
  " union all"                                                                                              \
  " select l.article_id, l.language, l.state, l.version, l.number, t.title, l.owner_name, l.review_at,"     \
  " null from article_life l join article_text t on t.article_id = l.article_id"                            \
  " and t.language = l.language and t.number = l.number where l.operator_id = $1 and not exists ("          \
  " select 1 from article_version v where v.article_id = l.article_id and v.language = l.language)),"       \
  " standing as (select e.article_id, e.language, case when e.state = 'published' and e.language <> $2"     \
  " and o.published_at > coalesce(e.published_at, 0) then 'outdated' else e.state end as state, e.version," \
  " e.number, e.title, e.owner_name, e.review_at, e.published_at from every_one e"                          \
  " left join article_life o on o.article_id = e.article_id and o.language = $2)"                           \
  " select article_id, language, state, version, number, title, owner_name, review_at, published_at"        \
  " from standing "

Life life_of(const db::Row& row) {
  return {.id = row.id<ArticleId>(0),
          .language = language_of_code(row.text(1)).value_or(Language::en),
          .state = state_of_code(row.text(2)).value_or(State::draft),
          .version = row.integer(3),
          .number = row.integer(4),
          .title = row.string(5),
          .owner = row.string(6),
          .review = row.instant_or(7),
          .published = row.instant_or(8)};
}

Text text_of(const db::Row& row) {
  return {.title = row.string(0),
          .description = row.string(1),
          .product = row.string(2),
          .topic = row.string(3),
          .audience = audience_of_code(row.text(4)).value_or(Audience::agents),
          .markdown = expanded(row.blob(5)),
          .is_guide = row.integer(6) != 0};
}

Saving saving_of(const db::Row& row) {
  return {.number = row.integer(0),
          .title = row.string(1),
          .author = row.string(2),
          .note = row.string(3),
          .at = row.instant(4)};
}

std::int64_t newest(db::Snapshot& snapshot, ArticleId id, Language language) {
  return snapshot
      .one("select coalesce(max(number), 0) from article_text where article_id = $1 and language = $2",
           {id, code_of(language)}, [](const db::Row& row) { return row.integer(0); })
      .value_or(0);
}

}  // namespace

std::vector<Life> lives(db::Snapshot& snapshot, OperatorId owner, const Listing& listing) {
  const std::string_view state = listing.state ? code_of(*listing.state) : "";
  const std::string_view language = listing.language ? code_of(*listing.language) : "";
  const ArticleId after = listing.after ? listing.after->first : ArticleId{INT64_MAX};
  const std::string_view after_language = listing.after ? code_of(listing.after->second) : "";
  return snapshot.all(STANDING
                      " where ($3 = '' or state = $3) and ($4 = '' or language = $4)"
                      " and ($5 = 0 or review_at < $6)"
                      " and (article_id < $7 or (article_id = $7 and language > $8))"
                      " and ($9 = '' or owner_name = $9)"
                      " and ($10 = '' or replace(lower(title), lower($10), '') <> lower(title))"
                      " order by article_id desc, language limit $11",
                      {owner, code_of(listing.original), state, language, listing.overdue, listing.now, after,
                       after_language, listing.owner, listing.title, listing.limit},
                      life_of);
}

std::optional<Life> life(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                         Language original) {
  return snapshot.one(STANDING " where article_id = $3 and language = $4",
                      {owner, code_of(original), id, code_of(language)}, life_of);
}

std::vector<Life> lives_of(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language original) {
  return snapshot.all(STANDING " where article_id = $3 order by language", {owner, code_of(original), id},
                      life_of);
}

std::vector<Saving> history(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language) {
  return snapshot.all(
      "select number, title, author, note, saved_at from article_text where operator_id = $1"
      " and article_id = $2 and language = $3 order by number desc limit 200",
      {owner, id, code_of(language)}, saving_of);
}

std::optional<Saving> saving(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                             std::int64_t number) {
  return snapshot.one(
      "select number, title, author, note, saved_at from article_text where operator_id = $1"
      " and article_id = $2 and language = $3 and number = $4",
      {owner, id, code_of(language), number}, saving_of);
}

std::optional<Text> text(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                         std::int64_t number) {
  if (number == 0)
    return snapshot.one(
        "select title, description, product, topic, audience, markdown, is_guide from article_version"
        " where operator_id = $1 and article_id = $2 and language = $3",
        {owner, id, code_of(language)}, text_of);
  return snapshot.one(
      "select title, description, product, topic, audience, markdown, is_guide from article_text"
      " where operator_id = $1 and article_id = $2 and language = $3 and number = $4",
      {owner, id, code_of(language), number}, text_of);
}

void insert_article(db::Tx& tx, OperatorId owner, ArticleId id, std::string_view reference) {
  tx.change("insert into article (id, operator_id, reference) values ($1, $2, $3)", {id, owner, reference});
}

std::int64_t keep_published(db::Tx& tx, OperatorId owner, ArticleId id, Language language, Instant now) {
  const std::int64_t number = newest(tx, id, language) + 1;
  tx.change(
      "insert into article_text (article_id, operator_id, language, number, title, description, product,"
      " topic, audience, markdown, is_guide, author, note, saved_at) select article_id, operator_id, "
      "language, $4,"
      " title, description, product, topic, audience, markdown, is_guide, '', '', $5 from article_version"
      " where operator_id = $1 and article_id = $2 and language = $3",
      {owner, id, code_of(language), number, now});
  return number;
}

std::int64_t keep_text(db::Tx& tx, OperatorId owner, ArticleId id, Language language, const Text& text,
                       const Saving& saving) {
  if (newest(tx, id, language) == 0) keep_published(tx, owner, id, language, saving.at);
  const std::int64_t number = newest(tx, id, language) + 1;
  const std::string markdown = compressed(text.markdown);
  tx.change(
      "insert into article_text (article_id, operator_id, language, number, title, description, product,"
      " topic, audience, markdown, author, note, saved_at, is_guide) values ($1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, $10,"
      " $11, $12, $13, $14)",
      {id, owner, code_of(language), number, text.title, text.description, text.product, text.topic,
       code_of(text.audience), db::Blob{markdown}, saving.author, saving.note, saving.at, text.is_guide});
  return number;
}

void put_life(db::Tx& tx, OperatorId owner, const Life& life) {
  tx.change(
      "insert into article_life (article_id, operator_id, language, state, version, number, owner_name,"
      " review_at, published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
      " on conflict (article_id, language) do update set state = excluded.state, version = excluded.version,"
      " number = excluded.number, owner_name = excluded.owner_name, review_at = excluded.review_at,"
      " published_at = excluded.published_at",
      {life.id, owner, code_of(life.language), code_of(life.state), life.version, life.number, life.owner,
       life.review, life.published});
}

void remove_version(db::Tx& tx, OperatorId owner, ArticleId id, Language language) {
  put_uses(tx, owner, id, language, {});
  tx.change("delete from article_link where operator_id = $1 and article_id = $2 and language = $3",
            {owner, id, code_of(language)});
  tx.change("delete from article_version where operator_id = $1 and article_id = $2 and language = $3",
            {owner, id, code_of(language)});
}

void note_import(db::Tx& tx, OperatorId owner, ArticleId id, Language language, Instant now) {
  const std::int64_t number = keep_published(tx, owner, id, language, now);
  tx.change(
      "update article_life set version = version + 1, published_at = $4,"
      " number = case when state = 'published' then $5 else number end"
      " where operator_id = $1 and article_id = $2 and language = $3",
      {owner, id, code_of(language), now, number});
}

}  // namespace mado::help::store
