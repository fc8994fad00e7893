/// Problems that belong to HTTP itself and have no Error: a method, a timeout, a bug. See call.hpp for the
/// others.
#pragma once

#include <string_view>

#include "http/call.hpp"

namespace mado::http {

/// A problem with this status whose sentence is errors.KEY.
Reply problem_with_status(int status, std::string_view key, Language language);
/// The same as a page, for a reader who came by browser to an address that does not exist.
Reply problem_page(int status, std::string_view key, Language language);
/// "Not Found" for the status line.
std::string_view reason_of(int status);
/// Seconds after which a refused call may be made again (Retry-After).
inline constexpr int retry_after_seconds = 2;

}  // namespace mado::http
