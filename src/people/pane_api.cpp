#include "people/pane_api.hpp"

#include "http/fields.hpp"
#include "people/door.hpp"
#include "people/rules.hpp"
#include "people/secrets.hpp"
#include "people/show.hpp"
#include "people/store.hpp"
#include "people/store_pane.hpp"

namespace mado::people {
namespace {

using http::Call;
using http::Caller;
using http::Method;

constexpr std::chrono::hours pane_session_length{1};

struct Parts {
  const operators::Operators& operators;
  const Clock& clock;
};

struct Handed {
  std::string token;
};

struct Wished {
  std::string origin;
};

struct Asked {
  std::string operator_key;
};

Result<Asked> parse_asked(const Call& call) {
  return Asked{std::string(call.query_value("operator").value_or(""))};
}

Result<Handed> parse_handed(const Call& call) {
  MADO_TRY(body, call.json_body());
  http::Fields fields(std::move(body));
  Handed handed{fields.text("token", http::Presence::required, {pane_token_letters_max, 1})};
  MADO_CHECK(fields.done());
  return handed;
}

Result<Wished> parse_wished(const Call& call) {
  MADO_TRY(body, call.json_body());
  http::Fields fields(std::move(body));
  Wished wished{fields.text("origin", http::Presence::required, {300, 1})};
  MADO_CHECK(fields.done());
  return wished;
}

json::object session_json(db::Snapshot& snapshot, const Caller& caller, const policy::Policy& policy,
                          Instant until) {
  return {{"token", caller.session},
          {"expires_at", format_instant(until)},
          {"me", me_json(snapshot, caller, policy)}};
}

json::object begin_session(db::Tx& tx, Caller caller, const policy::Policy& policy, Instant now) {
  const auto until = now + pane_session_length;
  caller.session = make_token();
  store::end_old_sessions(tx, now);
  store::insert_session(tx, caller.operator_id, caller.person_id, hash_token(caller.session), pane_session,
                        now, until);
  return session_json(tx, caller, policy, until);
}

/// The person of the claims, in the organization that they name by id or name. Error: unauthenticated.
Result<Person> person_of(db::Snapshot& snapshot, OperatorId owner, const PaneClaims& claims) {
  const auto everyone = Scope::of_operator(owner);
  const auto known = store::credentials(snapshot, owner, folded(claims.email));
  const auto person = known ? store::person(snapshot, everyone, known->id) : std::nullopt;
  if (person && person->organization_id) {
    const auto organization = store::organization(snapshot, everyone, *person->organization_id);
    if (organization &&
        (organization->name == claims.organization || organization->id.text() == claims.organization))
      return *person;
  }
  return fail(ErrorCode::unauthenticated, "pane.person");
}

Result<json::object> exchange(const Parts& parts, const Handed& handed, const Caller& nobody, db::Tx& tx) {
  const auto standing = parts.operators.by_id(nobody.operator_id);
  const auto now = parts.clock.now();
  const auto keys = store::pane_keys(tx, standing->id);
  MADO_TRY(claims, read_pane_token(handed.token, keys, standing->key, now));
  MADO_TRY(person, person_of(tx, standing->id, claims));
  store::forget_shown(tx, now);
  if (!store::note_shown(tx, standing->id, claims.jti, claims.expires_at + pane_clocks_differ_max))
    return fail(ErrorCode::unauthenticated, "pane.shown");
  auto caller = caller_of(*standing, person);
  caller.language = nobody.language;
  return begin_session(tx, std::move(caller), *standing->policy, now);
}

/// For somebody signed in here, whose own page hands the session to the one that opened it.
Result<json::object> grant(const Parts& parts, const Wished& wished, const Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  if (!caller.is_person()) return fail(ErrorCode::forbidden, "forbidden");
  const auto standing = parts.operators.by_id(caller.operator_id);
  if (!standing->policy->pane.stands_on(wished.origin)) return fail(ErrorCode::forbidden, "pane.origin");
  return begin_session(tx, caller, *standing->policy, parts.clock.now());
}

Result<json::object> about(const Parts& parts, const Asked& asked, const Caller& caller) {
  const auto standing = parts.operators.by_id(caller.operator_id);
  const auto& facts = standing->policy->operator_facts;
  if (asked.operator_key != standing->key) return fail(ErrorCode::not_found, "not_found");
  return json::object{{"operator", json::object{{"id", standing->key},
                                                {"name", facts.name.in(caller.language, facts.languages)}}}};
}

http::Reply show(const json::object& object, const Caller&) { return http::json_reply(object); }

}  // namespace

void add_pane_routes(http::Router& router, const operators::Operators& operators, const Clock& clock) {
  const Parts parts{operators, clock};
  router.add(http::open_to_pane(http::read_route<Asked, json::object>(
      Method::get, "/api/v1/pane", parse_asked,
      [parts](const Asked& asked, const Caller& caller, db::Snapshot&) {
        return about(parts, asked, caller);
      },
      show)));
  router.add(http::open_to_pane(http::write_route<Handed, json::object>(
      Method::post, "/api/v1/pane/session", parse_handed,
      [parts](const Handed& handed, const Caller& caller, db::Tx& tx) {
        return exchange(parts, handed, caller, tx);
      },
      show)));
  router.add(http::write_route<Wished, json::object>(
      Method::post, "/api/v1/pane/grant", parse_wished,
      [parts](const Wished& wished, const Caller& caller, db::Tx& tx) {
        return grant(parts, wished, caller, tx);
      },
      show));
}

}  // namespace mado::people
