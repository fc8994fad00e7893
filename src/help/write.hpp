/// Writing articles: commands of agents → the life of a language version, its history, and what readers see.
#pragma once

#include "base/clock.hpp"
#include "help/life.hpp"
#include "http/call.hpp"
#include "policy/model.hpp"

namespace mado::help {

/// Saves a text: of a new article if there is no id. `seen` is the version that the writer saw; 0 also begins
/// a language version that the article lacks.
struct Save {
  std::optional<ArticleId> id;
  Language language = Language::en;
  std::int64_t seen = 0;
  Text text;
  std::string note;
  std::optional<Instant> review;
  std::optional<std::string> owner;  ///< nothing: stays; of a new one: the writer
};

/// `draft` withdraws it from readers or from review.
struct Move {
  ArticleId id;
  Language language = Language::en;
  std::int64_t seen = 0;
  State to = State::draft;
};

/// The language that translations are held against: the operator's first.
Language original_of(const policy::Policy& policy);

/// What was saved is a draft; what readers see stays until it is published. Errors: not_found, stale.
Result<Life> save(db::Tx& tx, const http::Caller& caller, const Save& command, ArticleId fresh,
                  Language original, Instant now);

/// Errors: not_found, stale, conflict ("article.state": it stands there already).
Result<Life> move(db::Tx& tx, const http::Caller& caller, const Move& command, Language original,
                  Instant now);

}  // namespace mado::help
