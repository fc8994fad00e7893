#include "health/model.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace mado::health {
namespace {

constexpr std::array<std::string_view, 4> service_states = {"operational", "maintenance", "degraded",
                                                            "interrupted"};
constexpr std::array<std::string_view, 3> kinds = {"incident", "advisory", "maintenance"};
constexpr std::array<std::string_view, 5> states = {"planned", "investigating", "identified", "recovering",
                                                    "resolved"};

template <class T, size_t N>
T value_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) throw std::runtime_error("unknown word in a row of health: " + std::string(name));
  return static_cast<T>(found - names.begin());
}

}  // namespace

std::string_view name_of(ServiceState state) { return service_states[static_cast<size_t>(state)]; }
std::string_view name_of(Kind kind) { return kinds[static_cast<size_t>(kind)]; }
std::string_view name_of(State state) { return states[static_cast<size_t>(state)]; }
ServiceState service_state_of(std::string_view name) { return value_of<ServiceState>(service_states, name); }
Kind kind_of(std::string_view name) { return value_of<Kind>(kinds, name); }
State state_of(std::string_view name) { return value_of<State>(states, name); }

}  // namespace mado::health
