/// What is on offer: which promise holds for whom (policy rows S9, S21). The clocks and the verdict both ask
/// here, so that a request runs by the promise that the form has shown.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "policy/model.hpp"

namespace mado::policy {

/// The promise that holds for a desk and severity with these entitlements: the first in the file whose
/// `needs` is met. Null if the desk lacks the severity or none is met.
const Promise* promise_for(const Policy& policy, std::string_view desk, std::string_view severity,
                           const std::set<std::string>& has);

/// The severity that one gets who asks for `severity` at `desk`: itself, else the next lower one on offer,
/// else the lowest on offer. Nothing if the desk offers nothing at all with these entitlements.
std::optional<std::string_view> severity_on_offer(const Policy& policy, std::string_view desk,
                                                  std::string_view severity,
                                                  const std::set<std::string>& has);

}  // namespace mado::policy
