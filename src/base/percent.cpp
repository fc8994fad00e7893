#include "base/percent.hpp"

#include <fmt/format.h>

#include <cctype>

namespace mado {

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (std::isalnum(code) != 0 || std::string_view("-._~").contains(byte))
      out += byte;
    else
      out += fmt::format("%{:02X}", code);
  }
  return out;
}

}  // namespace mado
