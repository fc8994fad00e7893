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
  auto session = store::session(snapshot, standing->id, hash_token(token), clock_.now());
  if (!session) return caller;
  auto& person = session->person;
  caller.kind = person.organization_id ? http::CallerKind::person : http::CallerKind::agent;
  caller.person_id = person.id;
  caller.name = std::move(person.name);
  caller.email = std::move(person.email);
  caller.organization_id = person.organization_id;
  caller.roles = std::move(person.roles);
  caller.language = asked_language(call, *standing->policy).value_or(person.language);
  caller.zone = std::move(person.zone);
  caller.session = token;
  return caller;
}

Language Door::language_of(const http::Call& call) {
  const auto standing = operators_.by_host(call.header("host"));
  if (standing) return language_of_nobody(call, *standing->policy);
  return language_of_header(call.header("accept-language")).value_or(Language::en);
}

}  // namespace mado::people
