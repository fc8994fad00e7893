#include "help/store_votes.hpp"

namespace mado::help::store {

void put_vote(db::Tx& tx, OperatorId owner, const Vote& vote, std::string_view voter, std::string_view source,
              Instant now) {
  tx.change(
      "insert into article_vote (article_id, operator_id, language, voter, source, helped, reason, at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8)"
      " on conflict (article_id, language, voter) do update set source = excluded.source,"
      " helped = excluded.helped, reason = excluded.reason, at = excluded.at",
      {vote.id, owner, code_of(vote.language), voter, source, *vote.helped, vote.reason, now});
}

void remove_vote(db::Tx& tx, OperatorId owner, ArticleId id, Language language, std::string_view voter) {
  tx.change(
      "delete from article_vote where article_id = $1 and operator_id = $2 and language = $3 and voter = $4",
      {id, owner, code_of(language), voter});
}

int votes_from(db::Snapshot& snapshot, OperatorId owner, std::string_view source) {
  return snapshot
      .one("select count(*) from article_vote where operator_id = $1 and source = $2", {owner, source},
           [](const db::Row& row) { return static_cast<int>(row.integer(0)); })
      .value_or(0);
}

void forget_sources(db::Tx& tx, OperatorId owner, Instant before) {
  tx.change("update article_vote set source = '' where operator_id = $1 and source > '' and at < $2",
            {owner, before});
}

Verdicts verdicts(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language) {
  return snapshot
      .one(
          "select coalesce(sum(case when helped = 1 then 1 else 0 end), 0),"
          " coalesce(sum(case when helped = 0 then 1 else 0 end), 0) from article_vote"
          " where article_id = $1 and language = $2 and operator_id = $3",
          {id, code_of(language), owner},
          [](const db::Row& row) { return Verdicts{row.integer(0), row.integer(1)}; })
      .value_or(Verdicts{});
}

std::vector<Reason> reasons(db::Snapshot& snapshot, OperatorId owner, ArticleId id, Language language,
                            int limit) {
  return snapshot.all(
      "select helped, reason, at from article_vote where article_id = $1 and language = $2"
      " and operator_id = $3 and reason <> '' order by at desc limit $4",
      {id, code_of(language), owner, limit},
      [](const db::Row& row) { return Reason{row.integer(0) != 0, row.string(1), row.instant(2)}; });
}

}  // namespace mado::help::store
