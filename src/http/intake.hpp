/// From Beast's header to a Call: what must be true of a call before anybody looks for its route.
#pragma once

#include <boost/beast/http/message.hpp>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.hpp"

namespace mado::http {

using Header = boost::beast::http::request_header<>;

/// A reply that HTTP itself asks for.
struct Refusal {
  int status = 400;
  std::string_view key;  ///< of the sentence: errors.KEY
};

/// The call, without its body and the parameters of its pattern. Refused: no Host or two (400), a target that
/// is too long (414) or unreadable (400), headers that are not UTF-8 (400), a transfer coding other than
/// chunked (501).
std::expected<Call, Refusal> take_in(const Header& header, std::string_view remote_address,
                                     size_t target_bytes_max);

/// The method; nothing if it is none of ours.
std::optional<Method> method_of(const Header& header);

}  // namespace mado::http
