#include "people/rules.hpp"

#include <algorithm>
#include <array>

#include "policy/rights.hpp"

namespace mado::people {
namespace {

constexpr std::string_view agents_only = "request:handle";
constexpr std::array<std::string_view, 3> agent_rights = {"request:answer", agents_only, "request:read"};
static_assert(std::ranges::is_sorted(agent_rights));

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
  if (caller.is_agent()) return {agent_rights.begin(), agent_rights.end()};
  return caller.is_person() ? policy::rights_of(policy, caller.roles) : std::vector<std::string>{};
}

std::vector<policy::Held> held(const std::vector<Subscription>& subscriptions) {
  std::vector<policy::Held> all;
  all.reserve(subscriptions.size());
  for (const auto& one : subscriptions) all.push_back({.plan = one.plan, .direct = !one.partner});
  return all;
}

}  // namespace mado::people
