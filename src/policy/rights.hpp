/// What a role may do (policy row S2). A policy writes rights one by one ("request:open"), all of an area
/// ("request:*"), or at one desk alone ("request:open@billing").
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/model.hpp"

namespace mado::policy {

/// Every right that a role can be given, sorted: the one list that the reader of policies and GET /me share.
std::span<const std::string_view> all_rights();

/// May someone with these roles do `right` ("request:open") at `desk` (empty = any)?
bool may(const Policy& policy, const std::vector<std::string>& roles, std::string_view right,
         std::string_view desk = {});

/// All that these roles may do, sorted, an area written out as its rights; with "@desk" behind what is not
/// theirs at every desk.
std::vector<std::string> rights_of(const Policy& policy, const std::vector<std::string>& roles);

}  // namespace mado::policy
