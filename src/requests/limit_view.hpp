/// Why a severity cannot be had, and where to go instead, in words (N5). What holds is decided in
/// policy/verdict.hpp.
#pragma once

#include "base/json.hpp"
#include "policy/verdict.hpp"

namespace mado::requests {

/// `desk` is the verdict's.
json::object limit_json(const policy::Limit& limit, const std::string& desk, const policy::Policy& policy,
                        Language language);
json::object way_on_json(const policy::WayOn& way, const policy::Policy& policy, Language language);

}  // namespace mado::requests
