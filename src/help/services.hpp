/// Whose incidents an incident is: those of an organization that has its service. Pure.
#pragma once

#include <span>
#include <string_view>

#include "policy/verdict.hpp"

namespace mado::help {

/// Does a service matter to whoever holds these plans? One that no plan of the policy names matters to all,
/// and so does every service to whoever holds no plan with any (visitors, say).
bool matters(const policy::Policy& policy, std::span<const policy::Held> held, std::string_view service);

}  // namespace mado::help
