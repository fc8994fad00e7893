/// What search engines are told: which addresses there are (sitemaps.org 0.9), in which languages, and which
/// are not for them (robots.txt, RFC 9309).
#pragma once

#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::pages {

/// GET /robots.txt, /sitemap.xml (the pages, and a list of further maps) and /sitemap/articles.xml?after=.
void add_sitemap(http::Router& router, const operators::Operators& operators);

}  // namespace mado::pages
