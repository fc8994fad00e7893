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

}  // namespace

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
  if (!event.zone.empty())
    for (const auto& named : policy->calendars)
      if (named.caller_zone) in_callers_zone.emplace(named.id, calendar_for(named, event.zone));
  promise = promise_for(*policy, desk, severity, has);
  start(ClockKind::first_response, event.at, promise->first_response);
  return {};
}

Result<void> Life::State::change_severity(const LifeEvent& event) {
  if (policy->severity(event.severity) == nullptr) return refuse("clocks.unknown_severity");
  if (event.severity == severity) return {};
  const auto* next = promise_for(*policy, desk, event.severity, has);
  if (next == nullptr) return refuse("clocks.not_on_offer");
  change_to(event.at, desk, event.severity, next);
  return {};
}

Result<void> Life::State::change_desk(const LifeEvent& event) {
  if (policy->desk(event.desk) == nullptr) return refuse("clocks.unknown_desk");
  if (event.desk == desk) return {};
  const auto given = severity_on_offer(*policy, event.desk, severity, has);
  if (!given) return refuse("clocks.nothing_on_offer");
  change_to(event.at, event.desk, std::string(*given), promise_for(*policy, event.desk, *given, has));
  return {};
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

void Life::State::change_to(Instant at, std::string desk_id, std::string severity_id, const Promise* next) {
  settle(at);
  const auto change =
      policy->rank(severity_id) < policy->rank(severity) ? Change::raised : Change::lowered_or_moved;
  const bool updates_are_new = !promise->next_update && agent_has_answered;
  desk = std::move(desk_id);
  severity = std::move(severity_id);
  promise = next;
  rebind(ClockKind::first_response, {at, next, &next->first_response}, change);
  if (auto& update = clock(ClockKind::next_update); !next->next_update) {
    if (update && !update->verdict) update.reset();
  } else if (updates_are_new) {
    start(ClockKind::next_update, at, *next->next_update);
  } else {
    rebind(ClockKind::next_update, {at, next, &*next->next_update}, change);
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
  by_new.terms = {{.from = running->started_at, .promise = next.promise, .target = next.target}};
  reckon(kind, by_new);
  if (!by_new.due || *by_new.due > next.from) running = std::move(by_new);
}

}  // namespace mado::policy
