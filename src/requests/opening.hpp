/// How a request comes to be, whoever opens it: its life begins, and rows and journal say so, in one
/// transaction. Who may open what, and how grave it is, was decided before.
#pragma once

#include <set>
#include <string>

#include "requests/change.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

struct Opening {
  const operators::Standing& standing;  ///< the policy in force: its life begins under this version
  Request request;  ///< whose, about what, where and how grave; id, number, version and times are filled in
  Detail detail;
  std::set<std::string> has;  ///< entitlements of this moment: they hold for the whole life
  std::string zone;           ///< the customer's
  Message first;              ///< what it is opened with; its id and times are its own
  std::string actor;          ///< "per_…"
  Instant at;
};

/// Writes the request with its first message and its clocks. Errors: those of policy::Life::take.
Result<Change> place(const Parts& parts, const Opening& opening, db::Tx& tx);

/// Tells both requests and their timelines that `newer` came from `origin`, which the caller then keeps.
void link(db::Tx& tx, const Change& newer, const Change& origin, LinkKind kind);

}  // namespace mado::requests
