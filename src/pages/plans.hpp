/// The plans (policy rows S9, S10, S21, S27): what is in which, what each opens, how to get it. Searchable
/// without a script; with one while typing.
#pragma once

#include "pages/site.hpp"

namespace mado::pages {

/// `visit.words` is what is looked for; empty shows all.
std::string plans_page(const Reader& reader, const Visit& visit);

}  // namespace mado::pages
