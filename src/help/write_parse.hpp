/// Bodies and queries of the writers' routes → commands.
#pragma once

#include "help/store_life.hpp"
#include "help/write.hpp"
#include "http/fields.hpp"

namespace mado::help {

/// The field `lang`, required.
std::optional<Language> choose_language(http::Fields& fields);

/// {id} and {lang} of a path. Error: not_found.
struct Place {
  ArticleId id;
  Language language = Language::en;
};
Result<Place> parse_place(const http::Call& call);

/// One text of a history. Error: not_found.
struct OldText {
  Place place;
  std::int64_t number = 0;
  std::int64_t before = 0;  ///< what it is compared with; 0: with nothing
};
Result<OldText> parse_old_text(const http::Call& call);
/// ?from= names the text before, or it is the one of the number before.
Result<OldText> parse_difference(const http::Call& call);

Result<store::Listing> parse_listing(const http::Call& call);
/// `NewArticle`: a language version of an article that is new.
Result<Save> parse_new(const http::Call& call);
/// `ArticleText` with If-Match.
Result<Save> parse_save(const http::Call& call);
/// `ArticleMove` with If-Match.
Result<Move> parse_move(const http::Call& call);
/// `ArticlePreview`: a text, and the article that it is of, if it is not new.
struct Preview {
  std::optional<ArticleId> id;
  std::string markdown;
};
Result<Preview> parse_preview(const http::Call& call);

}  // namespace mado::help
