/// What incidents mean for services, now and on past days. Pure: gets `now`, reads no clock and no database.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"
#include "health/model.hpp"
#include "policy/model.hpp"

namespace mado::health {

/// Days of history that the service health page shows (S3).
inline constexpr int history_days = 90;

/// Does it touch its service at `now`? Not before it starts, nor after it is resolved or (maintenance) over.
bool touches(const Incident& incident, Instant now);
/// Announced, but not begun.
bool is_ahead(const Incident& incident, Instant now);

/// The worst state of a service at `now`; operational if nothing touches it.
ServiceState state_at(std::span<const Incident> incidents, std::string_view service, Instant now);

/// The worst state of a service on each of the last `history_days` local days of `zone` (IANA), oldest first;
/// the last is today until `now`. Each update's impact counts until the next one.
std::vector<ServiceState> daily_states(std::span<const Incident> incidents, std::string_view service,
                                       const std::string& zone, Instant now);
/// The first instant that daily_states looks at.
Instant history_begin(const std::string& zone, Instant now);

/// One service as it stands.
struct ServiceStanding {
  const policy::Service* service = nullptr;
  ServiceState state = ServiceState::operational;
  std::vector<ServiceState> days = {};
};
struct Standing {
  ServiceState worst = ServiceState::operational;
  std::vector<ServiceStanding> services = {};  ///< in the policy's order
};
/// `incidents`: all that touch the last `history_days`.
Standing standing_at(const policy::Policy& policy, std::span<const Incident> incidents, Instant now);

/// The short name of an incident: two letters of its service and its number, "EX-2041".
std::string code_of(std::string_view service, std::int64_t number);

}  // namespace mado::health
