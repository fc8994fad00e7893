/// `madoguchi import articles`, `madoguchi import synonyms` and `madoguchi ask`: files into the database, and
/// a question to it. help/ does both; here is what they print. Every function answers the exit code: 0, 1
/// failed.
#pragma once

#include <iosfwd>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "db/database.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

/// Imports FILE.jsonl, FILE.jsonl.gz or a folder of Markdown for one operator (its key; empty: the first).
/// Each line that is refused is told on `errors` as `FILE:LINE: reason`, and the counts on `out` at the end.
/// 1 if a line was refused or the import broke off.
int import_articles(db::Database& database, IdMaker& ids, const Clock& clock,
                    const operators::Operators& operators, const std::string& path,
                    const std::string& operator_key, std::ostream& out, std::ostream& errors);

/// Puts the synonyms of a TOML file in place of those that the operator had. Mistakes are told on `errors` as
/// `FILE:LINE:COLUMN: reason`, and then nothing is changed.
int import_synonyms(db::Database& database, const Clock& clock, const operators::Operators& operators,
                    const std::string& path, const std::string& operator_key, std::ostream& out,
                    std::ostream& errors);

enum class AskForm { text, json };

struct AskOptions {
  std::string question;
  std::string lang = {};          ///< empty: the operator's first
  std::string operator_key = {};  ///< empty: the first
  int limit = 8;
  AskForm form = AskForm::text;
};

/// Prints what somebody who is not signed in is answered.
int ask_question(db::Database& database, const Clock& clock, const operators::Operators& operators,
                 const AskOptions& options, std::ostream& out, std::ostream& errors);

}  // namespace mado::cli
