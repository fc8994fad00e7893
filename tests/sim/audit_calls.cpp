#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "db/journal.hpp"
#include "requests/store.hpp"
#include "sim/audit.hpp"
#include "sim/obvious_rights.hpp"

namespace mado::sim {
namespace {

using http::Method;

std::string text(const Exchange& call, const Member& member) {
  auto all = fmt::format("step {}: {} ({}) {} {} {}\n  after", call.step, member.caller.email,
                         member.caller.operator_key, static_cast<int>(call.method), call.path, call.body);
  for (const auto seen : call.seen) all += fmt::format(" {}", seen);
  for (const auto& reply : call.replies)
    all += fmt::format("\n  {} {}", reply.status, reply.body.substr(0, 400));
  return all;
}

bool is_opening(const Exchange& call) { return call.path == "/api/v1/requests"; }

/// "req_…" of a path.
std::string request_of(const Exchange& call) {
  const auto from = call.path.find("req_");
  return call.path.substr(from, call.path.find('/', from) - from);
}

bool is_over(const Standing& standing) { return standing.status == "solved" || standing.status == "closed"; }

/// What must become of a message (S2, S24, S32).
Ruling ruling_of_message(const Exchange& call, const Member& member, const Filed& filed,
                         const Moment& moment) {
  const auto body = json::parse(call.body).as_object();
  const auto* visibility = body.if_contains("visibility");
  const bool internal = visibility != nullptr && visibility->as_string() == "internal";
  const bool agent = member.customer == nullptr;
  if ((internal || body.contains("await_customer")) && !agent) return {403, "forbidden"};
  if (!may_speak(*moment.policy, member, moment.standing.desk, filed.request)) return {403, "forbidden"};
  if (!is_over(moment.standing) || internal) return {201};
  if (agent) return {409, "request.solved"};
  const bool in_time = call.sent_at <= *moment.standing.solved_at + moment.policy->solved.reopen_for;
  return in_time ? Ruling{201} : Ruling{409, "request.reopen_too_late"};
}

/// What must become of a change, where it follows from rights alone: a customer changes no desk, no severity,
/// nobody's assignment, and does not say whose turn it is.
Ruling ruling_of_change(const Exchange& call, const Member& member, const Filed& filed,
                        const Moment& moment) {
  const auto body = json::parse(call.body).as_object();
  const auto* status = body.if_contains("status");
  const auto wished = status == nullptr ? moment.standing.status : std::string(status->as_string());
  const bool awaits = wished != moment.standing.status && !is_over(moment.standing) &&
                      (wished == "awaiting_customer" || wished == "open");
  const bool work = body.contains("severity") || body.contains("desk") || body.contains("assignee") || awaits;
  const bool may = may_speak(*moment.policy, member, moment.standing.desk, filed.request);
  return !may || (member.customer != nullptr && work) ? Ruling{403} : Ruling{};
}

class Calls {
 public:
  Calls(Evidence& evidence, Audited& audited) : evidence_(evidence), audited_(audited) {}

  void look_at(const Exchange& call) {
    const auto& member = evidence_.world.cast()[call.member];
    SCOPED_TRACE(text(call, member));
    ++audited_.calls;
    if (call.replies.size() > 1) ++audited_.repeated;
    if (call.replies.empty()) return;  // it was given up
    if (call.replies.front().status >= 400) ++audited_.refused;
    same_answers(call);
    once(call);
    if (is_other_call_under_a_used_key(call, member)) {
      EXPECT_EQ(call.replies.front().status, 422);
      EXPECT_EQ(code_of(call.replies.front()), "idempotency.reused");
    } else if (is_opening(call)) {
      opening(call, member);
    } else {
      rest(call, member);
    }
  }

  void keep_marks(const std::string& mark_text) { written_.push_back(mark_text); }

 private:
  static std::string code_of(const Heard& reply) {
    const auto body = json::parse(reply.body).as_object();
    return body.contains("code") ? std::string(body.at("code").as_string()) : "";
  }

  /// Sent again it is answered as before, to the byte.
  static void same_answers(const Exchange& call) {
    if (call.key.empty()) return;
    for (const auto& reply : call.replies) {
      EXPECT_EQ(reply.status, call.replies.front().status);
      if (reply.status < 300) EXPECT_EQ(reply.body, call.replies.front().body);
    }
  }

  /// However often it was sent, it was done once; refused it was not done at all.
  void once(const Exchange& call) const {
    if (call.mark.empty()) return;
    const auto written =
        std::ranges::count_if(written_, [&](const std::string& one) { return one.ends_with(call.mark); });
    EXPECT_EQ(written, call.replies.back().status == 201 || call.replies.back().status == 200 ? 1 : 0);
  }

  bool is_other_call_under_a_used_key(const Exchange& call, const Member& member) {
    if (call.key.empty()) return false;
    auto& [body, sent_at] = keys_[{member.caller.person_id, call.key}];
    if (!body.empty() && call.sent_at - sent_at < patience) return body != call.body;
    if (call.replies.front().status < 300) body = call.body, sent_at = call.sent_at;
    return false;
  }

  /// A call that died with the process counts by what was true before any of its attempts.
  void must_be(const Exchange& call, const std::vector<Ruling>& rulings) const {
    const auto& reply = call.replies.front();
    const bool fits = std::ranges::any_of(rulings, [&](const Ruling& ruling) {
      return ruling.status == reply.status && (ruling.code.empty() || ruling.code == code_of(reply));
    });
    EXPECT_TRUE(fits) << "instead of " << rulings.front().status << ' ' << rulings.front().code;
  }

  void opening(const Exchange& call, const Member& member) {
    const auto body = json::parse(call.body).as_object();
    std::vector<Ruling> rulings;
    for (const auto seen : call.seen)
      rulings.push_back(
          ruling_of_opening(*evidence_.policy_at(member.caller.operator_id, seen).policy, member, body));
    must_be(call, rulings);
    if (call.replies.front().status != 201) return;
    const auto reply = json::parse(call.replies.front().body).as_object();
    const auto found = evidence_.requests.find(std::string(reply.at("id").as_string()));
    ASSERT_NE(found, evidence_.requests.end()) << "lost";
    opened_as_ruled(member, body, found->second);
  }

  /// What the journal holds of the opening is what their subscriptions and the answers lead to.
  void opened_as_ruled(const Member& member, const json::object& body, const Filed& filed) const {
    const auto& opening = filed.story->opening();
    const auto& in_force = evidence_.policy_at(member.caller.operator_id, opening.number - 1);
    const auto ruling = ruling_of_opening(*in_force.policy, member, body);
    EXPECT_EQ(opening.told.version, in_force.version);
    EXPECT_EQ(opening.told.desk, ruling.desk);
    EXPECT_EQ(opening.told.severity_asked, ruling.asked);
    EXPECT_EQ(opening.told.severity, ruling.severity);
    EXPECT_EQ(opening.told.has, entitled_to(*in_force.policy, member));
    EXPECT_EQ(opening.told.zone, member.customer->zone);
    EXPECT_EQ(opening.actor, member.caller.person_id.text());
  }

  void rest(const Exchange& call, const Member& member) {
    const auto found = evidence_.requests.find(request_of(call));
    ASSERT_NE(found, evidence_.requests.end());
    std::vector<Ruling> rulings;
    for (const auto seen : call.seen) {
      const auto* moment = found->second.story->before(seen);
      ASSERT_NE(moment, nullptr);
      rulings.push_back(ruling_of(call, member, found->second, *moment));
    }
    if (rulings.front().status != 0) return must_be(call, rulings);
    EXPECT_NE(call.replies.front().status, 404);
    EXPECT_NE(call.replies.front().status, 403);
    EXPECT_LT(call.replies.front().status, 500);
    if (call.if_match > 0) on_what_was_seen(call);
    if (call.replies.front().status == 200)
      EXPECT_LE(json::parse(call.replies.front().body).at("version").to_number<std::int64_t>(),
                found->second.request.version)
          << "lost";
  }

  /// Nobody changes what they have not seen: a change makes the next version of the one that was seen.
  static void on_what_was_seen(const Exchange& call) {
    const auto& reply = call.replies.front();
    const auto body = json::parse(reply.body).as_object();
    const auto version = [](const json::value& request) {
      return request.at("version").to_number<std::int64_t>();
    };
    if (reply.status == 200) EXPECT_EQ(version(body), call.if_match + 1);
    if (reply.status == 412) EXPECT_NE(version(body.at("current")), call.if_match);
  }

  /// Status 0: more than rights decides.
  static Ruling ruling_of(const Exchange& call, const Member& member, const Filed& filed,
                          const Moment& moment) {
    // Whoever may not see it is told that there is none: another operator's people, another organization's,
    // and those whose role does not reach that desk.
    if (!may_see(*moment.policy, member, moment.standing.desk, filed.request)) return {404, "not_found"};
    if (call.method == Method::get) return {200};
    if (call.path.ends_with("/messages")) return ruling_of_message(call, member, filed, moment);
    const bool stale = call.replies.front().status == 412;
    if (call.path.ends_with("/objection")) {
      const bool may = member.customer != nullptr &&
                       may_speak(*moment.policy, member, moment.standing.desk, filed.request);
      return may || stale ? Ruling{} : Ruling{403, "forbidden"};
    }
    const auto ruling = ruling_of_change(call, member, filed, moment);
    const bool too_late = is_over(moment.standing) && call.replies.front().status == 409;
    return stale || too_late ? Ruling{} : ruling;
  }

  Evidence& evidence_;
  Audited& audited_;
  std::vector<std::string> written_;  ///< subjects and messages
  std::map<std::pair<PersonId, std::string>, std::pair<std::string, Instant>> keys_;
};

/// Whoever stands in the journal as having done something was allowed to do it.
void audit_actors(const Evidence& evidence) {
  static const std::set<std::string> by_agents = {"agent_replied", "awaiting_customer", "awaiting_ended",
                                                  "desk_changed",  "assigned",          "note_added"};
  std::map<std::string, const Member*> members;
  for (const auto& member : evidence.world.cast()) members[member.caller.person_id.text()] = &member;
  for (const auto& [name, filed] : evidence.requests)
    for (const auto& [number, told, actor, reason, clock, due, has_message] : filed.story->lines()) {
      if (actor == "clock" || actor == "system") continue;
      ASSERT_TRUE(members.contains(actor)) << actor;
      const auto& member = *members.at(actor);
      EXPECT_EQ(member.house, filed.house) << name << filed.story->text();
      const bool agent = member.customer == nullptr;
      if (by_agents.contains(told.kind) || (told.kind == "severity_changed" && reason != "objection"))
        EXPECT_TRUE(agent) << told.kind << " in " << name << filed.story->text();
      if (told.kind == "customer_replied" || told.kind == "objected" || told.kind == "opened")
        EXPECT_FALSE(agent) << told.kind << " in " << name << filed.story->text();
      if (!agent) EXPECT_EQ(member.caller.organization_id, filed.request.organization_id) << name;
    }
}

}  // namespace

void audit_calls(Evidence& evidence, Audited& audited) {
  Calls calls(evidence, audited);
  const auto done = evidence.world.database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    for (const auto& [name, filed] : evidence.requests) {
      calls.keep_marks(filed.request.subject);
      for (const auto& message :
           requests::store::messages(snapshot, Scope::of_operator(filed.request.operator_id),
                                     filed.request.id, requests::Visibility::agents))
        calls.keep_marks(message.text);
    }
    return {};
  });
  EXPECT_TRUE(done);
  for (const auto& call : evidence.exchanges) calls.look_at(call);
  audit_actors(evidence);
}

}  // namespace mado::sim
