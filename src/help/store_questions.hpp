/// The SQL of questions and of what became of them.
#pragma once

#include <vector>

#include "db/database.hpp"
#include "help/questions.hpp"

namespace mado::help::store {

/// Keeps a question. One that ended in a request marks those of the same person shortly before; questions
/// that are too old go.
void keep(db::Tx& tx, const Question& question);

/// A line of one of the lists: the same question in one language, or one article.
struct Counted {
  Language language = Language::en;
  std::string words = {};    ///< as somebody typed them; of questions
  std::string folded = {};   ///< of questions
  std::string subject = {};  ///< of articles: id
  std::int64_t times = 0;
  Instant last = {};
};
/// The most frequent first.
std::vector<Counted> counted(db::Snapshot& snapshot, OperatorId owner, Lack lack, Instant since, int limit);

/// Which line to open: `folded` and `language` of questions, or `subject` of articles.
struct Line {
  Lack lack = Lack::unanswered;
  Language language = Language::en;
  std::string folded = {};
  std::string subject = {};
};
/// The newest first.
std::vector<Question> cases(db::Snapshot& snapshot, OperatorId owner, const Line& line, Instant since,
                            int limit);

/// How the questions of a time ended. What was read on the way to a request counts as part of it.
struct Endings {
  std::int64_t served = 0;  ///< opened an answer, and no request came
  std::int64_t requests = 0;
  std::int64_t left = 0;
  std::int64_t unanswered = 0;  ///< of all
};
Endings endings(db::Snapshot& snapshot, OperatorId owner, Instant since, Instant until);

}  // namespace mado::help::store
