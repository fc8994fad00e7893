#include "help/store_questions.hpp"

namespace mado::help::store {
namespace {

// $3: which list.
#define LACKS                                                                   \
  "(($3 = 'unanswered' and is_answered = 0)"                                    \
  " or ($3 = 'requests' and ending = 'request')"                                \
  " or ($3 = 'articles' and ending = 'opened' and kind in ('article', 'guide')" \
  " and followed_by <> 0))"

std::string_view word_of(Lack lack) {
  switch (lack) {
    case Lack::unanswered:
      return "unanswered";
    case Lack::requests:
      return "requests";
    case Lack::articles:
      return "articles";
  }
  return "";
}

Language language_in(const db::Row& row, int column) {
  return language_of_code(row.text(column)).value_or(Language::en);
}

Question question_of(const db::Row& row) {
  return {.id = row.id<QuestionId>(0),
          .operator_id = row.id<OperatorId>(1),
          .organization_id = row.id<OrganizationId>(2),
          .person_id = row.id<PersonId>(3),
          .language = language_in(row, 4),
          .words = row.string(5),
          .folded = row.string(6),
          .found = row.integer(7),
          .is_answered = row.integer(8) != 0,
          .ending = ending_of_code(row.text(9)).value_or(Ending::left),
          .kind = row.string(10),
          .subject = row.string(11),
          .request_id = row.id<RequestId>(12),
          .at = row.instant(13)};
}

}  // namespace

void keep(db::Tx& tx, const Question& question) {
  tx.change("delete from question where at < $1", {question.at - questions_kept});
  tx.change(
      "insert into question (id, operator_id, organization_id, person_id, language, words, folded, found,"
      " is_answered, ending, kind, subject, request_id, followed_by, at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14)",
      {question.id, question.operator_id, question.organization_id, question.person_id,
       code_of(question.language), question.words, question.folded, question.found, question.is_answered,
       code_of(question.ending), question.kind, question.subject, question.request_id, question.at});
  if (question.ending == Ending::request)
    tx.change(
        "update question set followed_by = $1 where person_id = $2 and operator_id = $3 and at >= $4"
        " and ending <> 'request' and followed_by = 0",
        {question.id, question.person_id, question.operator_id, question.at - helped_after});
}

std::vector<Counted> counted(db::Snapshot& snapshot, OperatorId owner, Lack lack, Instant since, int limit) {
  if (lack == Lack::articles)
    return snapshot.all(
        "select subject, count(*), max(at) from question where operator_id = $1 and at >= $2 and " LACKS
        " group by subject order by count(*) desc, max(at) desc, subject limit $4",
        {owner, since, word_of(lack), limit}, [](const db::Row& row) {
          return Counted{.subject = row.string(0), .times = row.integer(1), .last = row.instant(2)};
        });
  return snapshot.all(
      "select language, max(words), folded, count(*), max(at) from question where operator_id = $1"
      " and at >= $2 and " LACKS
      " group by language, folded order by count(*) desc, max(at) desc, folded limit $4",
      {owner, since, word_of(lack), limit}, [](const db::Row& row) {
        return Counted{.language = language_in(row, 0),
                       .words = row.string(1),
                       .folded = row.string(2),
                       .times = row.integer(3),
                       .last = row.instant(4)};
      });
}

std::vector<Question> cases(db::Snapshot& snapshot, OperatorId owner, const Line& line, Instant since,
                            int limit) {
  return snapshot.all(
      "select id, operator_id, organization_id, person_id, language, words, folded, found, is_answered, "
      "ending,"
      " kind, subject, case when request_id <> 0 then request_id else coalesce((select f.request_id from"
      " question f where f.id = question.followed_by), 0) end, at from question where operator_id = $1"
      " and at >= $2 and " LACKS
      " and ($4 = '' or (language = $5 and folded = $4)) and ($6 = '' or subject = $6)"
      " order by at desc, id desc limit $7",
      {owner, since, word_of(line.lack), line.folded, code_of(line.language), line.subject, limit},
      question_of);
}

Endings endings(db::Snapshot& snapshot, OperatorId owner, Instant since, Instant until) {
  return snapshot
      .one(
          "select coalesce(sum(case when ending = 'opened' and followed_by = 0 then 1 else 0 end), 0),"
          " coalesce(sum(case when ending = 'request' then 1 else 0 end), 0),"
          " coalesce(sum(case when ending = 'left' and followed_by = 0 then 1 else 0 end), 0),"
          " coalesce(sum(case when is_answered = 0 then 1 else 0 end), 0)"
          " from question where operator_id = $1 and at >= $2 and at < $3",
          {owner, since, until},
          [](const db::Row& row) {
            return Endings{row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
          })
      .value_or(Endings{});
}

}  // namespace mado::help::store
