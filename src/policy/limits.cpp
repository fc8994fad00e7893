#include "policy/limits.hpp"

#include <algorithm>

namespace mado::policy {
namespace {

void add_plans_giving(const Policy& policy, const std::string& entitlement, std::vector<std::string>& ids) {
  for (const auto& plan : policy.plans)
    if (std::ranges::find(plan.gives, entitlement) != plan.gives.end() &&
        std::ranges::find(ids, plan.id) == ids.end())
      ids.push_back(plan.id);
}

/// Which clause says no to a severity, and all plans that would lift it.
Limit limit_of(const Policy& policy, const Desk& desk, const std::string& asked, const std::string& given) {
  Limit limit{.asked = asked,
              .given = given,
              .reason = Limit::Reason::desk_lacks_severity,
              .needs = {},
              .lifted_by = {},
              .place = desk.severities_place,
              .places = {desk.severities_place}};
  if (std::ranges::find(desk.severities, asked) == desk.severities.end()) return limit;
  limit.places.clear();
  for (const auto& promise : policy.promises) {
    const bool is_clause =
        promise.severity == asked && std::ranges::find(promise.desks, desk.id) != promise.desks.end();
    if (!is_clause) continue;
    if (limit.needs.empty()) {
      limit.reason = Limit::Reason::needs_entitlement;
      limit.needs = promise.needs;
      limit.place = promise.needs_place;
    }
    limit.places.push_back(promise.needs_place);
    add_plans_giving(policy, promise.needs, limit.lifted_by);
  }
  return limit;
}

}  // namespace

void put_limits(const Policy& policy, const Desk& desk, Verdict& verdict) {
  verdict.limit = limit_of(policy, desk, verdict.severity_asked, verdict.severity);
  for (auto rank = policy.rank(verdict.severity_asked) + 1; rank < policy.rank(verdict.severity); ++rank)
    if (rank < policy.severities.size())
      verdict.further_limits.push_back(limit_of(policy, desk, policy.severities[rank].id, verdict.severity));
}

std::vector<std::string> plans_opening(const Policy& policy, std::string_view desk) {
  std::vector<std::string> ids;
  for (const auto& plan : policy.plans)
    if (std::ranges::find(plan.desks, desk) != plan.desks.end()) ids.push_back(plan.id);
  return ids;
}

}  // namespace mado::policy
