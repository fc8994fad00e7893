#include "requests/limit_view.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "requests/policy_names.hpp"

namespace mado::requests {
namespace {

/// What each of these ids is called.
template <class Name>
json::array each(const std::vector<std::string>& ids, Name name) {
  json::array all;
  for (const auto& id : ids) all.push_back(name(id));
  return all;
}

/// The gravest severity of a desk; "" if there is no such desk.
std::string gravest(const policy::Policy& policy, const std::string& desk) {
  const auto* found = policy.desk(desk);
  if (found == nullptr) return {};
  const auto severity = std::ranges::find_if(policy.severities, [&](const auto& one) {
    return std::ranges::find(found->severities, one.id) != found->severities.end();
  });
  return severity == policy.severities.end() ? std::string() : severity->id;
}

std::string_view reason_of(const policy::Limit& limit) {
  const bool desk = limit.reason == policy::Limit::Reason::desk_lacks_severity;
  return desk ? "desk_lacks_severity" : "needs_entitlement";
}

std::string text_of(const policy::Limit& limit, const std::string& desk, const policy::Policy& policy,
                    Language language) {
  const PolicyNames names(policy, language);
  std::string plans;
  for (const auto& id : limit.lifted_by)
    plans += (plans.empty() ? "" : say(language, "requests.limit.or")) + names.name(id, policy.plan(id));
  return say(language, "requests.limit." + std::string(reason_of(limit)),
             {{"asked", limit.asked},
              {"desk", names.name(desk, policy.desk(desk))},
              {"gravest", gravest(policy, desk)},
              {"sold", limit.lifted_by.empty() ? "no" : "yes"},
              {"plans", plans}});
}

}  // namespace

json::object limit_json(const policy::Limit& limit, const std::string& desk, const policy::Policy& policy,
                        Language language) {
  const PolicyNames names(policy, language);
  json::array lines;
  for (const auto& place : limit.places) lines.push_back(place.line);
  return {{"asked", limit.asked},
          {"given", limit.given},
          {"reason", reason_of(limit)},
          {"needs", limit.needs.empty() ? json::value(nullptr) : json::value(limit.needs)},
          {"text", text_of(limit, desk, policy, language)},
          {"lifted_by", each(limit.lifted_by, [&](const auto& id) { return names.plan(id); })},
          {"line", limit.place.line},
          {"lines", std::move(lines)}};
}

json::object way_on_json(const policy::WayOn& way, const policy::Policy& policy, Language language) {
  const PolicyNames names(policy, language);
  return {{"desks", each(way.desks, [&](const auto& id) { return names.desk(id); })},
          {"plans", each(way.plans, [&](const auto& id) { return names.plan(id); })},
          {"roles", each(way.roles, [&](const auto& id) { return names.role(id); })}};
}

}  // namespace mado::requests
