/// The get-support page (policy rows S1, S13-S24): everything on it comes from the policy in force, so that
/// what is promised here is what the desks do.
#pragma once

#include <span>

#include "health/model.hpp"
#include "pages/site.hpp"

namespace mado::pages {

/// `incidents`: all that are not resolved.
std::string support_page(const Reader& reader, const Visit& visit,
                         std::span<const health::Incident> incidents);

}  // namespace mado::pages
