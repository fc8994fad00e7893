/// Who may do what, the slow and obvious way: the policy's words read once more, in other code, from what the
/// file says (model.hpp) and the lists of people (cast.hpp) alone. It asks neither policy/rights.hpp nor the
/// verdict.
#pragma once

#include <set>
#include <string>

#include "base/json.hpp"
#include "policy/model.hpp"
#include "requests/model.hpp"
#include "sim/cast.hpp"

namespace mado::sim {

/// What must become of a call.
struct Ruling {
  int status = 0;
  std::string code = {};  ///< of the refusal; empty: not looked at
  // Of a request that is opened:
  std::string desk = {};
  std::string asked = {};
  std::string severity = {};
};

/// Does a role of theirs, or being an agent, give this right ("request:read") at a desk?
bool has_right(const policy::Policy& policy, const Member& member, const std::string& right,
               const std::string& desk);
/// Is it theirs to see and to speak in? At a desk that is open to people without a role, whoever opened a
/// request needs none.
bool may_see(const policy::Policy& policy, const Member& member, const std::string& desk,
             const requests::Request& request);
bool may_speak(const policy::Policy& policy, const Member& member, const std::string& desk,
               const requests::Request& request);

/// What their subscriptions entitle a member's organization to.
std::set<std::string> entitled_to(const policy::Policy& policy, const Member& member);

/// What must become of a call that opens a request with this body (S2, S5, S13-S15, S17, S19, S21).
Ruling ruling_of_opening(const policy::Policy& policy, const Member& member, const json::object& body);

}  // namespace mado::sim
