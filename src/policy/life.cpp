// What each event does to the clocks (docs/clocks.md).
#include <algorithm>

#include "policy/caller_zone.hpp"
#include "policy/life_state.hpp"
#include "policy/offer.hpp"

namespace mado::policy {
namespace {

using Kind = LifeEventKind;

std::unexpected<Error> refuse(std::string key) { return fail(ErrorCode::invalid, std::move(key)); }

bool possible_while_solved(Kind kind) {
  return kind == Kind::reopened || kind == Kind::asked || kind == Kind::customer_replied;
}

/// What the new version gives who had `severity` under the old one. A severity that the new one does not know
/// any more is looked for downwards in the old order.
std::optional<std::string_view> severity_after(const Policy& before, const Policy& after,
                                               std::string_view desk, std::string_view severity,
                                               const std::set<std::string>& has) {
  for (size_t rank = before.rank(severity); rank < before.severities.size(); ++rank)
    if (const auto& id = before.severities[rank].id; after.severity(id) != nullptr)
      return severity_on_offer(after, desk, id, has);
  return severity_on_offer(after, desk, severity, has);
}

}  // namespace

Life::State::State(std::shared_ptr<const Policy> rules)
    : version(std::make_shared<const Version>(Version{std::move(rules), 0, {}})),
      policy(version->policy.get()) {}

std::shared_ptr<const Version> Life::State::counted_by(std::shared_ptr<const Policy> rules,
                                                       std::int64_t number) const {
  Version made{std::move(rules), number, {}};
  if (!zone.empty())
    for (const auto& named : made.policy->calendars)
      if (named.caller_zone) made.in_callers_zone.emplace(named.id, calendar_for(named, zone));
  return std::make_shared<const Version>(std::move(made));
}

Result<void> Life::State::take(const LifeEvent& event) {
  if (last_at && event.at < *last_at) return refuse("clocks.earlier");
  if (event.kind == Kind::opened) return open(event);
  if (!opened) return refuse("clocks.not_opened");
  if (solved_at && !possible_while_solved(event.kind)) return refuse("clocks.solved");
  switch (event.kind) {
    case Kind::severity_changed:
      return change_severity(event);
    case Kind::desk_changed:
      return change_desk(event);
    case Kind::policy_changed:
      return change_policy(event);
    case Kind::reopened:
      return reopen(event.at);
    default:
      break;
  }
  settle(event.at);
  switch (event.kind) {
    case Kind::agent_replied:
      agent_replied(event.at);
      break;
    case Kind::awaiting_customer:
      begin_awaiting(event.at);
      break;
    case Kind::customer_replied:
    case Kind::awaiting_ended:
      end_awaiting(event.at);
      break;
    case Kind::solved:
      solve(event.at);
      break;
    default:
      break;
  }
  return {};
}

Result<void> Life::State::open(const LifeEvent& event) {
  if (opened) return refuse("clocks.opened_twice");
  if (policy->desk(event.desk) == nullptr) return refuse("clocks.unknown_desk");
  if (policy->severity(event.severity) == nullptr) return refuse("clocks.unknown_severity");
  if (!event.zone.empty() && !calendar::is_zone(event.zone)) return refuse("clocks.unknown_zone");
  const auto given = severity_on_offer(*policy, event.desk, event.severity, event.has);
  if (!given) return refuse("clocks.nothing_on_offer");
  opened = true;
  desk = event.desk;
  severity = *given;
  has = event.has;
  zone = event.zone;
  version = counted_by(version->policy, event.version);
  promise = promise_for(*policy, desk, severity, has);
  start(ClockKind::first_response, event.at, promise->first_response);
  return {};
}

Result<void> Life::State::change_severity(const LifeEvent& event) {
  if (policy->severity(event.severity) == nullptr) return refuse("clocks.unknown_severity");
  if (event.severity == severity) return {};
  if (promise_for(*policy, desk, event.severity, has) == nullptr) return refuse("clocks.not_on_offer");
  change_to(event.at, desk, event.severity, change_by(event.severity));
  return {};
}

Result<void> Life::State::change_desk(const LifeEvent& event) {
  if (policy->desk(event.desk) == nullptr) return refuse("clocks.unknown_desk");
  if (event.desk == desk) return {};
  const auto given = severity_on_offer(*policy, event.desk, severity, has);
  if (!given) return refuse("clocks.nothing_on_offer");
  change_to(event.at, event.desk, std::string(*given), change_by(*given));
  return {};
}

Result<void> Life::State::change_policy(const LifeEvent& event) {
  if (event.new_policy == nullptr || event.version <= 0) return refuse("clocks.unknown_event");
  if (event.version == version->number) return {};
  const auto& next = *event.new_policy;
  if (next.desk(desk) == nullptr) return refuse("clocks.unknown_desk");
  const auto given = severity_after(*policy, next, desk, severity, has);
  if (!given) return refuse("clocks.nothing_on_offer");
  marks.push_back({event.at, LifeMark::Kind::policy_change, {}, std::to_string(event.version)});
  auto severity_given = std::string(*given);
  version = counted_by(event.new_policy, event.version);
  policy = version->policy.get();
  change_to(event.at, desk, std::move(severity_given), Change::lowered_or_moved);
  return {};
}

Change Life::State::change_by(std::string_view severity_id) const {
  return policy->rank(severity_id) < policy->rank(severity) ? Change::raised : Change::lowered_or_moved;
}

Result<void> Life::State::reopen(Instant at) {
  if (!solved_at) return refuse("clocks.not_solved");
  if (at - *solved_at > policy->solved.reopen_for) return refuse("clocks.reopened_too_late");
  solved_at.reset();
  if (promise->next_update) start(ClockKind::next_update, at, *promise->next_update);
  return {};
}

void Life::State::agent_replied(Instant at) {
  agent_has_answered = true;
  end(ClockKind::first_response, at);
  end(ClockKind::next_update, at);
  if (promise->next_update) start(ClockKind::next_update, at, *promise->next_update);
}

void Life::State::begin_awaiting(Instant at) {
  if (awaiting_since) return;
  awaiting_since = at;
  waits.push_back({.from = at, .to = {}});
  if (auto& update = clock(ClockKind::next_update); update && !update->verdict)
    reckon(ClockKind::next_update, *update);
  if (promise->lower_to) start(ClockKind::customer_reply, at, promise->lower_to->after_silence);
}

void Life::State::end_awaiting(Instant at) {
  if (!awaiting_since) return;
  awaiting_since.reset();
  waits.back().to = at;
  if (auto& update = clock(ClockKind::next_update); update && !update->verdict)
    reckon(ClockKind::next_update, *update);
  clock(ClockKind::customer_reply).reset();
}

void Life::State::solve(Instant at) {
  end_awaiting(at);
  solved_at = at;
  for (auto& clock : clocks) {
    if (clock && !clock->verdict) clock.reset();
    if (clock && !clock->ended_at) clock->ended_at = at;
  }
}

void Life::State::change_to(Instant at, std::string desk_id, std::string severity_id, Change change) {
  settle(at);
  const bool updates_are_new = !promise->next_update && agent_has_answered;
  if (desk != desk_id) marks.push_back({at, LifeMark::Kind::desk_change, desk, desk_id});
  if (severity != severity_id) marks.push_back({at, LifeMark::Kind::severity_change, severity, severity_id});
  desk = std::move(desk_id);
  severity = std::move(severity_id);
  promise = promise_for(*policy, desk, severity, has);
  const auto* next = promise;
  rebind(ClockKind::first_response, term_of(at, next->first_response), change);
  if (auto& update = clock(ClockKind::next_update); !next->next_update) {
    if (update && !update->verdict) update.reset();
  } else if (updates_are_new) {
    start(ClockKind::next_update, at, *next->next_update);
  } else {
    rebind(ClockKind::next_update, term_of(at, *next->next_update), change);
  }
  clock(ClockKind::customer_reply).reset();
  if (awaiting_since && next->lower_to) start(ClockKind::customer_reply, at, next->lower_to->after_silence);
}

void Life::State::rebind(ClockKind kind, const Term& next, Change change) {
  auto& running = clock(kind);
  if (!running || running->verdict) return;
  if (change == Change::raised) {
    if (state_of(kind, next.from) == ClockState::waiting) return start(kind, next.from, *next.target);
    running->terms.push_back(next);
    return reckon(kind, *running);
  }
  auto by_new = *running;
  by_new.terms = {next};
  by_new.terms.front().from = running->started_at;
  reckon(kind, by_new);
  if (!by_new.due || *by_new.due > next.from) running = std::move(by_new);
}

}  // namespace mado::policy
