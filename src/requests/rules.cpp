#include "requests/rules.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"

namespace mado::requests {
namespace {

using policy::ClockKind;
using policy::ClockState;
using policy::ClockStatus;

constexpr std::string_view journal_prefix = "request.";

bool is_owed(const ClockStatus& clock) { return clock.state == ClockState::missed && !clock.answered; }
bool is_ours(const ClockStatus& clock) { return clock.kind != ClockKind::customer_reply; }

/// Owed before running before waiting, then the earlier due.
bool sorts_before(const ClockStatus& a, const ClockStatus& b) {
  const auto rank = [](const ClockStatus& c) {
    return is_owed(c) ? 0 : c.state == ClockState::running ? 1 : 2;
  };
  return std::pair(rank(a), a.due.value_or(Instant::max())) <
         std::pair(rank(b), b.due.value_or(Instant::max()));
}

std::optional<Instant> next_mark(const ClockStatus& clock, bool warned) {
  if (clock.state != ClockState::running || !clock.due) return std::nullopt;
  if (!warned && clock.warn_at && *clock.warn_at < *clock.due) return clock.warn_at;
  return *clock.due + Millis{1};  // at exactly due a clock still runs
}

bool same_clock(const StoredClock& before, const ClockStatus& now) {
  return before.status.kind == now.kind && before.status.started_at == now.started_at &&
         before.status.due == now.due;
}

}  // namespace

std::string journal_kind(policy::LifeEventKind kind) {
  return std::string(journal_prefix) + std::string(policy::name_of(kind));
}

std::optional<policy::LifeEvent> life_event_of(const db::Entry& entry) {
  if (!entry.kind.starts_with(journal_prefix)) return std::nullopt;
  const auto kind = policy::life_event_of(std::string_view(entry.kind).substr(journal_prefix.size()));
  if (!kind) return std::nullopt;
  policy::LifeEvent event{.at = entry.at, .kind = *kind, .desk = {}, .severity = {}};
  const auto data = json::parse(entry.data);
  const auto& object = data.as_object();
  const auto text = [&](std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
  };
  event.desk = text("desk");
  event.severity = text("severity");
  event.zone = text("zone");
  if (const auto* version = object.if_contains("version"); version != nullptr && version->is_int64())
    event.version = version->as_int64();
  if (const auto* has = object.if_contains("has"))
    for (const auto& entitlement : has->as_array()) event.has.emplace(entitlement.as_string());
  return event;
}

bool is_internal(const db::Entry& entry) {
  if (entry.kind == "request.note_added") return true;
  if (entry.kind != "request.clock_warned") return false;
  const auto data = json::parse(entry.data);
  const auto* clock = data.as_object().if_contains("clock");
  return clock == nullptr || !clock->is_string() ||
         clock->as_string() != policy::name_of(ClockKind::customer_reply);
}

std::int64_t sort_key(const policy::LifeStatus& life, Status status, Instant opened_at) {
  if (status == Status::solved || status == Status::closed)
    return solved_keys + (1LL << 49) - count_of(life.solved_at.value_or(opened_at));
  if (const auto due = life.next_due()) return count_of(*due);
  if (status == Status::awaiting_customer)
    return waiting_keys + count_of(life.awaiting_since.value_or(opened_at));
  return waiting_keys - 1 - (1LL << 48) + count_of(opened_at) / 1000;
}

NextClock next_clock(const policy::LifeStatus& life) {
  const ClockStatus* best = nullptr;
  for (const auto& clock : life.clocks) {
    const bool counts = is_ours(clock) && (!clock.answered || clock.state == ClockState::waiting);
    if (counts && (best == nullptr || sorts_before(clock, *best))) best = &clock;
  }
  if (best == nullptr) return {};
  return {.kind = std::string(policy::name_of(best->kind)),
          .state = std::string(policy::name_of(best->state)),
          .started_at = best->started_at,
          .due = best->due,
          .warn_at = best->warn_at,
          .calendar = best->target == nullptr ? "" : best->target->calendar};
}

std::vector<StoredClock> with_marks(const policy::LifeStatus& life, std::span<const StoredClock> before) {
  std::vector<StoredClock> all;
  for (const auto& clock : life.clocks) {
    const auto known =
        std::ranges::find_if(before, [&](const StoredClock& b) { return same_clock(b, clock); });
    const bool warned = known != before.end() && known->warned;
    all.push_back({clock, warned, next_mark(clock, warned),
                   clock.target == nullptr ? policy::Target{} : *clock.target});
  }
  return all;
}

void apply(Request& request, const policy::LifeStatus& life, std::span<const StoredClock> clocks) {
  request.desk = life.desk;
  request.severity = life.severity;
  if (!life.is_solved)
    request.status = life.awaiting_customer ? Status::awaiting_customer : Status::open;
  else if (request.status != Status::closed)
    request.status = Status::solved;
  request.awaiting_since = life.awaiting_since;
  request.solved_at = life.solved_at;
  request.sort_key = sort_key(life, request.status, request.opened_at);
  request.next = next_clock(life);
  request.warned = std::ranges::any_of(clocks, [](const StoredClock& clock) {
    return is_ours(clock.status) &&
           (is_owed(clock.status) || (clock.warned && clock.status.state == ClockState::running));
  });
}

std::string_view name_of(Action action) {
  constexpr std::array<std::string_view, 13> names = {"answer",    "note",  "assign", "severity", "desk",
                                                      "incident",  "split", "await",  "solve",    "reopen",
                                                      "follow_up", "close", "object"};
  return names[static_cast<size_t>(action)];
}

std::optional<Instant> reopen_until(const Request& request, const policy::Solved& periods) {
  if (!request.solved_at) return std::nullopt;
  return *request.solved_at + periods.reopen_for;
}

bool is_final(const Request& request, const policy::Solved& periods, Instant now) {
  const bool over = request.status == Status::solved || request.status == Status::closed;
  const auto until = reopen_until(request, periods);
  return over && until && *until < now;
}

Result<void> require(std::span<const Action> actions, Action action, Status status) {
  if (std::ranges::find(actions, action) != actions.end()) return {};
  const bool over = status == Status::solved || status == Status::closed;
  if (over && action == Action::reopen) return fail(ErrorCode::conflict, "request.reopen_too_late");
  if (over && action != Action::close) return fail(ErrorCode::conflict, "request.solved");
  return fail(ErrorCode::forbidden, "forbidden");
}

std::vector<Action> actions(const Request& request, const Actor& actor, const policy::Solved& periods,
                            Instant now) {
  using enum Action;
  const bool agent = actor.kind == AuthorKind::agent;
  std::vector<Action> all;
  if (agent) all.insert(all.end(), {note, assign});
  if (!actor.may_answer) return all;
  if (request.status == Status::solved || request.status == Status::closed) {
    const auto until = reopen_until(request, periods);
    if (until && now <= *until) all.push_back(reopen);
    if (until && now <= *until && !agent) all.push_back(answer);
    if (is_final(request, periods, now) && !agent) all.push_back(follow_up);
    if (request.status == Status::solved) all.push_back(close);
    return all;
  }
  all.insert(all.end(), {answer, solve});
  if (agent) all.insert(all.end(), {severity, desk, incident, split, await});
  return all;
}

std::optional<double> share_gone(const NextClock& clock, const policy::Policy& policy, Instant now) {
  const auto* calendar = policy.calendar(clock.calendar);
  if (!clock.started_at || !clock.due || calendar == nullptr) return std::nullopt;
  const auto whole = calendar->calendar.between(*clock.started_at, *clock.due);
  if (whole <= Millis{0} || now >= *clock.due) return 1.0;
  const auto gone = calendar->calendar.between(*clock.started_at, std::max(*clock.started_at, now));
  return std::clamp(static_cast<double>(gone.count()) / static_cast<double>(whole.count()), 0.0, 1.0);
}

}  // namespace mado::requests
