/// Which clauses say no, and what would lift them (policy rows S21, N5). It explains what policy/offer.hpp
/// has decided, and decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/verdict.hpp"

namespace mado::policy {

/// Fills in why `verdict.severity` is not `verdict.severity_asked`: the limit of that, and one for every
/// severity between the two that the asker does not get either.
void put_limits(const Policy& policy, const Desk& desk, Verdict& verdict);

/// Ids of the plans that open a desk, in the order of the file.
std::vector<std::string> plans_opening(const Policy& policy, std::string_view desk);

}  // namespace mado::policy
