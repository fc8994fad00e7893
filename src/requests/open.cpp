#include <algorithm>

#include "health/health.hpp"
#include "people/rules.hpp"
#include "people/store.hpp"
#include "requests/opening.hpp"
#include "requests/owed.hpp"
#include "requests/verdict_view.hpp"

namespace mado::requests {
namespace {

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

Request new_request(const Open& command, const http::Caller& caller, const policy::Verdict& verdict) {
  Request request;
  request.operator_id = caller.operator_id;
  request.organization_id = *caller.organization_id;
  request.desk = verdict.desk;
  request.topic = command.wish.topic;
  request.severity = verdict.severity;
  request.severity_asked = verdict.severity_asked;
  request.subject = command.wish.subject;
  request.language = command.language.value_or(caller.language);
  request.opened_by = caller.person_id;
  return request;
}

Message first_message(const Parts& parts, const Open& command, const http::Caller& caller, Instant now) {
  return {.id = parts.ids.make<MessageId>(),
          .author = caller.person_id,
          .author_kind = AuthorKind::person,
          .author_name = caller.name,
          .visibility = Visibility::everyone,
          .text = command.wish.description,
          .at = now};
}

/// What was found out before a request is placed.
struct Grounds {
  const operators::Standing& standing;
  const policy::Question& question;
  const policy::Verdict& verdict;
  Instant now;
};

Opening opening_of(const Parts& parts, const Open& command, const http::Caller& caller,
                   const Grounds& grounds) {
  const auto& [standing, question, verdict, now] = grounds;
  return {.standing = standing,
          .request = new_request(command, caller, verdict),
          .detail = {.contact = contact_of(command, caller),
                     .impact = command.wish.impact.value_or(policy::Impact{}),
                     .business_impact = command.business_impact,
                     .incident = command.incident},
          .has = policy::entitlements(*standing.policy, question.subscriptions),
          .zone = question.zone,
          .first = first_message(parts, command, caller, now),
          .actor = caller.person_id.text(),
          .at = now};
}

/// The request that is followed (S32): solved so long ago that a new one must take its place.
Result<std::optional<Change>> origin_of(const Parts& parts, const Open& command, const http::Caller& caller,
                                        db::Tx& tx, Instant now) {
  if (!command.follows) return std::nullopt;
  const auto wrong = [](std::string_view key) { return fail_field("follows_request", std::string(key)); };
  const auto known = shown(tx, parts.operators, caller, command.follows, now);
  if (!known) return wrong("unknown_request");
  if (!is_final(known->listed.request, known->policy->solved, now)) return wrong("request_not_final");
  return begin(tx, parts.operators, caller.scope(), command.follows, caller.person_id.text(), now);
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
  MADO_TRY(origin, origin_of(parts, command, caller, tx, now));

  const auto opening = opening_of(parts, command, caller, {*standing, question, verdict, now});
  MADO_TRY(opened, place(parts, opening, tx));
  if (origin) {
    link(tx, opened, *origin, LinkKind::follow_up);
    MADO_CHECK(keep(tx, *origin, Bump::version));
  }
  const auto taken = store::take(tx, opened.request, opening.first.id, caller.person_id, command.attachments);
  if (taken != std::ssize(command.attachments)) return fail_field("attachments", "unknown_attachment");
  return shown(tx, parts.operators, caller, opened.request.id, now);
}

}  // namespace mado::requests
