#include "cli/policy_commands.hpp"

#include <filesystem>
#include <istream>
#include <map>
#include <ostream>

#include "base/messages.hpp"
#include "policy/explain.hpp"

namespace mado::cli {
namespace {

constexpr int good = 0, failed = 1, wrong_use = 2;

void print(const std::string& file, const policy::Mistake& mistake, Language language, std::ostream& out) {
  const auto named = std::filesystem::path(file).parent_path() / mistake.file;
  out << (mistake.file.empty() ? file : named.string()) << ':' << mistake.place.line << ':'
      << mistake.place.column << ": " << policy::spoken(mistake, language) << '\n';
}

/// A policy without mistakes; else they are printed, and there is none.
std::optional<policy::Reading> read_right(const std::string& file, Language language, std::ostream& out) {
  auto reading = policy::read_file(file);
  if (!reading) {
    out << file << ": no such file\n";
    return std::nullopt;
  }
  for (const auto& mistake : reading->mistakes) print(file, mistake, language, out);
  return reading->policy == nullptr ? std::nullopt : std::optional(*std::move(reading));
}

/// The language of mistakes, which no policy could be asked about.
Language language_of(const std::string& lang) { return language_of_tag(lang).value_or(Language::en); }

Language language_of(const std::string& lang, const policy::Policy& policy) {
  if (lang.empty()) return Language::en;
  return language_of_tag(lang).value_or(policy.operator_facts.languages.front());
}

void complain(const Error& error, std::ostream& errors) {
  for (const auto& field : error.fields)
    errors << "--" << field.field << ": "
           << say(Language::en, "errors." + field.key, {field.values.begin(), field.values.end()}) << '\n';
}

struct HostOf {
  std::string operator_id;
  std::string file;
};

/// Two operators of one installation are told apart by host (S10); two versions of one may share theirs.
bool check_hosts(const std::string& file, const policy::OperatorFacts& facts,
                 std::map<std::string, HostOf>& hosts, Language language, std::ostream& out) {
  bool own = true;
  for (const auto& host : facts.hosts) {
    const auto& first = hosts.try_emplace(host, facts.id, file).first->second;
    if (first.operator_id == facts.id) continue;
    own = false;
    const policy::Sentence shared{"mistakes.host_shared",
                                  {{"word", host}, {"operator", first.operator_id}, {"file", first.file}}};
    print(file, {.place = facts.hosts_place, .sentence = shared}, language, out);
  }
  return own;
}

std::optional<policy::Asker> asker_of(const std::string& word) {
  if (word.empty() || word == "admin") return policy::Asker::admin;
  if (word == "end-user") return policy::Asker::end_user;
  if (word == "visitor") return policy::Asker::visitor;
  return std::nullopt;
}

}  // namespace

int policy_check(const std::vector<std::string>& files, const std::string& lang, std::ostream& out) {
  const auto language = language_of(lang);
  int code = good;
  std::map<std::string, HostOf> hosts;
  for (const auto& file : files) {
    const auto reading = read_right(file, language, out);
    if (!reading || !check_hosts(file, reading->policy->operator_facts, hosts, language, out)) code = failed;
  }
  return code;
}

int policy_explain(const PolicyExplainOptions& options, std::ostream& out, std::ostream& errors) {
  const auto at = parse_instant(options.at);
  if (!at) {
    errors << "--at: \"" << options.at << "\" is no time; write it like 2026-11-23T09:00:00+08:00\n";
    return wrong_use;
  }
  const auto asker = asker_of(options.asker);
  if (!asker) return errors << "--as: one of admin, end-user, visitor\n", wrong_use;
  const auto reading = read_right(options.file, language_of(options.lang), errors);
  if (!reading) return failed;
  const auto explained = policy::explain(*reading, {.desk = options.desk,
                                                    .severity = options.severity,
                                                    .has = {options.has.begin(), options.has.end()},
                                                    .role = options.role,
                                                    .asker = *asker,
                                                    .plans = options.plans,
                                                    .through_partner = options.through_partner,
                                                    .insists = options.insists,
                                                    .words = options.words,
                                                    .zone = options.zone,
                                                    .region = options.region,
                                                    .language = options.lang,
                                                    .at = *at});
  if (!explained) return complain(explained.error(), errors), wrong_use;
  const auto language = language_of(options.lang, *reading->policy);
  if (options.form == ExplainForm::json)
    out << json::serialize(policy::json_of(*explained, options.file, language)) << '\n';
  else
    out << policy::text_of(*explained, options.file, language);
  return good;
}

int policy_replay(const std::string& file, std::istream& lives, std::ostream& out, std::ostream& errors,
                  policy::Trace trace) {
  const auto reading = read_right(file, Language::en, errors);
  if (!reading) return failed;
  policy::replay(*reading->policy, lives, out, trace);
  return good;
}

}  // namespace mado::cli
