/// Text inside an address (RFC 3986, section 2).
#pragma once

#include <string>
#include <string_view>

namespace mado {

/// Everything but letters, digits and "-._~" as %XX of its UTF-8 bytes.
std::string percent_encoded(std::string_view text);

}  // namespace mado
