/// Who may what. Pure: roles of the policy for people of organizations, fixed rights for agents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "http/call.hpp"
#include "people/model.hpp"
#include "policy/verdict.hpp"

namespace mado::people {

/// May the caller do `right` ("request:read") at `desk` (empty: at any)? Agents may read, answer and handle
/// requests of their operator and write articles, leads and managers publish these, write about incidents and
/// read its policy, managers publish it (N2); people what their roles say (S2).
bool may(const http::Caller& caller, const policy::Policy& policy, std::string_view right,
         std::string_view desk = {});

/// An e-mail address as accounts are kept by it: in lower case.
std::string folded(std::string_view email);

/// Is this person one of the organization's admins (holds a role of the policy)?
bool is_admin(const policy::Policy& policy, const std::vector<std::string>& roles);

/// Nothing if the caller is signed in and may; else unauthenticated or forbidden.
Result<void> require(const http::Caller& caller, const policy::Policy& policy, std::string_view right,
                     std::string_view desk = {});

/// All rights of a caller, sorted, for GET /me: see policy::rights_of.
std::vector<std::string> rights(const http::Caller& caller, const policy::Policy& policy);

/// What the verdict needs to know of subscriptions.
std::vector<policy::Held> held(const std::vector<Subscription>& subscriptions);

}  // namespace mado::people
