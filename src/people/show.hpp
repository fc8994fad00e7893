/// People as the contract shows them.
#pragma once

#include "base/json.hpp"
#include "db/database.hpp"
#include "http/call.hpp"
#include "people/model.hpp"
#include "policy/model.hpp"

namespace mado::people {

/// `Me` of the contract.
json::object me_json(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy);
/// The organization's own admins, as `Contact`s (S2: never a dead end); with a desk, those who may open
/// there.
json::array admins_json(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
                        std::string_view desk = {});
json::object contact_json(const Partner& partner);
/// Ids of roles with their names in the caller's language.
json::array roles_json(const std::vector<std::string>& roles, const policy::Policy& policy,
                       Language language);

}  // namespace mado::people
