#include "operators/model.hpp"

#include <algorithm>
#include <array>

namespace mado::operators {

bool Move::takes(const std::string& desk) const {
  if (whom == Whom::at_desks) return std::ranges::find(desks, desk) != desks.end();
  return whom == Whom::all;
}

std::string_view name_of(VersionState state) {
  constexpr std::array<std::string_view, 5> names = {"in_force", "scheduled", "past", "withdrawn", "refused"};
  return names[static_cast<size_t>(state)];
}

}  // namespace mado::operators
