#include "requests/change.hpp"

#include <algorithm>

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

Result<Instant> replay(policy::Life& life, const std::vector<db::JournalEntry>& entries) {
  Instant last{};
  for (const auto& [position, entry] : entries) {
    last = std::max(last, entry.at);
    if (const auto event = life_event_of(entry)) MADO_CHECK(life.take(*event));
  }
  return last;
}

void note_clock(db::Tx& tx, const Change& change, std::string_view what, const StoredClock& clock,
                Instant at) {
  json::object data{{"clock", policy::name_of(clock.status.kind)}};
  if (clock.status.due) data["due"] = format_instant(*clock.status.due);
  auto entry = entry_of(change, "request.clock_" + std::string(what), std::move(data));
  entry.actor = "clock";
  entry.at = at;
  tx.journal(entry);
}

bool had(const Change& change, const StoredClock& clock, ClockState state) {
  return std::ranges::any_of(change.before, [&](const StoredClock& b) {
    return b.status.kind == clock.status.kind && b.status.started_at == clock.status.started_at &&
           b.status.state == state;
  });
}

/// Gives the warning whose time has come, and tells the journal what became of each clock.
void note_marks(db::Tx& tx, const Change& change, std::vector<StoredClock>& clocks) {
  for (auto& clock : clocks) {
    const auto& status = clock.status;
    const bool running = status.state == ClockState::running;
    if (running && !clock.warned && status.warn_at && *status.warn_at <= change.at) {
      clock.warned = true;
      clock.fires_at = *status.due + Millis{1};
      note_clock(tx, change, "warned", clock, change.at);
    }
    if (status.state == ClockState::kept && !had(change, clock, ClockState::kept))
      note_clock(tx, change, "kept", clock, change.at);
    if (status.state == ClockState::missed && !had(change, clock, ClockState::missed))
      note_clock(tx, change, "missed", clock, change.at);
  }
}

}  // namespace

Result<Change> begin(db::Tx& tx, operators::Operators& operators, Scope scope, RequestId id,
                     std::string actor, Instant now) {
  const auto request = store::find(tx, scope, id);
  if (!request) return fail(ErrorCode::not_found, "not_found");
  MADO_TRY(policy, operators.version(tx, request->operator_id, request->policy_version));
  policy::Life life(*policy);
  MADO_TRY(last, replay(life, db::journal_of(tx, request->operator_id, id.text())));
  return Change{.request = *request,
                .version_seen = request->version,
                .policy = policy,
                .life = std::move(life),
                .before = store::clocks(tx, *request),
                .at = std::max(now, last),
                .actor = std::move(actor)};
}

Result<void> happen(db::Tx& tx, Change& change, policy::LifeEvent event, json::object data) {
  event.at = change.at;
  MADO_CHECK(change.life.take(event));
  if (!event.desk.empty()) data["desk"] = event.desk;
  if (!event.severity.empty()) data["severity"] = event.severity;
  tx.journal(entry_of(change, journal_kind(event.kind), std::move(data)));
  return {};
}

void note(db::Tx& tx, const Change& change, std::string_view kind, json::object data) {
  tx.journal(entry_of(change, "request." + std::string(kind), std::move(data)));
}

Result<void> keep(db::Tx& tx, Change& change, Bump bump) {
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
