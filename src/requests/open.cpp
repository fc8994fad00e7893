#include <algorithm>

#include "health/health.hpp"
#include "people/rules.hpp"
#include "people/store.hpp"
#include "requests/change.hpp"
#include "requests/commands.hpp"
#include "requests/owed.hpp"
#include "requests/verdict_view.hpp"

namespace mado::requests {
namespace {

using policy::LifeEventKind;

std::string_view key_of(policy::Answer answer) {
  using enum policy::Answer;
  switch (answer) {
    case ask_own_admins:
      return "verdict.ask_own_admins";
    case ask_partner:
      return "verdict.ask_partner";
    case no_subscription:
      return "verdict.no_subscription";
    case role_lacks_right:
      return "verdict.role_lacks_right";
    case desk_not_open:
      return "verdict.desk_not_open";
    default:
      return "verdict.unknown_desk";
  }
}

/// The verdict as a refusal, if it is one: with where to go instead.
Result<void> allow(const Parts& parts, const policy::Verdict& verdict, const Wish& wish,
                   const http::Caller& caller, db::Snapshot& snapshot) {
  if (verdict.answer == policy::Answer::allowed) return {};
  if (verdict.answer == policy::Answer::unknown_desk) return fail_field("desk", "unknown_desk");
  auto refusal = fail(ErrorCode::forbidden, std::string(key_of(verdict.answer)));
  refusal.error().members["verdict"] =
      json::serialize(verdict_json(requests::verdict(parts, wish, caller, snapshot), caller));
  return refusal;
}

Result<void> check_fields(const Open& command, const policy::Verdict& verdict, const policy::Policy& policy,
                          const http::Caller& caller) {
  auto wrong = still_owed(verdict.customer_owes, command, caller.email);
  if (!command.wish.topic.empty() && policy.topic(command.wish.topic) == nullptr)
    wrong.push_back({"topic", "unknown_topic"});
  if (wrong.empty()) return {};
  return std::unexpected(Error{.code = ErrorCode::invalid, .key = "invalid", .fields = std::move(wrong)});
}

Contact contact_of(const Open& command, const http::Caller& caller) {
  auto contact = command.contact;
  if (contact.email.empty()) contact.email = caller.email;
  return contact;
}

json::array texts(const std::set<std::string>& all) {
  json::array out;
  for (const auto& one : all) out.emplace_back(one);
  return out;
}

Request new_request(const Parts& parts, const Open& command, const http::Caller& caller,
                    const policy::Verdict& verdict, std::int64_t policy_version, db::Tx& tx, Instant now) {
  Request request;
  request.id = parts.ids.make<RequestId>();
  request.operator_id = caller.operator_id;
  request.organization_id = *caller.organization_id;
  request.number = store::next_number(tx, caller.operator_id);
  request.desk = verdict.desk;
  request.topic = command.wish.topic;
  request.severity = verdict.severity;
  request.severity_asked = verdict.severity_asked;
  request.subject = command.wish.subject;
  request.language = command.language.value_or(caller.language);
  request.opened_by = caller.person_id;
  request.opened_at = request.updated_at = now;
  request.policy_version = policy_version;
  return request;
}

/// What was found out before a request is placed.
struct Grounds {
  const operators::Standing& standing;
  const policy::Question& question;
  const policy::Verdict& verdict;
  Instant now;
};

Message first_message(const Parts& parts, const Open& command, const http::Caller& caller, Instant now) {
  return {.id = parts.ids.make<MessageId>(),
          .author = caller.person_id,
          .author_kind = AuthorKind::person,
          .author_name = caller.name,
          .visibility = Visibility::everyone,
          .text = command.wish.description,
          .at = now};
}

/// Lets `opened` happen: the entitlements of this moment hold for the whole life.
Result<void> begin_life(db::Tx& tx, Change& change, const Grounds& grounds, MessageId message) {
  const auto& [standing, question, verdict, now] = grounds;
  const auto has = policy::entitlements(*standing.policy, question.subscriptions);
  return happen(tx, change,
                {.at = now,
                 .kind = LifeEventKind::opened,
                 .desk = verdict.desk,
                 .severity = verdict.severity,
                 .has = has,
                 .zone = question.zone,
                 .version = standing.version},
                {{"has", texts(has)},
                 {"zone", question.zone},
                 {"message", message.text()},
                 {"severity_asked", verdict.severity_asked}});
}

Result<Shown> place(const Parts& parts, const Open& command, const http::Caller& caller, db::Tx& tx,
                    const Grounds& grounds) {
  const auto& [standing, question, verdict, now] = grounds;
  Change change{.request = new_request(parts, command, caller, verdict, standing.version, tx, now),
                .version_seen = 1,
                .policy = standing.policy,
                .life = policy::Life(standing.policy),
                .before = {},
                .at = now,
                .actor = caller.person_id.text()};
  const auto first = first_message(parts, command, caller, now);
  MADO_CHECK(begin_life(tx, change, grounds, first.id));
  const auto life = change.life.status(now);
  const auto clocks = with_marks(life, {});
  apply(change.request, life, clocks);
  store::insert(tx, change.request,
                Detail{.contact = contact_of(command, caller),
                       .impact = command.wish.impact.value_or(policy::Impact{}),
                       .business_impact = command.business_impact,
                       .incident = command.incident});
  store::insert(tx, change.request, first);
  store::put_clocks(tx, change.request, clocks);
  const auto taken = store::take(tx, change.request, first.id, caller.person_id, command.attachments);
  if (taken != std::ssize(command.attachments)) return fail_field("attachments", "unknown_attachment");
  return shown(tx, parts.operators, caller, change.request.id, now);
}

}  // namespace

policy::Question question_of(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
                             const Wish& wish, Instant now) {
  policy::Question question;
  question.desk = wish.desk;
  question.topic = wish.topic;
  question.words = wish.subject + '\n' + wish.description;
  question.impact = wish.impact;
  question.insists = wish.insists;
  question.now = now;
  question.languages = {std::string(code_of(caller.language))};
  if (!caller.organization_id) return question;
  question.asker = people::is_admin(policy, caller.roles) ? policy::Asker::admin : policy::Asker::end_user;
  question.roles = caller.roles;
  question.subscriptions =
      people::held(people::store::subscriptions(snapshot, caller.scope(), *caller.organization_id));
  if (const auto organization =
          people::store::organization(snapshot, caller.scope(), *caller.organization_id)) {
    question.zone = organization->zone;
    question.region = organization->region;
  }
  return question;
}

Result<Shown> open(const Parts& parts, const Open& command, const http::Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  if (!caller.organization_id) return fail(ErrorCode::forbidden, "request.agents_do_not_open");
  const auto now = parts.clock.now();
  const auto standing = parts.operators.by_id(caller.operator_id);
  const auto question = question_of(tx, caller, *standing->policy, command.wish, now);
  const auto verdict = policy::decide(*standing->policy, question);
  MADO_CHECK(allow(parts, verdict, command.wish, caller, tx));
  MADO_CHECK(check_fields(command, verdict, *standing->policy, caller));
  if (command.incident && !health::incident(tx, caller.operator_id, command.incident))
    return fail_field("follows_incident", "unknown_incident");

  return place(parts, command, caller, tx, {*standing, question, verdict, now});
}

}  // namespace mado::requests
