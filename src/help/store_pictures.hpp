/// The SQL of pictures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "help/model.hpp"

namespace mado::help::store {

struct Picture {
  PictureId id;
  std::string fingerprint;  ///< of its bytes
  std::string media_type;
  std::string bytes;
};

/// Keeps it, or finds the one that has the same bytes; answers its id.
PictureId keep_picture(db::Tx& tx, OperatorId owner, const Picture& picture, std::string_view author,
                       Instant now);
std::optional<Picture> picture(db::Snapshot& snapshot, OperatorId owner, PictureId id);
/// Is it in a text that readers of these audiences see?
bool is_shown(db::Snapshot& snapshot, OperatorId owner, PictureId id, unsigned audiences);

/// Readers of a language version see these pictures from now on, and no others.
void put_uses(db::Tx& tx, OperatorId owner, ArticleId id, Language language,
              const std::vector<PictureId>& pictures);

}  // namespace mado::help::store
