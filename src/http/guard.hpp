/// What is refused before a route is asked: calls that another site made a browser send.
#pragma once

#include "http/call.hpp"

namespace mado::http {

/// Is `origin` (https://host) that of our own pages, as the call names this host?
bool is_own_page(const Call& call, std::string_view origin);

/// Refuses a call that may change something, brings no Authorization of its own (so it may live on a cookie,
/// or wants to set one), and comes from another site's page: by Sec-Fetch-Site where the browser sends it,
/// else by Origin against Host. Error: forbidden ("cross_site").
Result<void> refuse_cross_site(const Call& call);

}  // namespace mado::http
