/// "What is my part, what is yours" (policy rows S19, S24-S26), every paragraph to be linked to.
#pragma once

#include "pages/site.hpp"

namespace mado::pages {

std::string duties_page(const Reader& reader, const Visit& visit);

}  // namespace mado::pages
