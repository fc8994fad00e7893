/// The page of a guide (policy row S12): one step at a time by plain links, so that it is right without a
/// script and by keys alone, and every step has an address.
#pragma once

#include "help/stand.hpp"
#include "pages/vote.hpp"

namespace mado::pages {

/// `kept`: where the reader was the last time, if they begin anew.
std::string guide_page(const Reader& reader, const Visit& visit, const help::Page& guide,
                       const help::Stand& stand, const std::optional<help::Stand>& kept);

/// Remembers the way for 30 days, for this guide alone; an end forgets it. Empty: nothing to remember.
std::string kept_way_cookie(const help::Page& guide, const help::Stand& stand);

}  // namespace mado::pages
