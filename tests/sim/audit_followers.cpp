#include <gtest/gtest.h>

#include <algorithm>

#include "sim/audit.hpp"

namespace mado::sim {
namespace {

/// Silence lowers by itself where the policy says so, and the customer who objects gets back what was.
void compare_silence(const Filed& filed, Audited& audited) {
  const auto& [request, house, story] = filed;
  const auto& lowering = story->life().promise().lower_to;
  const bool by_itself = lowering && lowering->by == policy::Lowering::By::automatic;
  for (const auto& clock : story->life().standing(story->opening().told.at).clocks)
    EXPECT_FALSE(by_itself && clock.kind == "customer_reply" && clock.state == "missed")
        << "not lowered: " << request.id.text() << story->text();
  Instant lowered_at{};
  for (const auto& line : story->lines()) {
    if (line.told.kind == "policy_changed") ++audited.moved;
    if (line.told.kind == "severity_changed" && line.reason == "silence") {
      lowered_at = line.told.at;
      ++audited.lowered;
    }
    if (line.told.kind != "objected") continue;
    ++audited.objected;
    EXPECT_LE(line.told.at, lowered_at + std::chrono::days(14)) << request.id.text() << story->text();
  }
}

bool is_given(const Warning& warning, const Line& line) {
  return line.told.kind == "clock_warned" && line.clock == warning.clock && line.told.at >= warning.from &&
         line.told.at <= warning.until;
}

/// A change may leave the due where it was: then nobody is warned again.
bool is_known(const Warning& warning, const Line& line) {
  return line.told.kind == "clock_warned" && line.clock == warning.clock &&
         line.due == format_instant(warning.due) && line.told.at <= warning.until;
}

/// A warning is given if the followers look in its time, and there is none without a reason.
void compare_warnings(const Evidence& evidence, const Filed& filed, Audited& audited) {
  const auto& warnings = filed.story->warnings();
  const auto& lines = filed.story->lines();
  for (const auto& warning : warnings) {
    const auto look = std::ranges::lower_bound(evidence.looks, warning.from);
    if (look == evidence.looks.end() || *look >= warning.until) continue;
    ++audited.warnings;
    EXPECT_TRUE(std::ranges::any_of(
        lines, [&](const Line& line) { return is_given(warning, line) || is_known(warning, line); }))
        << "no warning of " << warning.clock << " from " << format_instant(warning.from) << " to "
        << format_instant(warning.until) << " in " << filed.request.id.text() << filed.story->text();
  }
  for (const auto& line : lines)
    if (line.told.kind == "clock_warned")
      EXPECT_TRUE(
          std::ranges::any_of(warnings, [&](const Warning& warning) { return is_given(warning, line); }))
          << "a warning at " << format_instant(line.told.at) << " in " << filed.request.id.text()
          << filed.story->text();
}

bool takes(const json::value& move, const std::string& desk) {
  if (!move.is_array()) return move == "all";
  return std::ranges::find(move.as_array(), json::value(desk)) != move.as_array().end();
}

/// Whoever was to go on under a version does, unless it was solved or went to another desk before its turn.
void compare_moves(const Evidence& evidence, const Filed& filed) {
  const auto& all = evidence.in_force.at(filed.request.operator_id);
  const auto own = std::ranges::find(all, filed.request.policy_version, &InForce::version);
  for (auto next = own == all.end() ? own : std::next(own); next != all.end(); ++next) {
    const auto* moment = filed.story->before(next->since);
    if (moment == nullptr || moment->standing.solved_at || !takes(next->move, moment->standing.desk))
      continue;
    const bool stayed = std::ranges::none_of(filed.story->lines(), [&](const Line& line) {
      return line.number > next->since && (line.told.kind == "solved" || line.told.kind == "desk_changed");
    });
    EXPECT_FALSE(stayed) << "not under version " << next->version << ": " << filed.request.id.text()
                         << filed.story->text();
  }
}

}  // namespace

void audit_followers(Evidence& evidence, Audited& audited) {
  for (const auto& [name, filed] : evidence.requests) {
    compare_silence(filed, audited);
    compare_warnings(evidence, filed, audited);
    compare_moves(evidence, filed);
  }
}

}  // namespace mado::sim
