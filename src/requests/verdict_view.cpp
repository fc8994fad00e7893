#include "requests/verdict_view.hpp"

#include <boost/algorithm/string/replace.hpp>

#include "base/messages.hpp"
#include "people/show.hpp"
#include "people/store.hpp"
#include "policy/elsewhere.hpp"
#include "policy/terms_text.hpp"
#include "requests/limit_view.hpp"
#include "requests/policy_names.hpp"

namespace mado::requests {
namespace {

std::string_view name_of(policy::Answer answer) {
  using enum policy::Answer;
  switch (answer) {
    case allowed:
      return "allowed";
    case ask_own_admins:
      return "ask_own_admins";
    case ask_partner:
      return "ask_partner";
    case no_subscription:
      return "no_subscription";
    case role_lacks_right:
      return "role_lacks_right";
    case desk_not_open:
      return "desk_not_open";
    case unknown_desk:
      return "unknown_desk";
  }
  return "unknown_desk";
}

json::object way_json(const policy::Way& way, const policy::Policy& policy, Language language,
                      std::optional<Instant> answer_by) {
  json::object out{{"kind", way.kind}, {"open_now", way.open_now}};
  if (!way.value.empty()) out["value"] = way.value;
  if (!way.languages.empty()) out["languages"] = json::value_from(way.languages);
  if (const auto* calendar = policy.calendar(way.calendar))
    out["hours"] = policy::hours_text(*calendar, language);
  if (way.opens_at) out["opens_at"] = format_instant(*way.opens_at);
  if (way.closes_at) out["closes_at"] = format_instant(*way.closes_at);
  if (answer_by && (way.kind == "web" || way.kind == "email")) out["answer_by"] = format_instant(*answer_by);
  return out;
}

json::array clocks_json(const policy::Verdict& verdict, const policy::Policy& policy, Language language,
                        Instant now) {
  json::array all;
  for (const auto& clock : verdict.clocks) {
    const auto target = clock.target == nullptr ? policy::Target{} : *clock.target;
    all.push_back(clock_json({.status = clock, .warned = false, .fires_at = std::nullopt, .target = target},
                             policy, language, now));
  }
  return all;
}

/// What an allowed request would be.
void put_allowed(json::object& out, const VerdictShown& shown, Language language) {
  const auto& [verdict, policy] = std::tie(shown.verdict, *shown.policy);
  const PolicyNames names(policy, language);
  if (!verdict.desk.empty()) out["desk"] = names.desk(verdict.desk);
  if (!verdict.severity.empty()) {
    out["severity"] = names.severity(verdict.severity);
    out["severity_asked"] = verdict.severity_asked;
    if (const auto* severity = policy.severity(verdict.severity))
      out["severity_means"] = names.text(severity->means);
  }
  if (verdict.limit) out["limit"] = limit_json(*verdict.limit, verdict.desk, policy, language);
  for (const auto& limit : verdict.further_limits)
    out["further_limits"].as_array().push_back(limit_json(limit, verdict.desk, policy, language));
  std::optional<Instant> answer_by;
  for (const auto& clock : verdict.clocks)
    if (clock.kind == policy::ClockKind::first_response) answer_by = clock.due;
  json::array owes, ways;
  for (const auto& duty : verdict.customer_owes)
    owes.push_back(json::object{{"id", duty}, {"name", policy::duty_text(duty, language)}});
  for (const auto& way : verdict.ways) ways.push_back(way_json(way, policy, language, answer_by));
  out["customer_owes"] = std::move(owes);
  out["ways"] = std::move(ways);
}

}  // namespace

std::optional<json::object> out_of_scope_json(const policy::Policy& policy, std::string_view words,
                                              Language language) {
  const auto* subject = policy::out_of_scope_in(policy, policy::FoldedText(words));
  if (subject == nullptr) return std::nullopt;
  const auto name = PolicyNames(policy, language).text(subject->name);
  const MessageValues values{{"name", name},
                             {"send_to", boost::replace_all_copy(subject->send_to, "-", "_")}};
  json::object out{{"id", subject->id},
                   {"name", name},
                   {"send_to", subject->send_to},
                   {"text", say(language, "requests.out_of_scope", values)}};
  const auto url = policy::address_with(*subject, name, words);
  if (url.empty()) return out;
  out["url"] = url;
  out["url_text"] = say(language, "requests.out_of_scope.go", values);
  return out;
}

VerdictShown verdict(const Parts& parts, const Wish& wish, const http::Caller& caller,
                     db::Snapshot& snapshot) {
  const auto policy = parts.operators.by_id(caller.operator_id)->policy;
  const auto now = parts.clock.now();
  VerdictShown shown{
      .verdict = {},
      .policy = policy,
      .admins = {},
      .partners = {},
      .signed_in = caller.kind != http::CallerKind::nobody,
      .topic = wish.topic,
      .words = wish.description.empty() ? wish.subject : wish.subject + '\n' + wish.description,
      .now = now};
  shown.verdict = policy::decide(*policy, question_of(snapshot, caller, *policy, wish, now));
  if (shown.topic.empty())
    if (const auto* topic = policy::topic_by_words(*policy, shown.words)) shown.topic = topic->id;
  if (!caller.organization_id) return shown;
  if (shown.verdict.answer == policy::Answer::ask_own_admins)
    shown.admins = people::admins_json(snapshot, caller, *policy);
  if (shown.verdict.answer == policy::Answer::role_lacks_right)
    shown.admins = people::admins_json(snapshot, caller, *policy, shown.verdict.desk);
  for (const auto& held : people::store::subscriptions(snapshot, caller.scope(), *caller.organization_id))
    if (held.partner) shown.partners.push_back(people::contact_json(*held.partner));
  return shown;
}

json::object verdict_json(const VerdictShown& shown, const http::Caller& caller) {
  const auto language = caller.language;
  const bool sign_in = !shown.signed_in && shown.verdict.answer != policy::Answer::allowed;
  const std::string answer(sign_in ? "sign_in" : name_of(shown.verdict.answer));
  json::object out{{"answer", answer},
                   {"text", say(language, "requests.verdict." + answer)},
                   {"may_insist", shown.verdict.may_insist},
                   {"further_limits", json::array{}},
                   {"way_on", way_on_json(shown.verdict.way_on, *shown.policy, language)},
                   {"clocks", clocks_json(shown.verdict, *shown.policy, language, shown.now)},
                   {"customer_owes", json::array{}},
                   {"ways", json::array{}},
                   {"admins", shown.admins},
                   {"partners", shown.partners}};
  out["topic"] = shown.topic.empty() ? json::value(nullptr)
                                     : json::value(PolicyNames(*shown.policy, language).topic(shown.topic));
  put_allowed(out, shown, language);
  if (shown.verdict.out_of_scope)
    if (auto elsewhere = out_of_scope_json(*shown.policy, shown.words, language))
      out["out_of_scope"] = *std::move(elsewhere);
  return out;
}

}  // namespace mado::requests
