/// Phone numbers with their hours by desk and severity, and the other ways in (policy rows S6, S8, S11, S23,
/// S28), in the reader's words.
#pragma once

#include "pages/site.hpp"

namespace mado::pages {

void put_ways_in(Data& page, const Reader& reader);

}  // namespace mado::pages
