/// Service health: incidents, advisories and maintenance of the operator's services, and the updates on them
/// (policy row S3). Plain structs. The services themselves are the policy's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/language.hpp"

namespace mado::health {

/// From good to bad: the greater is the worse.
enum class ServiceState { operational, maintenance, degraded, interrupted };
enum class Kind { incident, advisory, maintenance };
enum class State { planned, investigating, identified, recovering, resolved };

std::string_view name_of(ServiceState state);
std::string_view name_of(Kind kind);
std::string_view name_of(State state);
/// Exactly the names above; anything else is a broken row and throws std::runtime_error.
ServiceState service_state_of(std::string_view name);
Kind kind_of(std::string_view name);
State state_of(std::string_view name);

struct Update {
  Instant at;
  State state = State::investigating;
  ServiceState impact = ServiceState::degraded;  ///< from this update until the next
  Texts texts = {};
};

struct Incident {
  IncidentId id;
  std::string code = {};  ///< "EX-2041"
  Kind kind = Kind::incident;
  State state = State::investigating;
  ServiceState impact = ServiceState::degraded;  ///< now; of a resolved one as it was before
  std::string service = {};                      ///< id of the policy's service
  Texts titles = {};
  Instant started_at;
  std::optional<Instant> ends_at = {};  ///< of maintenance: planned end
  std::optional<Instant> resolved_at = {};
  std::vector<Update> updates = {};  ///< oldest first
};

}  // namespace mado::health
