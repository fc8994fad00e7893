#include "cli/article_commands.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "base/messages.hpp"
#include "help/api.hpp"
#include "help/follower.hpp"
#include "help/import.hpp"
#include "help/synonyms.hpp"

namespace mado::cli {
namespace {

std::shared_ptr<const operators::Standing> operator_of(const operators::Operators& operators,
                                                       const std::string& key) {
  return key.empty() ? operators.by_host("") : operators.by_key(key);
}

std::string sentence_of(const std::string& key, const std::map<std::string, std::string>& values) {
  MessageValues shown;
  for (const auto& [name, value] : values) shown.emplace(name, value);
  return say(Language::en, "errors." + key, shown);
}

/// The reason in words; with the field if it is about one.
std::string reason_of(const Error& error) {
  if (error.fields.empty()) return sentence_of(error.key, error.values);
  const FieldError& field = error.fields.front();
  return fmt::format("{}: {}", field.field, sentence_of(field.key, field.values));
}

void print(const search::Answer& answer, std::ostream& out) {
  out << fmt::format("{:<8} {:.2f}  {}\n               {}\n", search::code_of(answer.kind), answer.score,
                     answer.title, answer.url);
  if (!answer.snippet.empty()) out << "               " << answer.snippet << '\n';
}

}  // namespace

int import_articles(db::Database& database, IdMaker& ids, const Clock& clock,
                    const operators::Operators& operators, const std::string& path,
                    const std::string& operator_key, std::ostream& out, std::ostream& errors) {
  const auto owner = operator_of(operators, operator_key);
  if (!owner) return errors << "There is no operator of this name.\n", 1;
  const help::Shelf shelf{database, ids, clock, owner->id};
  const help::OnRefused refused = [&](const help::Refused& one) {
    errors << one.place << ": " << reason_of(one.error) << '\n';
  };
  const auto report = std::filesystem::is_directory(path) ? help::import_folder(shelf, path, refused)
                                                          : help::import_jsonl(shelf, path, refused);
  if (!report) return errors << path << ": " << reason_of(report.error()) << '\n', 1;
  out << fmt::format("{} added, {} changed, {} unchanged, {} refused\n", report->added, report->changed,
                     report->unchanged, report->refused);
  return report->refused == 0 ? 0 : 1;
}

int import_synonyms(db::Database& database, const Clock& clock, const operators::Operators& operators,
                    const std::string& path, const std::string& operator_key, std::ostream& out,
                    std::ostream& errors) {
  const auto owner = operator_of(operators, operator_key);
  if (!owner) return errors << "There is no operator of this name.\n", 1;
  const std::ifstream file(path, std::ios::binary);
  if (!file) return errors << path << ": " << sentence_of("file.not_found", {}) << '\n', 1;
  std::ostringstream text;
  text << file.rdbuf();
  const auto saved = help::save_synonyms(database, owner->id, text.str(), clock.now());
  if (saved) return out << fmt::format("{} ideas\n", *saved), 0;
  for (const FieldError& field : saved.error().fields)
    errors << fmt::format("{}:{}: {}\n", path, field.field, sentence_of(field.key, field.values));
  if (saved.error().fields.empty()) errors << path << ": " << reason_of(saved.error()) << '\n';
  return 1;
}

int ask_question(db::Database& database, const Clock& clock, const operators::Operators& operators,
                 const AskOptions& options, std::ostream& out, std::ostream& errors) {
  const auto owner = operator_of(operators, options.operator_key);
  if (!owner) return errors << "There is no operator of this name.\n", 1;
  help::Index index(database);
  index.catch_up();
  http::Caller caller{.operator_id = owner->id, .operator_key = owner->key};
  caller.language = language_of_tag(options.lang).value_or(owner->policy->operator_facts.languages.front());
  const help::Parts parts{operators, index, clock};
  Result<std::vector<search::Answer>> answers;
  const auto read = database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    answers = help::ask(snapshot, parts, caller, {options.question, options.limit});
    return {};
  });
  if (!read) return errors << reason_of(read.error()) << '\n', 1;
  if (!answers) return errors << reason_of(answers.error()) << '\n', 1;
  if (options.form == AskForm::json)
    out << json::serialize(help::answers_json(*answers)) << '\n';
  else
    for (const auto& answer : *answers) print(answer, out);
  return 0;
}

}  // namespace mado::cli
