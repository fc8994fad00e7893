/// The SQL of language versions that are written on, and of their history.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "db/database.hpp"
#include "help/life.hpp"

namespace mado::help::store {

/// A place in the editors' list, and what of it is wanted.
struct Listing {
  std::optional<State> state;
  std::optional<Language> language;
  bool overdue = false;  ///< the review date is past
  std::string owner;     ///< a name; empty: anybody's
  std::string title;     ///< words of it; empty: any
  Instant now;
  Language original = Language::en;
  std::optional<std::pair<ArticleId, Language>> after;
  int limit = 50;
};
/// The newest articles first.
std::vector<Life> lives(db::Snapshot& snapshot, OperatorId owner, const Listing& listing);
std::optional<Life> life(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                         Language original);
/// All language versions of one article.
std::vector<Life> lives_of(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language original);

std::vector<Saving> history(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language);
/// Number 0 is the published text.
std::optional<Text> text(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                         std::int64_t number);
std::optional<Saving> saving(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                             std::int64_t number);

/// Makes the article of a reference that is new.
void insert_article(db::Tx& tx, OperatorId owner, ArticleId id, std::string_view reference);
/// Keeps a text as the next of its history; answers its number. Before the first, what readers see is kept.
std::int64_t keep_text(db::Tx& tx, OperatorId owner, ArticleId id, Language language, const Text& text,
                       const Saving& saving);
/// Keeps what readers see as the next of the history; answers its number.
std::int64_t keep_published(db::Tx& tx, OperatorId owner, ArticleId id, Language language, Instant now);
/// Inserts or overwrites all but when it went to readers; only the caller knows that nobody else did
/// meanwhile (same transaction).
void put_life(db::Tx& tx, OperatorId owner, const Life& life);
/// Notes when its text went to readers from here, or that it was withdrawn; what was imported has no such
/// time.
void put_published(db::Tx& tx, OperatorId owner, const Life& life);
/// Takes a version from the readers: text and links.
void remove_version(db::Tx& tx, OperatorId owner, ArticleId id, Language language);
/// A version that came by import and was not there before.
void begin_imported(db::Tx& tx, OperatorId owner, ArticleId id, Language language, std::string_view title);
/// An imported text replaced the published one: kept in the history, and written on from now unless a draft
/// is. Where a language version of the article was ever published from here, the import counts as the next
/// time.
void note_import(db::Tx& tx, OperatorId owner, ArticleId id, Language language, std::string_view title,
                 Instant now);

}  // namespace mado::help::store
