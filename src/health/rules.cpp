#include "health/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace mado::health {
namespace {

using calendar::LocalDate;
using std::chrono::days;

/// When it stops to touch its service; nothing while that is open.
std::optional<Instant> end_of(const Incident& incident) {
  return incident.resolved_at ? incident.resolved_at : incident.ends_at;
}

/// A stretch [from, to) with one impact.
struct Piece {
  Instant from;
  Instant to;
  ServiceState impact;
};

std::vector<Piece> pieces_of(const Incident& incident, Instant now) {
  const auto end = std::min(end_of(incident).value_or(now), now);
  std::vector<Piece> pieces;
  for (size_t at = 0; at < incident.updates.size(); ++at) {
    const bool last = at + 1 == incident.updates.size();
    const auto from = at == 0 ? incident.started_at : incident.updates[at].at;
    pieces.push_back({std::max(from, incident.started_at),
                      last ? end : std::min(end, incident.updates[at + 1].at), incident.updates[at].impact});
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.to <= piece.from; });
  return pieces;
}

LocalDate date_of(const std::string& zone, Instant at) {
  return std::chrono::floor<days>(calendar::to_local(zone, at));
}

void note(std::vector<ServiceState>& states, LocalDate first, const std::string& zone, const Piece& piece) {
  const auto from = date_of(zone, piece.from) - first;
  const auto to = date_of(zone, piece.to - Millis{1}) - first;
  for (auto day = std::max(from, days{0}); day <= to && day < days{history_days}; ++day) {
    auto& state = states[static_cast<size_t>(day.count())];
    state = std::max(state, piece.impact);
  }
}

}  // namespace

bool touches(const Incident& incident, Instant now) {
  const auto end = end_of(incident);
  return incident.state != State::resolved && incident.started_at <= now && (!end || now < *end);
}

bool is_ahead(const Incident& incident, Instant now) {
  return incident.state != State::resolved && now < incident.started_at;
}

ServiceState state_at(std::span<const Incident> incidents, std::string_view service, Instant now) {
  auto worst = ServiceState::operational;
  for (const auto& incident : incidents)
    if (incident.service == service && touches(incident, now)) worst = std::max(worst, incident.impact);
  return worst;
}

std::vector<ServiceState> daily_states(std::span<const Incident> incidents, std::string_view service,
                                       const std::string& zone, Instant now) {
  std::vector<ServiceState> states(history_days, ServiceState::operational);
  const auto first = date_of(zone, now) - days{history_days - 1};
  for (const auto& incident : incidents) {
    if (incident.service != service) continue;
    for (const auto& piece : pieces_of(incident, now)) note(states, first, zone, piece);
  }
  return states;
}

Instant history_begin(const std::string& zone, Instant now) {
  return calendar::to_instant(zone, date_of(zone, now) - days{history_days - 1});
}

Standing standing_at(const policy::Policy& policy, std::span<const Incident> incidents, Instant now) {
  Standing standing;
  for (const auto& service : policy.services) {
    standing.services.push_back(
        {.service = &service,
         .state = state_at(incidents, service.id, now),
         .days = daily_states(incidents, service.id, policy.operator_facts.time_zone, now)});
    standing.worst = std::max(standing.worst, standing.services.back().state);
  }
  return standing;
}

std::string code_of(std::string_view service, std::int64_t number) {
  std::string letters;
  for (const char letter : service.substr(0, 2))
    letters += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return fmt::format("{}-{}", letters, number);
}

}  // namespace mado::health
