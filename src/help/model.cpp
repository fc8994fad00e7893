#include "help/model.hpp"

#include <array>

#include "help/life.hpp"

namespace mado::help {
namespace {

constexpr std::array<std::string_view, 3> audience_codes = {"public", "admins", "agents"};
constexpr std::array<std::string_view, 4> state_codes = {"draft", "in_review", "published", "outdated"};

}  // namespace

std::string_view code_of(Audience audience) { return audience_codes[static_cast<size_t>(audience)]; }

std::optional<Audience> audience_of_code(std::string_view code) {
  for (size_t at = 0; at < audience_codes.size(); ++at)
    if (audience_codes[at] == code) return static_cast<Audience>(at);
  return std::nullopt;
}

std::string_view code_of(State state) { return state_codes[static_cast<size_t>(state)]; }

std::optional<State> state_of_code(std::string_view code) {
  for (size_t at = 0; at < state_codes.size(); ++at)
    if (state_codes[at] == code) return static_cast<State>(at);
  return std::nullopt;
}

}  // namespace mado::help
