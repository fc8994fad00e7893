#include "help/store.hpp"

#include "help/document.hpp"
#include "help/rules.hpp"
#include "help/store_life.hpp"
#include "help/store_pictures.hpp"

namespace mado::help::store {
namespace {

#define VERSION_COLUMNS                                                                                   \
  "article_id, language, external_id, title, description, product, topic, audience, minutes, updated_at," \
  " is_guide"

Version version_of(const db::Row& row) {
  return {.id = row.id<ArticleId>(0),
          .language = language_of_code(row.text(1)).value_or(Language::en),
          .external_id = row.string(2),
          .title = row.string(3),
          .description = row.string(4),
          .product = row.string(5),
          .topic = row.string(6),
          .audience = audience_of_code(row.text(7)).value_or(Audience::agents),
          .minutes = static_cast<int>(row.integer(8)),
          .updated = row.instant(9),
          .is_guide = row.integer(10) != 0};
}

ArticleId article(db::Tx& tx, OperatorId owner, std::string_view reference, ArticleId fresh) {
  tx.change("insert into article (id, operator_id, reference) values ($1, $2, $3) on conflict do nothing",
            {fresh, owner, reference});
  return by_reference(tx, owner, reference).value_or(fresh);
}

void write_links(db::Tx& tx, OperatorId owner, ArticleId id, const Prepared& prepared) {
  const auto language = code_of(prepared.draft.language);
  tx.change("delete from article_link where article_id = $1 and language = $2", {id, language});
  for (const Link& link : prepared.links)
    tx.change(
        "insert into article_link (article_id, operator_id, language, target, words) values ($1, $2, $3, $4, "
        "$5)",
        {id, owner, language, link.target, link.words});
}

/// Words of the links that lead to an article.
std::vector<std::string> links_to(db::Snapshot& snapshot, OperatorId owner, Language language,
                                  std::string_view reference) {
  return snapshot.all(
      "select words from article_link where operator_id = $1 and language = $2 and target = $3",
      {owner, code_of(language), reference}, [](const db::Row& row) { return row.string(0); });
}

/// A document with its reference, whose links are still to come.
struct Loaded {
  search::Document document;
  std::string reference;
};

#define DOCUMENT_COLUMNS \
  "v.article_id, v.audience, v.title, v.description, v.names, v.product, v.passages, a.reference"

Loaded loaded_of(const db::Row& row) {
  return {{.id = row.integer(0),
           .group = static_cast<std::uint8_t>(audience_of_code(row.text(1)).value_or(Audience::agents)),
           .title = row.string(2),
           .description = row.string(3),
           .names = row.string(4) + " " + row.string(5),
           .passages = unpacked(expanded(row.blob(6))),
           .links = {}},
          row.string(7)};
}

void write(db::Tx& tx, OperatorId owner, ArticleId id, const Prepared& prepared, Instant now) {
  const Draft& draft = prepared.draft;
  const auto language = code_of(draft.language);
  tx.change(
      "insert into article_version (article_id, operator_id, language, external_id, title, description, "
      "product,"
      " topic, audience, names, markdown, passages, minutes, fingerprint, updated_at, is_guide)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
      " on conflict (article_id, language) do update set external_id = excluded.external_id,"
      " title = excluded.title, description = excluded.description, product = excluded.product,"
      " topic = excluded.topic, audience = excluded.audience, names = excluded.names,"
      " markdown = excluded.markdown, passages = excluded.passages, minutes = excluded.minutes,"
      " fingerprint = excluded.fingerprint, updated_at = excluded.updated_at, is_guide = excluded.is_guide",
      {id, owner, language, draft.external_id, draft.title, draft.description, draft.product, draft.topic,
       code_of(draft.audience), draft.names, db::Blob{prepared.markdown}, db::Blob{prepared.passages},
       prepared.minutes, db::Blob{prepared.fingerprint}, draft.updated.value_or(now), draft.is_guide});
  write_links(tx, owner, id, prepared);
  put_uses(tx, owner, id, draft.language, prepared.pictures);
}

}  // namespace

Saved save(db::Tx& tx, OperatorId owner, const Prepared& prepared, ArticleId fresh, Instant now) {
  const Draft& draft = prepared.draft;
  const ArticleId id = article(tx, owner, draft.reference, fresh);
  const auto language = code_of(draft.language);
  const auto before =
      tx.one("select fingerprint from article_version where article_id = $1 and language = $2",
             {id, language}, [](const db::Row& row) { return std::string(row.blob(0)); });
  if (before == prepared.fingerprint) return {id, Change::nothing};
  const bool is_first_change =
      before &&
      !tx.exists("select 1 from article_text where article_id = $1 and language = $2", {id, language});
  if (is_first_change) keep_published(tx, owner, id, draft.language, now);
  write(tx, owner, id, prepared, now);
  if (before)
    note_import(tx, owner, id, draft.language, draft.title, now);
  else
    begin_imported(tx, owner, id, draft.language, draft.title);
  return {id, before ? Change::changed : Change::added};
}

void publish(db::Tx& tx, OperatorId owner, ArticleId id, Prepared prepared, Instant now) {
  if (const auto imported =
          tx.one("select fingerprint from article_version where article_id = $1 and language = $2",
                 {id, code_of(prepared.draft.language)},
                 [](const db::Row& row) { return std::string(row.blob(0)); }))
    prepared.fingerprint = *imported;
  write(tx, owner, id, prepared, now);
}

std::optional<Version> version(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language) {
  return snapshot.one("select " VERSION_COLUMNS
                      " from article_version where article_id = $1 and operator_id = $2 and language = $3",
                      {id, owner, code_of(language)}, version_of);
}

std::vector<Language> languages(db::Snapshot& snapshot, OperatorId owner, ArticleId id, unsigned audiences) {
  std::vector<Language> found;
  snapshot.each("select language, audience from article_version where article_id = $1 and operator_id = $2",
                {id, owner}, [&](const db::Row& row) {
                  const auto language = language_of_code(row.text(0));
                  const auto audience = audience_of_code(row.text(1));
                  if (language && audience && may_read(audiences, *audience)) found.push_back(*language);
                });
  return found;
}

std::string markdown(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language) {
  return snapshot
      .one(
          "select markdown from article_version where article_id = $1 and operator_id = $2 and language = $3",
          {id, owner, code_of(language)}, [](const db::Row& row) { return expanded(row.blob(0)); })
      .value_or("");
}

std::vector<search::Passage> passages(db::Snapshot& snapshot, OperatorId owner, ArticleId id,
                                      Language language) {
  return snapshot
      .one(
          "select passages from article_version where article_id = $1 and operator_id = $2 and language = $3",
          {id, owner, code_of(language)}, [](const db::Row& row) { return unpacked(expanded(row.blob(0))); })
      .value_or(std::vector<search::Passage>{});
}

std::string reference(db::Snapshot& snapshot, OperatorId owner, ArticleId id) {
  return snapshot
      .one("select reference from article where id = $1 and operator_id = $2", {id, owner},
           [](const db::Row& row) { return row.string(0); })
      .value_or("");
}

std::optional<ArticleId> by_reference(db::Snapshot& snapshot, OperatorId owner, std::string_view reference) {
  return snapshot.one("select id from article where operator_id = $1 and reference = $2", {owner, reference},
                      [](const db::Row& row) { return row.id<ArticleId>(0); });
}

std::vector<std::pair<OperatorId, Language>> places(db::Snapshot& snapshot) {
  return snapshot.all(
      "select distinct operator_id, language from article_version", {}, [](const db::Row& row) {
        return std::pair(row.id<OperatorId>(0), language_of_code(row.text(1)).value_or(Language::en));
      });
}

std::vector<search::Document> documents_after(db::Snapshot& snapshot, OperatorId owner, Language language,
                                              ArticleId after, int limit) {
  auto loaded = snapshot.all("select " DOCUMENT_COLUMNS
                             " from article_version v join article a on a.id = v.article_id"
                             " where v.operator_id = $1 and v.language = $2 and v.article_id > $3"
                             " order by v.article_id limit $4",
                             {owner, code_of(language), after, limit}, loaded_of);
  std::vector<search::Document> documents;
  for (Loaded& one : loaded) {
    one.document.links = links_to(snapshot, owner, language, one.reference);
    documents.push_back(std::move(one.document));
  }
  return documents;
}

std::optional<search::Document> document(db::Snapshot& snapshot, OperatorId owner, Language language,
                                         ArticleId id) {
  auto loaded = snapshot.one("select " DOCUMENT_COLUMNS
                             " from article_version v join article a on a.id = v.article_id"
                             " where v.operator_id = $1 and v.language = $2 and v.article_id = $3",
                             {owner, code_of(language), id}, loaded_of);
  if (!loaded) return std::nullopt;
  loaded->document.links = links_to(snapshot, owner, language, loaded->reference);
  return std::move(loaded->document);
}

std::vector<ArticleId> linked_from(db::Snapshot& snapshot, OperatorId owner, Language language,
                                   ArticleId id) {
  return snapshot.all(
      "select distinct a.id from article_link l join article a on a.operator_id = l.operator_id and"
      " a.reference = l.target where l.article_id = $1 and l.language = $2 and l.operator_id = $3",
      {id, code_of(language), owner}, [](const db::Row& row) { return row.id<ArticleId>(0); });
}

namespace {

#define FOR_AUDIENCES                                                        \
  "((audience = 'public' and $3 = 1) or (audience = 'admins' and $4 = 1) or" \
  " (audience = 'agents' and $5 = 1))"

Shelved shelved_of(const db::Row& row) {
  return {.id = row.id<ArticleId>(0),
          .title = row.string(1),
          .description = row.string(2),
          .product = row.string(3),
          .topic = row.string(4),
          .count = row.integer(5)};
}

}  // namespace

std::vector<Shelved> shelves(db::Snapshot& snapshot, OperatorId owner, Language language, unsigned audiences,
                             int each_max) {
  return snapshot.all(
      "select article_id, title, description, product, topic, size from (select article_id, title, "
      "description,"
      " product, topic, row_number() over (partition by product, topic order by title, article_id) as place,"
      " count(*) over (partition by product, topic) as size from article_version"
      " where operator_id = $1 and language = $2 and " FOR_AUDIENCES
      ") shelves"
      " where place <= $6 order by product, topic, place",
      {owner, code_of(language), may_read(audiences, Audience::everyone),
       may_read(audiences, Audience::admins), may_read(audiences, Audience::agents), each_max},
      shelved_of);
}

std::vector<Shelved> shelf(db::Snapshot& snapshot, OperatorId owner, Language language, unsigned audiences,
                           std::string_view product, std::string_view topic, int limit) {
  return snapshot.all(
      "select article_id, title, description, product, topic, count(*) over () from article_version"
      " where operator_id = $1 and language = $2 and " FOR_AUDIENCES
      " and product = $6 and topic = $7"
      " order by title, article_id limit $8",
      {owner, code_of(language), may_read(audiences, Audience::everyone),
       may_read(audiences, Audience::admins), may_read(audiences, Audience::agents), product, topic, limit},
      shelved_of);
}

}  // namespace mado::help::store
