#include "help/store_life.hpp"

#include "help/document.hpp"
#include "help/store_pictures.hpp"

namespace mado::help::store {
namespace {

// Where a version stands against the original ($2).
#define STATE                                                               \
  "case when l.state = 'published' and l.language <> $2 and o.published_at" \
  " > coalesce(l.published_at, v.updated_at, 0) then 'outdated' else l.state end"
#define LIFE_IN(tables)                                         \
  "select l.article_id, l.language, " STATE                     \
  ", l.version, l.number, l.title, l.owner_name, l.review_at,"  \
  " coalesce(l.published_at, v.updated_at) from " tables        \
  " left join article_version v on v.article_id = l.article_id" \
  " and v.language = l.language where l.operator_id = $1"
#define LIFE \
  LIFE_IN("article_life l left join article_life o on o.article_id = l.article_id and o.language = $2")

// One statement for each way to narrow the list, so that each walks its own index.
#define PAGE                                                                     \
  " and (" STATE                                                                 \
  " = $4 or $4 = '') and ($5 = '' or l.language = $5)"                           \
  " and ($6 = 0 or l.review_at < $7)"                                            \
  " and l.article_id <= $8 and (l.article_id < $8 or l.language > $9)"           \
  " and ($10 = '' or l.owner_name = $10)"                                        \
  " and ($11 = '' or replace(lower(l.title), lower($11), '') <> lower(l.title))" \
  " order by l.article_id desc, l.language limit $12"
constexpr std::string_view of_all = LIFE " and $3 = $3" PAGE;
constexpr std::string_view of_state = LIFE " and l.state = $3" PAGE;
constexpr std::string_view of_owner = LIFE " and l.owner_name = $10 and $3 = $3" PAGE;
constexpr std::string_view of_overdue = LIFE " and l.review_at is not null and $3 = $3" PAGE;
// Few originals were published from here: the walk begins with them.
constexpr std::string_view of_outdated =
    LIFE_IN("article_life o cross join article_life l")
    " and o.operator_id = $1 and o.language = $2 and o.published_at > 0 and l.article_id = o.article_id"
    " and l.state = $3" PAGE;

std::string_view statement_for(const Listing& listing) {
  if (!listing.owner.empty()) return of_owner;
  if (listing.overdue) return of_overdue;
  if (listing.state == State::outdated) return of_outdated;
  return listing.state ? of_state : of_all;
}

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
  const std::string_view stored = state == code_of(State::outdated) ? code_of(State::published) : state;
  const std::string_view language = listing.language ? code_of(*listing.language) : "";
  const ArticleId after = listing.after ? listing.after->first : ArticleId{INT64_MAX};
  const std::string_view after_language = listing.after ? code_of(listing.after->second) : "";
  return snapshot.all(statement_for(listing),
                      {owner, code_of(listing.original), stored, state, language, listing.overdue,
                       listing.now, after, after_language, listing.owner, listing.title, listing.limit},
                      life_of);
}

std::optional<Life> life(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                         Language original) {
  return snapshot.one(LIFE " and l.article_id = $3 and l.language = $4",
                      {owner, code_of(original), id, code_of(language)}, life_of);
}

std::vector<Life> lives_of(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language original) {
  return snapshot.all(LIFE " and l.article_id = $3 order by l.language", {owner, code_of(original), id},
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
      "insert into article_life (article_id, operator_id, language, state, version, number, title,"
      " owner_name, review_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
      " on conflict (article_id, language) do update set state = excluded.state, version = excluded.version,"
      " number = excluded.number, title = excluded.title, owner_name = excluded.owner_name,"
      " review_at = excluded.review_at",
      {life.id, owner, code_of(life.language), code_of(life.state), life.version, life.number, life.title,
       life.owner, life.review});
}

void put_published(db::Tx& tx, OperatorId owner, const Life& life) {
  tx.change(
      "update article_life set published_at = $4 where operator_id = $1 and article_id = $2"
      " and language = $3",
      {owner, life.id, code_of(life.language), life.published});
}

void remove_version(db::Tx& tx, OperatorId owner, ArticleId id, Language language) {
  put_uses(tx, owner, id, language, {});
  tx.change("delete from article_link where operator_id = $1 and article_id = $2 and language = $3",
            {owner, id, code_of(language)});
  tx.change("delete from article_version where operator_id = $1 and article_id = $2 and language = $3",
            {owner, id, code_of(language)});
}

void note_import(db::Tx& tx, OperatorId owner, ArticleId id, Language language, std::string_view title,
                 Instant now) {
  const std::int64_t number = keep_published(tx, owner, id, language, now);
  tx.change(
      "update article_life set version = version + 1,"
      " published_at = case when exists (select 1 from article_life here where here.article_id = $2"
      " and here.published_at is not null) then $4 else published_at end,"
      " title = case when state = 'published' then $6 else title end,"
      " number = case when state = 'published' then $5 else number end"
      " where operator_id = $1 and article_id = $2 and language = $3",
      {owner, id, code_of(language), now, number, title});
}

void begin_imported(db::Tx& tx, OperatorId owner, ArticleId id, Language language, std::string_view title) {
  tx.change(
      "insert into article_life (article_id, operator_id, language, state, version, number, title,"
      " owner_name) values ($1, $2, $3, 'published', 0, 0, $4, '') on conflict (article_id, language)"
      " do nothing",
      {id, owner, code_of(language), title});
}

}  // namespace mado::help::store
