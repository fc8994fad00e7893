#include "health/rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mado::health {
namespace {

const std::string beijing = "Asia/Shanghai";

Instant at(std::string_view text) { return parse_instant(text).value(); }

Incident incident_of(std::string_view from, std::string_view to, ServiceState impact) {
  Incident incident{.id = IncidentId{1}, .impact = impact, .service = "mail", .started_at = at(from)};
  incident.updates.push_back({.at = at(from), .state = State::investigating, .impact = impact});
  if (to.empty()) return incident;
  incident.state = State::resolved;
  incident.resolved_at = at(to);
  incident.updates.push_back({.at = at(to), .state = State::resolved, .impact = ServiceState::operational});
  return incident;
}

std::vector<ServiceState> days_of(const Incident& incident, Instant now) {
  return daily_states(std::span(&incident, 1), "mail", beijing, now);
}

TEST(HealthRules, S3_an_incident_touches_its_service_until_it_is_resolved) {
  const auto running = incident_of("2026-11-22T04:00:00Z", "", ServiceState::degraded);
  EXPECT_FALSE(touches(running, at("2026-11-22T03:59:59Z")));
  EXPECT_TRUE(is_ahead(running, at("2026-11-22T03:59:59Z")));
  EXPECT_TRUE(touches(running, at("2026-11-22T04:00:00Z")));
  EXPECT_TRUE(touches(running, at("2027-11-22T04:00:00Z")));
  EXPECT_FALSE(touches(incident_of("2026-11-22T04:00:00Z", "2026-11-22T05:00:00Z", ServiceState::degraded),
                       at("2026-11-22T04:30:00Z")));
}

TEST(HealthRules, S3_maintenance_is_over_at_its_planned_end) {
  auto maintenance = incident_of("2026-11-22T04:00:00Z", "", ServiceState::maintenance);
  maintenance.kind = Kind::maintenance;
  maintenance.state = State::planned;
  maintenance.ends_at = at("2026-11-22T06:00:00Z");
  EXPECT_TRUE(touches(maintenance, at("2026-11-22T05:59:59Z")));
  EXPECT_FALSE(touches(maintenance, at("2026-11-22T06:00:00Z")));
}

TEST(HealthRules, the_worst_counts_and_other_services_do_not) {
  const auto now = at("2026-11-22T12:00:00Z");
  std::vector all = {incident_of("2026-11-22T04:00:00Z", "", ServiceState::degraded),
                     incident_of("2026-11-22T05:00:00Z", "", ServiceState::interrupted)};
  EXPECT_EQ(ServiceState::interrupted, state_at(all, "mail", now));
  EXPECT_EQ(ServiceState::operational, state_at(all, "sites", now));
  all.back().service = "sites";
  EXPECT_EQ(ServiceState::degraded, state_at(all, "mail", now));
}

TEST(HealthRules, days_are_those_of_the_operators_zone) {
  // 2026-11-21 15:30 to 16:30 UTC is 23:30 to 0:30 in Beijing: it touches two days there.
  const auto days =
      days_of(incident_of("2026-11-21T15:30:00Z", "2026-11-21T16:30:00Z", ServiceState::degraded),
              at("2026-11-22T12:00:00Z"));
  ASSERT_EQ(static_cast<size_t>(history_days), days.size());
  EXPECT_EQ(ServiceState::degraded, days[89]);
  EXPECT_EQ(ServiceState::degraded, days[88]);
  EXPECT_EQ(2, std::ranges::count(days, ServiceState::degraded));
}

TEST(HealthRules, an_end_at_midnight_leaves_the_next_day_clean) {
  const auto days =
      days_of(incident_of("2026-11-21T15:00:00Z", "2026-11-21T16:00:00Z", ServiceState::degraded),
              at("2026-11-22T12:00:00Z"));
  EXPECT_EQ(ServiceState::operational, days[89]);
  EXPECT_EQ(ServiceState::degraded, days[88]);
}

TEST(HealthRules, each_impact_counts_until_the_next_update) {
  auto incident = incident_of("2026-11-18T04:00:00Z", "2026-11-21T04:00:00Z", ServiceState::interrupted);
  incident.updates.insert(
      incident.updates.begin() + 1,
      {.at = at("2026-11-19T04:00:00Z"), .state = State::recovering, .impact = ServiceState::degraded});
  const auto days = days_of(incident, at("2026-11-22T12:00:00Z"));
  const std::vector expected = {ServiceState::interrupted, ServiceState::interrupted, ServiceState::degraded,
                                ServiceState::degraded, ServiceState::operational};
  EXPECT_EQ(expected, std::vector(days.end() - 5, days.end()));
}

TEST(HealthRules, what_began_before_the_history_fills_it_from_its_first_day) {
  const auto now = at("2026-11-22T12:00:00Z");
  const auto days = days_of(incident_of("2026-01-01T00:00:00Z", "", ServiceState::degraded), now);
  EXPECT_EQ(history_days, std::ranges::count(days, ServiceState::degraded));
  EXPECT_EQ(at("2026-08-24T16:00:00Z"), history_begin(beijing, now));
}

TEST(HealthRules, announced_trouble_does_not_show_before_it_comes) {
  const auto now = at("2026-11-22T12:00:00Z");
  const auto days = days_of(incident_of("2026-11-22T13:00:00Z", "", ServiceState::maintenance), now);
  EXPECT_EQ(history_days, std::ranges::count(days, ServiceState::operational));
}

TEST(HealthRules, codes_are_short_names) { EXPECT_EQ("EX-2041", code_of("exchange-online", 2041)); }

}  // namespace
}  // namespace mado::health
