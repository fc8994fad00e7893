#include "help/questions.hpp"

#include <algorithm>
#include <array>

namespace mado::help {
namespace {

constexpr std::array<std::pair<std::string_view, Ending>, 3> endings = {
    {{"opened", Ending::opened}, {"request", Ending::request}, {"left", Ending::left}}};

}  // namespace

std::string_view code_of(Ending ending) { return endings[static_cast<size_t>(ending)].first; }

std::optional<Ending> ending_of_code(std::string_view code) {
  const auto* found = std::ranges::find(endings, code, [](const auto& one) { return one.first; });
  return found == endings.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace mado::help
