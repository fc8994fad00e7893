#include "unit/policy/slips.hpp"

#include <optional>
#include <stdexcept>

namespace mado::policy {

void PrintTo(const Slip& slip, std::ostream* out) { *out << slip.from << " -> " << slip.to; }

const Source& reference() {
  static const auto source = read_file(std::string(PROJECT_DIR) + "/policies/m365-21vianet.toml")->source;
  return source;
}

Reading read_beside_reference(std::string_view text) {
  return read(text, [](const std::string& name) -> std::optional<std::string> {
    const auto& files = reference().files;
    const auto found = files.find(name);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  });
}

Reading read_slip(const Slip& slip) {
  auto text = reference().text;
  const auto offset = text.find(slip.from);
  if (offset == std::string::npos)
    throw std::logic_error("the reference does not say " + std::string(slip.from));
  return read_beside_reference(text.replace(offset, slip.from.size(), slip.to));
}

}  // namespace mado::policy
