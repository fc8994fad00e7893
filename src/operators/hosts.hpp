/// Hosts tell the operators of one installation apart (policy row S10), so no two may have the same. Asked in
/// the transaction that publishes: what is in memory may be older than what another operator has just
/// published.
#pragma once

#include <string>
#include <vector>

#include "db/database.hpp"
#include "operators/store.hpp"
#include "policy/model.hpp"

namespace mado::operators {

/// The hosts of `policy` that another operator has, each once, in the policy's order.
std::vector<std::string> hosts_taken(db::Snapshot& snapshot, OperatorId id, const policy::Policy& policy,
                                     store::Claims claims);

}  // namespace mado::operators
