/// Who lives in the world: two operators, their customers and their agents. The auditor reads the same lists
/// and asks the program nothing of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/call.hpp"
#include "operators/operators.hpp"

namespace mado::sim {

/// A subscription of a customer's.
struct Holding {
  std::string plan;
  bool direct = true;  ///< bought from the operator itself, not through a partner
};

struct Customer {
  std::string zone;
  std::vector<Holding> holds;
  std::vector<std::string> admins;  ///< a role each; "" is an end user
};

struct House {
  std::string key;     ///< of the operator
  std::string policy;  ///< name of the file in policies/
  std::vector<Customer> customers;
};

/// The first is the reference operator.
const std::vector<House>& houses();
/// Every zone that somebody lives in, once.
std::vector<std::string> zones_of_all();

/// Somebody who calls, as they sign in.
struct Member {
  http::Caller caller;
  size_t house = 0;
  const Customer* customer = nullptr;  ///< null: an agent
  int shift_from = 0, shift_to = 24;   ///< of an agent: hours in their zone
};

/// Writes all of them into a database whose operators are published.
void found(db::Tx& tx, const operators::Operators& operators, IdMaker& ids, Instant now);
/// The same people by their ids, in the order of the lists.
std::vector<Member> cast(db::Snapshot& snapshot, const operators::Operators& operators);

}  // namespace mado::sim
