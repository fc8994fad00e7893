#include "people/rules.hpp"

#include <algorithm>
#include <array>

namespace mado::people {
namespace {

constexpr std::string_view agents_only = "request:handle";
constexpr std::array<std::string_view, 3> agent_rights = {"request:read", "request:answer", agents_only};

}  // namespace

bool may(const http::Caller& caller, const policy::Policy& policy, std::string_view right,
         std::string_view desk) {
  if (caller.is_agent()) return std::ranges::find(agent_rights, right) != agent_rights.end();
  if (right == agents_only) return false;  // a customer's "request:*" does not reach so far
  return caller.is_person() && policy::may(policy, caller.roles, right, desk);
}

bool is_admin(const policy::Policy& policy, const std::vector<std::string>& roles) {
  return std::ranges::any_of(roles, [&](const auto& role) { return policy.role(role) != nullptr; });
}

Result<void> require(const http::Caller& caller, const policy::Policy& policy, std::string_view right,
                     std::string_view desk) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  if (!may(caller, policy, right, desk)) return fail(ErrorCode::forbidden, "forbidden");
  return {};
}

std::vector<std::string> rights(const http::Caller& caller, const policy::Policy& policy) {
  std::vector<std::string> all;
  if (caller.is_agent()) all.assign(agent_rights.begin(), agent_rights.end());
  for (const auto& id : caller.roles)
    if (const auto* role = caller.is_person() ? policy.role(id) : nullptr)
      all.insert(all.end(), role->may.begin(), role->may.end());
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

std::vector<policy::Held> held(const std::vector<Subscription>& subscriptions) {
  std::vector<policy::Held> all;
  for (const auto& one : subscriptions) all.push_back({.plan = one.plan, .direct = !one.partner});
  return all;
}

}  // namespace mado::people
