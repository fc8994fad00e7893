#include "help/store_pictures.hpp"

#include <algorithm>

#include "help/rules.hpp"

namespace mado::help::store {

PictureId keep_picture(db::Tx& tx, OperatorId owner, const Picture& picture, std::string_view author,
                       Instant now) {
  tx.change(
      "insert into article_picture (id, operator_id, fingerprint, media_type, bytes, author, at)"
      " values ($1, $2, $3, $4, $5, $6, $7) on conflict (operator_id, fingerprint) do nothing",
      {picture.id, owner, db::Blob{picture.fingerprint}, picture.media_type, db::Blob{picture.bytes}, author,
       now});
  return tx
      .one("select id from article_picture where operator_id = $1 and fingerprint = $2",
           {owner, db::Blob{picture.fingerprint}}, [](const db::Row& row) { return row.id<PictureId>(0); })
      .value_or(picture.id);
}

std::optional<Picture> picture(db::Snapshot& snapshot, OperatorId owner, PictureId id) {
  return snapshot.one(
      "select id, fingerprint, media_type, bytes from article_picture where id = $1 and operator_id = $2",
      {id, owner}, [](const db::Row& row) {
        return Picture{row.id<PictureId>(0), std::string(row.blob(1)), row.string(2),
                       std::string(row.blob(3))};
      });
}

bool is_shown(db::Snapshot& snapshot, OperatorId owner, PictureId id, unsigned audiences) {
  const auto seen_by = snapshot.all(
      "select distinct v.audience from article_picture_use u join article_version v"
      " on v.article_id = u.article_id and v.language = u.language"
      " where u.picture_id = $1 and v.operator_id = $2",
      {id, owner}, [](const db::Row& row) { return audience_of_code(row.text(0)); });
  return std::ranges::any_of(
      seen_by, [&](const auto& audience) { return audience && may_read(audiences, *audience); });
}

void put_uses(db::Tx& tx, OperatorId owner, ArticleId id, Language language,
              const std::vector<PictureId>& pictures) {
  tx.change("delete from article_picture_use where operator_id = $1 and article_id = $2 and language = $3",
            {owner, id, code_of(language)});
  for (const PictureId picture : pictures)
    tx.change(
        "insert into article_picture_use (picture_id, article_id, operator_id, language)"
        " values ($1, $2, $3, $4) on conflict do nothing",
        {picture, id, owner, code_of(language)});
}

}  // namespace mado::help::store
