/// The bytes before a reply's body: status line, headers, and the headers that protect the reader's browser.
#pragma once

#include <string>
#include <string_view>

#include "http/call.hpp"

namespace mado::http {

enum class Ending { keep_alive, close };

/// What is known about a reply besides its own headers.
struct HeadFacts {
  std::string_view date;           ///< of the Date header
  std::string_view cache_control;  ///< if the reply does not say it itself
  Ending ending = Ending::keep_alive;
  bool says_length = true;  ///< false for streams, which end with the connection
  size_t body_bytes = 0;
};

/// Writes the head of `reply`. A header with a line break in it is left out.
std::string reply_head(const Reply& reply, const HeadFacts& facts);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date(Instant at);

}  // namespace mado::http
