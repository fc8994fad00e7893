#include "help/store_words.hpp"

namespace mado::help::store {

std::vector<Stock> stocks(db::Snapshot& snapshot) {
  return snapshot.all(
      "select v.operator_id, v.language, count(*), coalesce(max(m.documents), 0) from article_version v"
      " left join meaning m on m.operator_id = v.operator_id and m.language = v.language"
      " group by v.operator_id, v.language order by v.operator_id, v.language",
      {}, [](const db::Row& row) {
        return Stock{.owner = row.id<OperatorId>(0),
                     .language = language_of_code(row.text(1)).value_or(Language::en),
                     .articles = row.integer(2),
                     .learned_from = row.integer(3)};
      });
}

std::shared_ptr<const search::Meaning> meaning(db::Snapshot& snapshot, OperatorId owner, Language language) {
  const auto stored = snapshot.one("select bytes from meaning where operator_id = $1 and language = $2",
                                   {owner, code_of(language)},
                                   [](const db::Row& row) { return search::Meaning::of_bytes(row.blob(0)); });
  return stored && stored->has_value() ? **stored : nullptr;
}

void keep_meaning(db::Tx& tx, OperatorId owner, Language language, const search::Meaning& meaning,
                  Instant now) {
  tx.change(
      "insert into meaning (operator_id, language, documents, bytes, learned_at) values ($1, $2, $3, $4, $5)"
      " on conflict (operator_id, language) do update set documents = excluded.documents,"
      " bytes = excluded.bytes, learned_at = excluded.learned_at",
      {owner, code_of(language), static_cast<std::int64_t>(meaning.documents()), db::Blob{meaning.bytes()},
       now});
}

std::optional<Synonyms> synonyms(db::Snapshot& snapshot, OperatorId owner) {
  return snapshot.one("select text, version from synonyms where operator_id = $1", {owner},
                      [](const db::Row& row) { return Synonyms{row.string(0), row.integer(1)}; });
}

std::int64_t keep_synonyms(db::Tx& tx, OperatorId owner, std::string_view text, Instant now) {
  tx.change(
      "insert into synonyms (operator_id, text, version, saved_at) values ($1, $2, 1, $3)"
      " on conflict (operator_id) do update set text = excluded.text,"
      " version = synonyms.version + 1, saved_at = excluded.saved_at",
      {owner, text, now});
  return synonyms(tx, owner)->version;
}

}  // namespace mado::help::store
