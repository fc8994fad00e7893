/// The SQL of votes on articles.
#pragma once

#include <string>
#include <vector>

#include "db/database.hpp"
#include "help/votes.hpp"

namespace mado::help::store {

/// The last vote of a voter on a language version.
void put_vote(db::Tx& tx, OperatorId owner, const Vote& vote, std::string_view voter, std::string_view source,
              Instant now);
void remove_vote(db::Tx& tx, OperatorId owner, ArticleId id, Language language, std::string_view voter);
/// How many unsigned votes came from there within the hour.
int votes_from(db::Snapshot& snapshot, OperatorId owner, std::string_view source);
/// Where older votes came from is not kept.
void forget_sources(db::Tx& tx, OperatorId owner, Instant before);

struct Verdicts {
  std::int64_t helped = 0;
  std::int64_t failed = 0;
};
Verdicts verdicts(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language);

struct Reason {
  bool helped = false;
  std::string text;
  Instant at;
};
/// The newest first.
std::vector<Reason> reasons(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                            int limit);

}  // namespace mado::help::store
