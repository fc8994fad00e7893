#include "requests/change.hpp"

#include <algorithm>

#include "requests/commands.hpp"
#include "requests/store.hpp"

namespace mado::requests {
namespace {

using policy::ClockState;

db::Entry entry_of(const Change& change, std::string kind, json::object data) {
  data["at_desk"] = change.request.desk;  // who may read that desk may be told of it
  return {.operator_id = change.request.operator_id,
          .organization_id = change.request.organization_id,
          .subject = change.request.id.text(),
          .kind = std::move(kind),
          .actor = change.actor,
          .at = change.at,
          .data = json::serialize(data)};
}

/// The version under which it was opened. Entries of the first days do not say it: then it is the one that
/// the first change came from, or the one that still holds.
std::int64_t version_at_opening(const Request& request, const std::vector<db::JournalEntry>& entries) {
  for (const auto& [position, entry] : entries) {
    const auto event = life_event_of(entry);
    if (!event) continue;
    if (event->kind == policy::LifeEventKind::opened && event->version > 0) return event->version;
    if (event->kind != policy::LifeEventKind::policy_changed) continue;
    const auto data = json::parse(entry.data);
    return data.at("from_version").to_number<std::int64_t>();
  }
  return request.policy_version;
}

void note_clock(db::Tx& tx, const Change& change, std::string_view what, const policy::ClockStatus& clock,
                Instant at) {
  json::object data{{"clock", policy::name_of(clock.kind)}};
  if (clock.due) data["due"] = format_instant(*clock.due);
  if (clock.kind == policy::ClockKind::customer_reply) {
    data["since"] = format_instant(clock.started_at);
    data["lower_to"] = clock.promise->lower_to->severity;
  }
  auto entry = entry_of(change, "request.clock_" + std::string(what), std::move(data));
  entry.actor = "clock";
  entry.at = at;
  tx.journal(entry);
}

bool had(const Change& change, const policy::ClockStatus& clock, ClockState state) {
  return std::ranges::any_of(change.before, [&](const StoredClock& b) {
    return b.status.kind == clock.kind && b.status.started_at == clock.started_at && b.status.state == state;
  });
}

/// Lowers the severity once the customer's silence has lasted, where the policy says that this happens by
/// itself: then it is a new version of the request. What keeps it from happening (not on offer any more)
/// leaves it to an agent.
Bump lower_after_silence(db::Tx& tx, Change& change) {
  const auto life = change.life.status(change.at);
  const auto silence = lowering(life);
  if (!silence || !silence->is_over || silence->by != policy::Lowering::By::automatic) return Bump::nothing;
  const auto clock =
      *std::ranges::find(life.clocks, policy::ClockKind::customer_reply, &policy::ClockStatus::kind);
  const policy::LifeEvent event{.at = change.at,
                                .kind = policy::LifeEventKind::severity_changed,
                                .desk = {},
                                .severity = silence->severity};
  if (!change.life.take(event)) return Bump::nothing;
  if (!had(change, clock, ClockState::missed)) note_clock(tx, change, "missed", clock, change.at);
  auto entry =
      entry_of(change, journal_kind(event.kind),
               {{"severity", silence->severity}, {"from", life.severity}, {"reason", reason_silence}});
  entry.actor = "clock";
  tx.journal(entry);
  return Bump::version;
}

/// Gives the warning whose time has come, and tells the journal what became of each clock.
void note_marks(db::Tx& tx, const Change& change, std::vector<StoredClock>& clocks) {
  for (auto& clock : clocks) {
    const auto& status = clock.status;
    const bool running = status.state == ClockState::running;
    if (running && !clock.warned && status.warn_at && *status.warn_at <= change.at) {
      clock.warned = true;
      clock.fires_at = *status.due + Millis{1};
      note_clock(tx, change, "warned", status, change.at);
    }
    if (status.state == ClockState::kept && !had(change, status, ClockState::kept))
      note_clock(tx, change, "kept", status, change.at);
    if (status.state == ClockState::missed && !had(change, status, ClockState::missed))
      note_clock(tx, change, "missed", status, change.at);
  }
}

/// Tells the journal what became of clocks that an event has ended, or put another in the place of: keep()
/// sees only those that are left.
void note_ended(db::Tx& tx, const Change& change, const policy::LifeStatus& before,
                policy::LifeEventKind event) {
  const auto after = change.life.status(change.at);
  for (const auto& clock : before.clocks) {
    const bool stands = std::ranges::any_of(after.clocks, [&](const policy::ClockStatus& left) {
      return left.kind == clock.kind && left.started_at == clock.started_at;
    });
    const bool missed = clock.state == ClockState::missed;
    if (missed && !stands && !had(change, clock, ClockState::missed))
      note_clock(tx, change, "missed", clock, change.at);
    const bool answered =
        event == policy::LifeEventKind::agent_replied && clock.kind == policy::ClockKind::next_update;
    if (answered && !missed && !clock.answered) note_clock(tx, change, "kept", clock, change.at);
  }
}

}  // namespace

Result<Replayed> replay(db::Snapshot& snapshot, operators::Operators& operators, const Request& request) {
  const auto entries = db::journal_of(snapshot, request.operator_id, request.id.text());
  const auto opening = version_at_opening(request, entries);
  MADO_TRY(first, operators.version(snapshot, request.operator_id, opening));
  Replayed all{.life = policy::Life(first), .policy = first, .last_at = {}};
  for (const auto& [position, entry] : entries) {
    all.last_at = std::max(all.last_at, entry.at);
    auto event = life_event_of(entry);
    if (!event) continue;
    if (event->kind == policy::LifeEventKind::opened) event->version = opening;
    if (event->kind == policy::LifeEventKind::policy_changed) {
      MADO_TRY(next, operators.version(snapshot, request.operator_id, event->version));
      event->new_policy = all.policy = next;
    }
    MADO_CHECK(all.life.take(*event));
  }
  return all;
}

Result<policy::Life> life_of(db::Snapshot& snapshot, operators::Operators& operators,
                             const Request& request) {
  MADO_TRY(all, replay(snapshot, operators, request));
  return std::move(all.life);
}

Result<Change> begin(db::Tx& tx, operators::Operators& operators, Scope scope, RequestId id,
                     std::string actor, Instant now) {
  const auto request = store::find(tx, scope, id);
  if (!request) return fail(ErrorCode::not_found, "not_found");
  MADO_TRY(stands, replay(tx, operators, *request));
  return Change{.request = *request,
                .version_seen = request->version,
                .policy = stands.policy,
                .life = std::move(stands.life),
                .before = store::clocks(tx, *request),
                .at = std::max(now, stands.last_at),
                .actor = std::move(actor)};
}

Result<void> happen(db::Tx& tx, Change& change, policy::LifeEvent event, json::object data) {
  event.at = change.at;
  const auto before = change.life.status(change.at);
  MADO_CHECK(change.life.take(event));
  if (!event.desk.empty()) data["desk"] = event.desk;
  if (!event.severity.empty()) data["severity"] = event.severity;
  if (event.version > 0) data["version"] = event.version;
  tx.journal(entry_of(change, journal_kind(event.kind), std::move(data)));
  note_ended(tx, change, before, event.kind);
  return {};
}

Result<void> go_on_under(db::Tx& tx, Change& change, const operators::PolicyPtr& policy,
                         std::int64_t version) {
  const auto before = change.life.status(change.at);
  const policy::LifeEvent event{.at = change.at,
                                .kind = policy::LifeEventKind::policy_changed,
                                .desk = {},
                                .severity = {},
                                .version = version,
                                .new_policy = policy};
  MADO_CHECK(change.life.take(event));
  json::object data{{"version", version}, {"from_version", change.request.policy_version}};
  if (const auto after = change.life.status(change.at).severity; after != before.severity) {
    data["from"] = before.severity;
    data["given"] = after;
  }
  change.request.policy_version = version;
  change.policy = policy;
  tx.journal(entry_of(change, journal_kind(event.kind), std::move(data)));
  note_ended(tx, change, before, event.kind);
  return {};
}

void note(db::Tx& tx, const Change& change, std::string_view kind, json::object data) {
  tx.journal(entry_of(change, "request." + std::string(kind), std::move(data)));
}

Result<void> keep(db::Tx& tx, Change& change, Bump bump) {
  if (lower_after_silence(tx, change) == Bump::version) bump = Bump::version;
  const auto life = change.life.status(change.at);
  auto clocks = with_marks(life, change.before);
  note_marks(tx, change, clocks);
  apply(change.request, life, clocks);
  if (bump == Bump::version) {
    ++change.request.version;
    change.request.updated_at = change.at;
  }
  if (!store::update(tx, change.request, change.version_seen)) return fail(ErrorCode::stale, "stale");
  store::put_clocks(tx, change.request, clocks);
  return {};
}

}  // namespace mado::requests
