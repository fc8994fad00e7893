/// What each severity means and promises, who may have it and when it is taken back (policy rows S17-S21), in
/// the reader's words.
#pragma once

#include "pages/site.hpp"

namespace mado::pages {

Data severities_data(const Reader& reader);
/// One sentence each, with an id to link to: what a promise needs, how far a desk goes, what silence does.
Data terms_data(const Reader& reader);

}  // namespace mado::pages
