/// What a request's events make of it: pure decisions over its life (policy/clocks.hpp) and its row. They get
/// `now`, never read a clock, never do I/O.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "db/journal.hpp"
#include "policy/clocks.hpp"
#include "requests/model.hpp"

namespace mado::requests {

/// The journal entry of a request as an event of its life; nothing if it does not touch the clocks. Of a
/// change of policy only the number: whoever replays it fetches the version.
std::optional<policy::LifeEvent> life_event_of(const db::Entry& entry);
/// The `data` and `kind` by which life_event_of reads it back.
std::string journal_kind(policy::LifeEventKind kind);

/// Is this journal entry of a request among agents only? A warning about the customer's own answer is not.
bool is_internal(const db::Entry& entry);

/// Where a request stands in every list (smaller first): what is owed or due by its instant; then open
/// without a promise; then waiting for the customer, the longest first; then solved and closed, the newest
/// first.
std::int64_t sort_key(const policy::LifeStatus& life, Status status, Instant opened_at);
/// From this key on a request waits for the customer; from the second on it is solved or closed.
inline constexpr std::int64_t waiting_keys = 1LL << 50;
inline constexpr std::int64_t solved_keys = 1LL << 51;

/// The clock that decides the order: of those owed the earliest due, else the next running or waiting one.
NextClock next_clock(const policy::LifeStatus& life);

/// Clocks with their next mark. `before` are those stored until now: a warning that was given is not given
/// again.
std::vector<StoredClock> with_marks(const policy::LifeStatus& life, std::span<const StoredClock> before);

/// Puts what the life says into the row: desk, severity, order, whose turn.
void apply(Request& request, const policy::LifeStatus& life, std::span<const StoredClock> clocks);

enum class Action {
  answer,
  note,
  assign,
  severity,
  desk,
  incident,
  split,
  await,
  solve,
  reopen,
  follow_up,
  close,
  object
};
std::string_view name_of(Action action);

/// What somebody may do now. `reopen_until` is the end of the policy's period after the last solving.
struct Actor {
  AuthorKind kind = AuthorKind::person;
  bool may_answer = false;
};
std::vector<Action> actions(const Request& request, const Actor& actor, const policy::Solved& periods,
                            Instant now);
/// Errors: conflict ("request.solved", "request.reopen_too_late") where it comes too late, else forbidden.
Result<void> require(std::span<const Action> actions, Action action, Status status);
std::optional<Instant> reopen_until(const Request& request, const policy::Solved& periods);
/// Solved so long ago that it cannot be opened again: what is left is a new one that follows it (S32).
bool is_final(const Request& request, const policy::Solved& periods, Instant now);

/// The share of a running clock's open time that has gone, 0 to 1; nothing while it waits.
std::optional<double> share_gone(const NextClock& clock, const policy::Policy& policy, Instant now);

}  // namespace mado::requests
