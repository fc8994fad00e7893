// Following an incident, and what agents say about it, over HTTP.
#include "health/api.hpp"
#include "health/following.hpp"
#include "http/fields.hpp"
#include "people/rules.hpp"

namespace mado::health {
namespace {

using http::Call;
using http::Caller;
using http::Method;

constexpr size_t update_characters_max = 8192;

struct Nothing {};

struct Say {
  IncidentId incident;
  State state = State::investigating;
  std::optional<ServiceState> impact;  ///< nothing: as before
  Texts texts;
};

Result<IncidentId> parse_id(const Call& call) { return call.id_parameter<IncidentId>("id"); }

Result<Say> parse_say(const Call& call) {
  MADO_TRY(id, parse_id(call));
  MADO_TRY(body, call.json_body());
  http::Fields fields(std::move(body));
  Say say{.incident = id, .impact = {}, .texts = {}};
  say.state = fields
                  .choice<State>("state", http::Presence::required,
                                 {{"investigating", State::investigating},
                                  {"identified", State::identified},
                                  {"recovering", State::recovering},
                                  {"resolved", State::resolved}})
                  .value_or(State::investigating);
  if (fields.has("impact"))
    say.impact = fields.choice<ServiceState>("impact", http::Presence::optional,
                                             {{"operational", ServiceState::operational},
                                              {"maintenance", ServiceState::maintenance},
                                              {"degraded", ServiceState::degraded},
                                              {"interrupted", ServiceState::interrupted}});
  fields.object("texts", http::Presence::required, [&](http::Fields& inner) {
    for (const auto language : all_languages)
      if (const auto text = inner.text_or(code_of(language), {update_characters_max, 1}))
        say.texts.set(language, *text);
  });
  MADO_CHECK(fields.done());
  return say;
}

Result<Seen> say(const Parts& parts, const Say& command, const Caller& caller, const policy::Policy& policy,
                 db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  MADO_TRY(before, seen(tx, caller, command.incident));
  MADO_CHECK(people::require(caller, policy, "incident:write"));
  const auto now = parts.clock.now();
  const auto actor = caller.person_id.text();
  if (command.state == State::resolved) {
    MADO_CHECK(resolve(tx, parts.ids, caller.operator_id, command.incident, command.texts, now, actor));
  } else {
    const Update next{.at = now,
                      .state = command.state,
                      .impact = command.impact.value_or(before.incident.impact),
                      .texts = command.texts};
    MADO_CHECK(update(tx, parts.ids, caller.operator_id, command.incident, next, actor));
  }
  return seen(tx, caller, command.incident);
}

json::object followed_json(const Parts& parts, const Caller& caller, const policy::Policy& policy,
                           db::Snapshot& snapshot) {
  json::array items;
  for (const auto& one : followed(snapshot, caller, parts.clock.now() - over_shown))
    items.push_back(seen_json(one, policy, caller.language));
  return {{"items", std::move(items)}};
}

void add_following(http::Router& router, const Parts& parts) {
  const auto show = [](const json::object& object, const Caller&) { return http::json_reply(object); };
  const auto policy_of = [parts](const Caller& caller) {
    return parts.operators.by_id(caller.operator_id)->policy;
  };
  router.add(http::write_route<IncidentId, json::object>(
      Method::put, "/api/v1/health/incidents/{id}/following", parse_id,
      [parts, policy_of](const IncidentId& id, const Caller& caller, db::Tx& tx) -> Result<json::object> {
        const auto policy = policy_of(caller);
        MADO_TRY(now_seen, follow(tx, caller, *policy, id, parts.clock.now()));
        return seen_json(now_seen, *policy, caller.language);
      },
      show));
  router.add(http::write_route<IncidentId, Nothing>(
      Method::del, "/api/v1/health/incidents/{id}/following", parse_id,
      [parts, policy_of](const IncidentId& id, const Caller& caller, db::Tx& tx) -> Result<Nothing> {
        MADO_CHECK(unfollow(tx, caller, *policy_of(caller), id, parts.clock.now()));
        return Nothing{};
      },
      [](const Nothing&, const Caller&) { return http::no_content(); }));
  router.add(http::read_route<Nothing, json::object>(
      Method::get, "/api/v1/health/following", [](const Call&) -> Result<Nothing> { return Nothing{}; },
      [parts, policy_of](const Nothing&, const Caller& caller,
                         db::Snapshot& snapshot) -> Result<json::object> {
        if (caller.kind == http::CallerKind::nobody)
          return fail(ErrorCode::unauthenticated, "unauthenticated");
        const auto policy = policy_of(caller);
        if (!may_follow(caller, *policy)) return fail(ErrorCode::forbidden, "forbidden");
        return followed_json(parts, caller, *policy, snapshot);
      },
      show));
}

void add_saying(http::Router& router, const Parts& parts) {
  router.add(http::write_route<Say, json::object>(
      Method::post, "/api/v1/health/incidents/{id}/updates", parse_say,
      [parts](const Say& command, const Caller& caller, db::Tx& tx) -> Result<json::object> {
        const auto policy = parts.operators.by_id(caller.operator_id)->policy;
        MADO_TRY(now_seen, say(parts, command, caller, *policy, tx));
        return seen_json(now_seen, *policy, caller.language);
      },
      [](const json::object& object, const Caller&) { return http::json_reply(object, 201); }));
}

}  // namespace

json::object seen_json(const Seen& seen, const policy::Policy& policy, Language language) {
  auto item = incident_json(seen.incident, policy, language);
  if (seen.followed_since) item["followed_since"] = format_instant(*seen.followed_since);
  if (seen.follower_organizations) item["follower_organizations"] = *seen.follower_organizations;
  return item;
}

void add_following_routes(http::Router& router, const Parts& parts) {
  add_following(router, parts);
  add_saying(router, parts);
}

}  // namespace mado::health
