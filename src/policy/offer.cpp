#include "policy/offer.hpp"

#include <algorithm>

namespace mado::policy {

const Promise* promise_for(const Policy& policy, std::string_view desk, std::string_view severity,
                           const std::set<std::string>& has) {
  const auto* at = policy.desk(desk);
  if (at == nullptr || std::ranges::find(at->severities, severity) == at->severities.end()) return nullptr;
  const auto found = std::ranges::find_if(policy.promises, [&](const Promise& promise) {
    return promise.severity == severity && std::ranges::find(promise.desks, desk) != promise.desks.end() &&
           (promise.needs.empty() || has.contains(promise.needs));
  });
  return found == policy.promises.end() ? nullptr : &*found;
}

std::optional<std::string_view> severity_on_offer(const Policy& policy, std::string_view desk,
                                                  std::string_view severity,
                                                  const std::set<std::string>& has) {
  const auto asked = policy.rank(severity);
  std::optional<std::string_view> lowest;
  for (size_t rank = 0; rank < policy.severities.size(); ++rank) {
    const std::string_view candidate = policy.severities[rank].id;
    if (promise_for(policy, desk, candidate, has) == nullptr) continue;
    if (rank >= asked) return candidate;
    lowest = candidate;
  }
  return lowest;
}

}  // namespace mado::policy
