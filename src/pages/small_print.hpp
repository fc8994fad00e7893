/// What the get-support page tells below the promises: subjects, days with other hours, how a severity is
/// found, codes, the survey, and the rules of counting in users' words (policy rows S8, S13-S17, S26).
#pragma once

#include "pages/site.hpp"

namespace mado::pages {

void put_small_print(Data& page, const Reader& reader);

}  // namespace mado::pages
