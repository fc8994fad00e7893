#include "operators/hosts.hpp"

#include <set>

#include "operators/operators.hpp"

namespace mado::operators {

std::vector<std::string> hosts_taken(db::Snapshot& snapshot, OperatorId id, const policy::Policy& policy,
                                     store::Claims claims) {
  std::set<std::string, std::less<>> of_others;
  for (const auto& [other, number] : store::others(snapshot, id, claims)) {
    const auto theirs = read_version(snapshot, other, number);
    if (theirs)
      of_others.insert((*theirs)->operator_facts.hosts.begin(), (*theirs)->operator_facts.hosts.end());
  }
  std::vector<std::string> taken;
  for (const auto& host : policy.operator_facts.hosts)
    if (of_others.contains(host)) taken.push_back(host);
  return taken;
}

}  // namespace mado::operators
