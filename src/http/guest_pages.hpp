/// Pages of other sites that may call here: those that hold the help pane (CORS, fetch.spec.whatwg.org).
/// Which origins they are, the doorkeeper knows; which routes they reach, the router. No credentials of the
/// browser are ever taken from them: such a page shows a bearer token or is nobody.
#pragma once

#include <optional>
#include <string>

#include "http/intake.hpp"
#include "http/router.hpp"

namespace mado::http {

/// The origin of a page of another site, if it may make this call of `route` (null: there is none); else "".
std::string guest_origin(const Call& call, const Route* route, Doorkeeper& doorkeeper);

/// The call that a browser asks about before it makes it (a preflight); nothing if this is none.
std::optional<Method> asked_before(const Header& header);

/// "You may": sent to `origin` for a route that is open to it.
Reply preflight_reply(const std::string& origin, const Route& route);

/// Lets the page of `origin` read this reply.
void show_to_guest(Reply& reply, const std::string& origin);

}  // namespace mado::http
