/// Asking and reading articles over HTTP.
#pragma once

#include "help/ask.hpp"
#include "help/show.hpp"
#include "http/router.hpp"

namespace mado::help {

inline constexpr size_t question_characters_max = 400;
inline constexpr int answers_max = 50;
inline constexpr int answers_default = 8;

void add_routes(http::Router& router, const Parts& parts);

/// One article in the language that the caller can use best, for the API and for pages. Links to other
/// articles lead to their pages; links to nowhere lose their address. Error: not_found, also where the caller
/// may not read it.
Result<Page> page_of(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
                     ArticleId id);

}  // namespace mado::help
