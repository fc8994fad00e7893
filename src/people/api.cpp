#include "people/api.hpp"

#include <chrono>

#include "base/messages.hpp"
#include "calendar/calendar.hpp"
#include "http/fields.hpp"
#include "people/door.hpp"
#include "people/rules.hpp"
#include "people/secrets.hpp"
#include "people/show.hpp"
#include "people/store.hpp"

namespace mado::people {
namespace {

using http::Call;
using http::Caller;
using http::Method;
using http::Reply;

constexpr std::chrono::hours session_length{14 * 24};
constexpr std::chrono::minutes failure_window{15};
constexpr std::int64_t failures_max = 10;
constexpr std::string_view demo_password = "madoguchi-demo";

struct SignIn {
  std::string email;
  std::string password;
};

struct Nothing {};

struct SignedIn {
  Caller caller;
  json::object me;
  std::string token;
};

Result<SignIn> parse_sign_in(const Call& call) {
  MADO_TRY(body, call.json_body());
  http::Fields fields(std::move(body));
  SignIn sign_in{folded(fields.text("email", http::Presence::required, {254, 1})),
                 fields.text("password", http::Presence::required, {1024, 1})};
  MADO_CHECK(fields.done());
  return sign_in;
}

/// The person's stored password, unless there were too many wrong ones of late.
Result<store::Credentials> find_credentials(db::Database& database, OperatorId owner, const SignIn& sign_in,
                                            Instant now) {
  store::Credentials found;
  std::int64_t failures = 0;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    failures = store::failures_since(snapshot, owner, sign_in.email, now - failure_window);
    found = store::credentials(snapshot, owner, sign_in.email).value_or(store::Credentials{});
    return {};
  }));
  if (failures >= failures_max) return fail(ErrorCode::too_many, "sign_in.too_many");
  return found;
}

Result<void> note_failure(db::Database& database, OperatorId owner, const SignIn& sign_in, Instant now) {
  return database.write_now([&](db::Tx& tx) -> Result<void> {
    store::forget_failures(tx, owner, sign_in.email, now - failure_window);
    store::insert_failure(tx, owner, sign_in.email, now);
    return {};
  });
}

Result<SignedIn> begin_session(db::Database& database, const operators::Standing& standing, PersonId id,
                               Instant now) {
  SignedIn outcome;
  outcome.token = make_token();
  MADO_CHECK(database.write_now([&](db::Tx& tx) -> Result<void> {
    store::end_old_sessions(tx, now);
    store::insert_session(tx, standing.id, id, hash_token(outcome.token), "cookie", now,
                          now + session_length);
    const auto person = store::person(tx, Scope::of_operator(standing.id), id);
    if (!person) return fail(ErrorCode::unauthenticated, "sign_in.wrong");
    outcome.caller = caller_of(standing, *person);
    outcome.caller.session = outcome.token;
    outcome.me = me_json(tx, outcome.caller, *standing.policy);
    return {};
  }));
  return outcome;
}

Result<SignedIn> sign_in(const Parts& parts, const SignIn& sign_in, const Call& call,
                         db::Database& database) {
  const auto standing = parts.operators.by_host(call.header("host"));
  if (!standing) return fail(ErrorCode::unavailable, "operator.none");
  const auto now = parts.clock.now();
  MADO_TRY(found, find_credentials(database, standing->id, sign_in, now));
  const bool refused =
      parts.demo_password == Parts::DemoPassword::refused && sign_in.password == demo_password;
  if (!password_matches(found.password_hash, sign_in.password) || refused) {
    MADO_CHECK(note_failure(database, standing->id, sign_in, now));
    return fail(ErrorCode::unauthenticated, "sign_in.wrong");
  }
  return begin_session(database, *standing, found.id, now);
}

std::string cookie_of(std::string_view token, std::chrono::seconds length) {
  return std::string(session_cookie) + '=' + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(length.count());
}

Reply show_signed_in(const SignedIn& outcome, const Caller&) {
  auto reply = http::json_reply(outcome.me);
  reply.headers.emplace_back("Set-Cookie", cookie_of(outcome.token, session_length));
  return reply;
}

Result<Nothing> sign_out(const Parts& parts, const Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  store::end_session(tx, caller.operator_id, hash_token(caller.session));
  tx.journal({.operator_id = caller.operator_id,
              .organization_id = caller.organization_id,
              .subject = caller.person_id.text(),
              .kind = "person.signed_out",
              .actor = caller.person_id.text(),
              .at = parts.clock.now(),
              .data = "{}"});
  return Nothing{};
}

Reply show_signed_out(const Nothing&, const Caller&) {
  auto reply = http::no_content();
  reply.headers.emplace_back("Set-Cookie", cookie_of("", std::chrono::seconds{0}));
  return reply;
}

struct ChangeMe {
  std::optional<Language> language;
  std::optional<std::string> zone;
};

Result<ChangeMe> parse_change_me(const Call& call) {
  MADO_TRY(body, call.json_body());
  const bool empty = body.empty();
  http::Fields fields(std::move(body));
  ChangeMe change;
  if (const auto code = fields.text_or("lang", {35})) {
    change.language = language_of_code(*code);
    if (!change.language) fields.wrong("lang", "unknown_language");
  }
  change.zone = fields.text_or("zone", {64});
  if (change.zone && !calendar::is_zone(*change.zone)) fields.wrong("zone", "unknown_zone");
  if (empty) fields.wrong("lang", "required");
  MADO_CHECK(fields.done());
  return change;
}

}  // namespace

void add_routes(http::Router& router, const Parts& given) {
  const auto parse_nothing = [](const Call&) -> Result<Nothing> { return Nothing{}; };
  const auto show_json = [](const json::object& object, const Caller&) { return http::json_reply(object); };

  router.add(http::work_route<SignIn, SignedIn>(
      Method::post, "/api/v1/session", parse_sign_in,
      [parts = given](const SignIn& command, const Call& call, db::Database& database) {
        return sign_in(parts, command, call, database);
      },
      show_signed_in));
  router.add(http::open_to_pane(http::write_route<Nothing, Nothing>(
      Method::del, "/api/v1/session", parse_nothing,
      [parts = given](const Nothing&, const Caller& caller, db::Tx& tx) {
        return sign_out(parts, caller, tx);
      },
      show_signed_out)));
  router.add(http::read_route<Nothing, json::object>(
      Method::get, "/api/v1/me", parse_nothing,
      [parts = given](const Nothing&, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        if (caller.kind == http::CallerKind::nobody)
          return fail(ErrorCode::unauthenticated, "unauthenticated");
        return me_json(snapshot, caller, *parts.operators.by_id(caller.operator_id)->policy);
      },
      show_json));
  router.add(http::write_route<ChangeMe, json::object>(
      Method::patch, "/api/v1/me", parse_change_me,
      [parts = given](const ChangeMe& change, const Caller& caller, db::Tx& tx) -> Result<json::object> {
        if (caller.kind == http::CallerKind::nobody)
          return fail(ErrorCode::unauthenticated, "unauthenticated");
        auto changed = caller;
        changed.language = change.language.value_or(caller.language);
        changed.zone = change.zone.value_or(caller.zone);
        store::change_person(tx, caller.scope(), caller.person_id, changed.language, changed.zone);
        return me_json(tx, changed, *parts.operators.by_id(caller.operator_id)->policy);
      },
      show_json));
  router.add(http::read_route<Nothing, json::object>(
      Method::get, "/api/v1/agents", parse_nothing,
      [parts = given](const Nothing&, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require(caller, *parts.operators.by_id(caller.operator_id)->policy, "request:handle"));
        json::array items;
        for (const auto& agent : store::agents(snapshot, caller.operator_id))
          items.push_back(json::object{{"id", agent.id.text()}, {"name", agent.name}});
        return json::object{{"items", std::move(items)}};
      },
      show_json));
}

}  // namespace mado::people
