#include "sim/obvious_rights.hpp"

#include <algorithm>

namespace mado::sim {
namespace {

using policy::Audience;
using policy::Desk;
using policy::Policy;

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::ranges::find(all, one) != all.end();
}

std::string text_of(const json::object& body, std::string_view key) {
  const auto* value = body.if_contains(key);
  return value == nullptr ? "" : std::string(value->as_string());
}

bool is_admin(const Policy& policy, const Member& member) {
  for (const auto& role : policy.roles)
    if (contains(member.caller.roles, role.id)) return true;
  return false;
}

/// Nothing in the way: empty. Else the code of the refusal.
std::string refusal_at(const Policy& policy, const Member& member, const Desk& desk, bool insists) {
  const bool for_all = desk.open_to.contains(Audience::visitor);
  const bool for_users = desk.open_to.contains(Audience::end_user);
  if (!is_admin(policy, member) && !for_users) return "verdict.ask_own_admins";
  if (is_admin(policy, member) && !for_all && !for_users &&
      !has_right(policy, member, "request:open", desk.id))
    return "verdict.role_lacks_right";
  if (for_all) return "";
  bool opened = false, direct = false;
  for (const auto& held : member.customer->holds) {
    for (const auto& plan : policy.plans)
      if (plan.id == held.plan && contains(plan.desks, desk.id)) opened = true;
    if (held.direct) direct = true;
  }
  if (!opened) return "verdict.no_subscription";
  if (direct || policy.operator_facts.partner_customers == policy::PartnerCustomers::operator_too) return "";
  const bool may_insist = policy.operator_facts.partner_customers == policy::PartnerCustomers::partner_first;
  return may_insist && insists ? "" : "verdict.ask_partner";
}

/// By name; else by topic; else the first that is open to them, or would be if their partner let them.
const Desk* desk_of(const Policy& policy, const Member& member, const json::object& body, bool insists) {
  if (const auto id = text_of(body, "desk"); !id.empty()) return policy.desk(id);
  for (const auto& topic : policy.topics)
    if (topic.id == text_of(body, "topic")) return policy.desk(topic.desk);
  for (const auto& desk : policy.desks) {
    const auto refusal = refusal_at(policy, member, desk, insists);
    if (refusal.empty() || refusal == "verdict.ask_partner") return &desk;
  }
  return &policy.desks.front();
}

std::string severity_of(const Policy& policy, const json::object& impact) {
  const std::map<std::string, policy::ServiceImpact> services = {
      {"down", policy::ServiceImpact::down},
      {"impaired", policy::ServiceImpact::impaired},
      {"question", policy::ServiceImpact::question}};
  const std::map<std::string, policy::PeopleImpact> people = {{"one", policy::PeopleImpact::one},
                                                              {"some", policy::PeopleImpact::some},
                                                              {"many", policy::PeopleImpact::many}};
  for (const auto& row : policy.triage) {
    if (row.service && *row.service != services.at(text_of(impact, "service"))) continue;
    if (row.people && *row.people != people.at(text_of(impact, "people"))) continue;
    const auto* workaround = impact.if_contains("workaround");
    if (row.workaround && (workaround == nullptr || workaround->as_bool() != *row.workaround)) continue;
    return row.severity;
  }
  return policy.severities.back().id;
}

bool is_promised(const Policy& policy, const Desk& desk, const std::string& severity,
                 const std::set<std::string>& has) {
  if (!contains(desk.severities, severity)) return false;
  for (const auto& promise : policy.promises)
    if (contains(promise.desks, desk.id) && promise.severity == severity &&
        (promise.needs.empty() || has.contains(promise.needs)))
      return true;
  return false;
}

/// The one asked for, or the gravest of those below it; none: the lowest that there is.
std::string given(const Policy& policy, const Desk& desk, const std::string& asked,
                  const std::set<std::string>& has) {
  bool reached = false;
  std::string lowest;
  for (const auto& severity : policy.severities) {
    if (severity.id == asked) reached = true;
    if (!is_promised(policy, desk, severity.id, has)) continue;
    lowest = severity.id;
    if (reached) return severity.id;
  }
  return lowest;
}

bool is_own(const Policy& policy, const Member& member, const std::string& desk,
            const requests::Request& request) {
  const auto& open_to = policy.desk(desk)->open_to;
  return member.caller.person_id == request.opened_by &&
         (open_to.contains(Audience::end_user) ||
          (open_to.contains(Audience::visitor) && is_admin(policy, member)));
}

bool impact_is_owed(const Policy& policy, const std::string& severity) {
  for (const auto& one : policy.severities)
    if (one.id == severity) return contains(one.customer_owes, std::string("impact-statement"));
  return false;
}

}  // namespace

bool has_right(const Policy& policy, const Member& member, const std::string& right,
               const std::string& desk) {
  if (member.customer == nullptr) return true;
  const auto any_of_area = right.substr(0, right.find(':')) + ":*";
  for (const auto& role : policy.roles) {
    if (!contains(member.caller.roles, role.id)) continue;
    for (const auto& text : {right, any_of_area, right + '@' + desk, any_of_area + '@' + desk})
      if (contains(role.may, text)) return true;
  }
  return false;
}

bool may_see(const Policy& policy, const Member& member, const std::string& desk,
             const requests::Request& request) {
  if (member.caller.operator_id != request.operator_id) return false;
  if (member.customer == nullptr) return true;
  if (*member.caller.organization_id != request.organization_id) return false;
  return has_right(policy, member, "request:read", desk) || is_own(policy, member, desk, request);
}

bool may_speak(const Policy& policy, const Member& member, const std::string& desk,
               const requests::Request& request) {
  return has_right(policy, member, "request:answer", desk) ||
         has_right(policy, member, "request:open", desk) || is_own(policy, member, desk, request);
}

std::set<std::string> entitled_to(const Policy& policy, const Member& member) {
  std::set<std::string> has;
  for (const auto& held : member.customer->holds)
    for (const auto& plan : policy.plans)
      if (plan.id == held.plan) has.insert(plan.gives.begin(), plan.gives.end());
  return has;
}

Ruling ruling_of_opening(const Policy& policy, const Member& member, const json::object& body) {
  if (member.customer == nullptr) return {403, "request.agents_do_not_open"};
  const bool insists = body.contains("insist");
  const auto* desk = desk_of(policy, member, body, insists);
  if (desk == nullptr) return {422, "invalid"};
  if (auto refusal = refusal_at(policy, member, *desk, insists); !refusal.empty()) return {403, refusal};
  const auto asked = severity_of(policy, body.at("impact").as_object());
  const auto severity = given(policy, *desk, asked, entitled_to(policy, member));
  if (severity.empty()) return {403, "verdict.no_subscription"};
  const auto topic = text_of(body, "topic");
  const bool unknown_topic = !topic.empty() && std::ranges::none_of(policy.topics, [&](const auto& known) {
    return known.id == topic;
  });
  if (unknown_topic || (impact_is_owed(policy, severity) && !body.contains("business_impact")))
    return {422, "invalid"};
  return {201, "", desk->id, asked, severity};
}

}  // namespace mado::sim
