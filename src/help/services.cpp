#include "help/services.hpp"

#include <algorithm>

namespace mado::help {
namespace {

bool has(const policy::Plan& plan, std::string_view service) {
  const auto found = plan.features.find(std::string(service));
  return found != plan.features.end() && found->second;
}

}  // namespace

bool matters(const policy::Policy& policy, std::span<const policy::Held> held, std::string_view service) {
  const auto named = std::ranges::any_of(
      policy.plans, [&](const auto& plan) { return plan.features.contains(std::string(service)); });
  bool holds_any = false;
  for (const auto& one : held) {
    const auto* plan = policy.plan(one.plan);
    if (plan == nullptr) continue;
    if (has(*plan, service)) return true;
    holds_any |= std::ranges::any_of(policy.services, [&](const auto& each) { return has(*plan, each.id); });
  }
  return !named || !holds_any;
}

}  // namespace mado::help
