// Running requests that go on under another version of the policy (docs/clocks.md, "When the policy
// changes").
#include <algorithm>
#include <limits>

#include "operators/store.hpp"
#include "requests/change.hpp"
#include "requests/commands.hpp"

namespace mado::requests {
namespace {

using policy::ClockState;
using policy::ClockStatus;
using policy::LifeEventKind;

enum class Outcome { moved, left };

/// A version takes the requests of those that were in force before it. Numbers do not say which those are: a
/// version may wait while later ones come and go.
bool was_before(db::Snapshot& snapshot, OperatorId id, std::int64_t version, std::int64_t other) {
  return operators::store::in_force_at(snapshot, id, version) <
         operators::store::in_force_at(snapshot, id, other);
}

Result<Outcome> move(const Parts& parts, const MoveToVersion& command, RequestId id, db::Tx& tx) {
  const auto request = store::find(tx, Scope::of_operator(command.operator_id), id);
  if (!request || !was_before(tx, command.operator_id, request->policy_version, command.version))
    return Outcome::left;
  if (request->status == Status::solved || request->status == Status::closed) return Outcome::left;
  MADO_TRY(next, parts.operators.version(tx, command.operator_id, command.version));
  MADO_TRY(change, begin(tx, parts.operators, Scope::of_operator(command.operator_id), id, command.actor,
                         parts.clock.now()));
  MADO_CHECK(go_on_under(tx, change, next, command.version));
  MADO_CHECK(keep(tx, change, Bump::version));
  return Outcome::moved;
}

const ClockStatus* running(const policy::LifeStatus& life, policy::ClockKind kind) {
  const auto found = std::ranges::find_if(life.clocks, [&](const ClockStatus& clock) {
    return clock.kind == kind && (clock.state == ClockState::running || clock.state == ClockState::waiting);
  });
  return found == life.clocks.end() ? nullptr : &*found;
}

/// A clock that ran before and still stands on the old line: the new promise was used up already.
bool kept_its_line(const ClockStatus* before, const ClockStatus* after) {
  return before != nullptr && after != nullptr && before->version == after->version;
}

}  // namespace

Result<Moved> move_to_version(const Parts& parts, const MoveToVersion& command, db::Tx& tx) {
  Moved all;
  for (const auto id : command.requests) {
    const auto done = move(parts, command, id, tx);
    if (!done && done.error().code == ErrorCode::invalid)
      all.stuck.emplace_back(id, done.error());  // refused before anything was written
    else if (!done)
      return std::unexpected(done.error());
    else
      ++(*done == Outcome::moved ? all.moved : all.left);
  }
  return all;
}

MovePreview preview(const policy::Life& life, const operators::PolicyPtr& candidate, Instant at) {
  const auto before = life.status(at);
  auto tried = life;
  const auto taken = tried.take({.at = at,
                                 .kind = LifeEventKind::policy_changed,
                                 .desk = {},
                                 .severity = {},
                                 .version = std::numeric_limits<std::int64_t>::max(),
                                 .new_policy = candidate});
  if (!taken) return {.stuck = taken.error()};
  const auto after = tried.status(at);
  MovePreview result{.stuck = {}, .severity_after = after.severity, .clocks = {}};
  for (const auto kind : {policy::ClockKind::first_response, policy::ClockKind::next_update,
                          policy::ClockKind::customer_reply}) {
    const auto* old = running(before, kind);
    const auto* now = running(after, kind);
    const MovePreview::Clock clock{.kind = kind,
                                   .due_before = old == nullptr ? std::nullopt : old->due,
                                   .due_after = now == nullptr ? std::nullopt : now->due,
                                   .past = kept_its_line(old, now)};
    if (clock.due_before != clock.due_after || clock.past) result.clocks.push_back(clock);
  }
  return result;
}

}  // namespace mado::requests
