/// "Was this helpful?" on the page of an article: a plain form, right without a script, and what the reader
/// said last.
#pragma once

#include "help/model.hpp"
#include "pages/api.hpp"
#include "pages/site.hpp"

namespace mado::pages {

/// The form, or the thanks, as HTML.
std::string vote_html(const Reader& reader, const Visit& visit, const help::Version& version);

/// POST /articles/{id}/vote: keeps the vote and leads back to the article.
void add_vote(http::Router& router, const operators::Operators& operators, const Clock& clock);

}  // namespace mado::pages
