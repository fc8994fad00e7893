/// What a customer owes when a request opens (policy row S19), as far as fields of the request give it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

/// Every field that is still owed, all at once: `business_impact` where the severity owes a statement, an
/// address where it owes being reachable, and a number wherever a call is wished. `duties` are ids as the
/// policy has them
/// (`customer_owes`); `account_email`, if there is one, is good for the address.
std::vector<FieldError> still_owed(const std::vector<std::string>& duties, const Open& command,
                                   std::string_view account_email);

}  // namespace mado::requests
