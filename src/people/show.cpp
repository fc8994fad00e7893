#include "people/show.hpp"

#include "people/rules.hpp"
#include "people/store.hpp"
#include "policy/rights.hpp"

namespace mado::people {
namespace {

json::object named(std::string_view id, std::string_view name) { return {{"id", id}, {"name", name}}; }

std::string_view role_name(const std::string& id, const policy::Policy& policy, Language language) {
  const auto* role = policy.role(id);
  if (role == nullptr || role->name.empty()) return id;
  return role->name.in(language, policy.operator_facts.languages);
}

void put(json::object& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

}  // namespace

json::array roles_json(const std::vector<std::string>& roles, const policy::Policy& policy,
                       Language language) {
  json::array all;
  for (const auto& id : roles) all.push_back(named(id, role_name(id, policy, language)));
  return all;
}

json::object contact_json(const Partner& partner) {
  json::object contact{{"name", partner.name}};
  put(contact, "email", partner.email);
  put(contact, "phone", partner.phone);
  put(contact, "url", partner.url);
  return contact;
}

json::array admins_json(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
                        std::string_view desk) {
  json::array all;
  if (!caller.organization_id) return all;
  for (const auto& person : store::people_of(snapshot, caller.scope(), *caller.organization_id)) {
    if (!is_admin(policy, person.roles)) continue;
    if (!desk.empty() && !policy::may(policy, person.roles, "request:open", desk)) continue;
    json::object contact{{"name", person.name}, {"email", person.email}};
    put(contact, "phone", person.phone);
    json::array roles;
    for (const auto& id : person.roles) roles.emplace_back(role_name(id, policy, caller.language));
    contact["roles"] = std::move(roles);
    all.push_back(std::move(contact));
  }
  return all;
}

json::object me_json(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy) {
  const auto& facts = policy.operator_facts;
  json::object me{{"kind", caller.is_agent() ? "agent" : "person"},
                  {"id", caller.person_id.text()},
                  {"name", caller.name},
                  {"email", caller.email},
                  {"operator", named(facts.id, facts.name.in(caller.language, facts.languages))},
                  {"lang", code_of(caller.language)},
                  {"zone", caller.zone},
                  {"roles", roles_json(caller.roles, policy, caller.language)}};
  const auto person = store::person(snapshot, caller.scope(), caller.person_id);
  if (person && !person->phone.empty()) me["phone"] = person->phone;
  json::array may;
  for (const auto& right : rights(caller, policy)) may.emplace_back(right);
  me["may"] = std::move(may);
  if (!caller.organization_id) return me;
  if (const auto organization = store::organization(snapshot, caller.scope(), *caller.organization_id))
    me["organization"] = named(organization->id.text(), organization->name);
  if (!is_admin(policy, caller.roles)) me["admins"] = admins_json(snapshot, caller, policy);
  return me;
}

}  // namespace mado::people
