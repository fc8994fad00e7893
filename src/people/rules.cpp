#include "people/rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "policy/rights.hpp"

namespace mado::people {
namespace {

constexpr std::string_view agents_only = "request:handle";
constexpr std::array<std::string_view, 4> agent_rights = {"article:write", "request:answer", agents_only,
                                                          "request:read"};
static_assert(std::ranges::is_sorted(agent_rights));

/// What only some agents may.
struct OfficeRight {
  std::string_view right;
  std::string_view role;
};
constexpr std::array<OfficeRight, 7> office_rights = {{{"article:publish", "lead"},
                                                       {"article:publish", "manager"},
                                                       {"incident:write", "lead"},
                                                       {"incident:write", "manager"},
                                                       {"policy:publish", "manager"},
                                                       {"policy:read", "lead"},
                                                       {"policy:read", "manager"}}};

bool has_office_right(const http::Caller& caller, std::string_view right) {
  return std::ranges::any_of(office_rights, [&](const OfficeRight& each) {
    return each.right == right && std::ranges::find(caller.roles, each.role) != caller.roles.end();
  });
}

std::vector<std::string> rights_of_agent(const http::Caller& caller) {
  std::vector<std::string> all;
  for (const auto& each : office_rights)
    if (has_office_right(caller, each.right)) all.emplace_back(each.right);
  all.insert(all.end(), agent_rights.begin(), agent_rights.end());
  std::ranges::sort(all);
  const auto doubles = std::ranges::unique(all);
  all.erase(doubles.begin(), doubles.end());
  return all;
}

}  // namespace

std::string folded(std::string_view email) {
  std::string out(email);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool may(const http::Caller& caller, const policy::Policy& policy, std::string_view right,
         std::string_view desk) {
  if (caller.is_agent())
    return std::ranges::find(agent_rights, right) != agent_rights.end() || has_office_right(caller, right);
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
  if (caller.is_agent()) return rights_of_agent(caller);
  return caller.is_person() ? policy::rights_of(policy, caller.roles) : std::vector<std::string>{};
}

std::vector<policy::Held> held(const std::vector<Subscription>& subscriptions) {
  std::vector<policy::Held> all;
  all.reserve(subscriptions.size());
  for (const auto& one : subscriptions) all.push_back({.plan = one.plan, .direct = !one.partner});
  return all;
}

}  // namespace mado::people
