#include "people/door.hpp"

#include "people/secrets.hpp"
#include "people/store.hpp"

namespace mado::people {
namespace {

/// The language asked for in the address, if any; one that is not spoken here falls to the operator's first.
std::optional<Language> asked_language(const http::Call& call, const policy::Policy& policy) {
  const auto asked = call.query_value("lang");
  if (!asked) return std::nullopt;
  return language_of_tag(*asked).value_or(policy.operator_facts.languages.front());
}

Language language_of_nobody(const http::Call& call, const policy::Policy& policy) {
  if (const auto asked = asked_language(call, policy)) return *asked;
  if (const auto chosen = call.cookie(language_cookie))
    if (const auto kept = language_of_code(*chosen)) return *kept;
  if (const auto preferred = language_of_header(call.header("accept-language"))) return *preferred;
  return policy.operator_facts.languages.front();
}

}  // namespace

http::Caller caller_of(const operators::Standing& standing, const Person& person) {
  http::Caller caller;
  caller.kind = person.organization_id ? http::CallerKind::person : http::CallerKind::agent;
  caller.operator_id = standing.id;
  caller.operator_key = standing.key;
  caller.person_id = person.id;
  caller.name = person.name;
  caller.email = person.email;
  caller.organization_id = person.organization_id;
  caller.roles = person.roles;
  caller.language = person.language;
  caller.zone = person.zone;
  return caller;
}

std::string token_of(const http::Call& call) {
  constexpr std::string_view bearer = "Bearer ";
  const auto authorization = call.header("authorization");
  if (authorization.starts_with(bearer)) return std::string(authorization.substr(bearer.size()));
  return call.cookie(session_cookie).value_or("");
}

Result<http::Caller> Door::identify(db::Snapshot& snapshot, const http::Call& call) {
  const auto standing = operators_.by_host(call.header("host"));
  if (!standing) return fail(ErrorCode::unavailable, "operator.none");
  http::Caller caller;
  caller.operator_id = standing->id;
  caller.operator_key = standing->key;
  caller.language = language_of_nobody(call, *standing->policy);
  caller.zone = standing->policy->operator_facts.time_zone;
  const auto token = token_of(call);
  if (token.empty()) return caller;
  const auto session = store::session(snapshot, standing->id, hash_token(token), clock_.now());
  if (!session && is_host_of_pane(call) && !call.header("authorization").empty())
    return fail(ErrorCode::unauthenticated, "unauthenticated");
  if (!session) return caller;
  caller = caller_of(*standing, session->person);
  if (const auto asked = asked_language(call, *standing->policy)) caller.language = *asked;
  caller.session = token;
  if (session->kind == pane_session) caller.reach = http::Reach::pane;
  return caller;
}

bool Door::is_host_of_pane(const http::Call& call) {
  const auto standing = operators_.by_host(call.header("host"));
  return standing && standing->policy->pane.stands_on(call.header("origin"));
}

Language Door::language_of(const http::Call& call) {
  const auto standing = operators_.by_host(call.header("host"));
  if (standing) return language_of_nobody(call, *standing->policy);
  return language_of_header(call.header("accept-language")).value_or(Language::en);
}

}  // namespace mado::people
