/// `madoguchi policy …`: check, explain and replay. It reads files and prints; policy/ does the rest. Every
/// function answers the exit code: 0, 1 if the policy is wrong or missing, 2 if it was asked wrongly.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "policy/replay.hpp"

namespace mado::cli {

/// Prints every mistake of every file as `FILE:LINE:COLUMN: message`, and nothing if all are right. Without
/// `lang` in English, as for a language that is not spoken here.
int policy_check(const std::vector<std::string>& files, const std::string& lang, std::ostream& out);

enum class ExplainForm { text, json };

/// What the command line says; empty = not said.
struct PolicyExplainOptions {
  std::string file;
  std::string desk = {};
  std::string severity = {};
  std::vector<std::string> has = {};
  std::string role = {};
  std::string asker = {};  ///< admin (default), end-user or visitor
  std::vector<std::string> plans = {};
  bool through_partner = false;
  bool insists = false;
  std::string words = {};
  std::string zone = {};
  std::string region = {};
  std::string at;         ///< RFC 3339
  std::string lang = {};  ///< without it English; an unknown one means the operator's first
  ExplainForm form = ExplainForm::text;
};

/// Prints what happens if this is opened then, and the lines that say so. Complaints go to `errors`.
int policy_explain(const PolicyExplainOptions& options, std::ostream& out, std::ostream& errors);

/// Replays lives of requests (policy/replay.hpp) under the policy of a file.
int policy_replay(const std::string& file, std::istream& lives, std::ostream& out, std::ostream& errors,
                  policy::Trace trace);

}  // namespace mado::cli
