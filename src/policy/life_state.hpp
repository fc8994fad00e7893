/// The inside of a Life: what clocks.cpp changes and receipt.cpp reads. Nobody else includes it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/clocks.hpp"
#include "policy/due.hpp"

namespace mado::policy {

/// A version of the policy as one life counts by it.
struct Version {
  std::shared_ptr<const Policy> policy;
  std::int64_t number = 0;
  std::map<std::string, calendar::Calendar> in_callers_zone;  ///< calendars by id
};

/// One promise that binds a clock, and since when it counts. A raise adds one, so that the earliest holds.
struct Term {
  Instant from;
  const Promise* promise = nullptr;
  const Target* target = nullptr;
  std::shared_ptr<const Version> version;  ///< that the promise is in, and whose calendars it counts on
  std::optional<Moving> due = {};          ///< once it has been reckoned
  std::optional<Moving> warn = {};         ///< once it has decided
};

/// What a change of severity, desk or policy means for the clocks. A request that becomes graver is raised,
/// also by a move to another desk; everything else counts as lowered or moved.
enum class Change { raised, lowered_or_moved };

struct Clock {
  Instant started_at;
  std::vector<Term> terms;            ///< at least one
  size_t deciding = 0;                ///< the term that is used up first
  std::optional<Instant> due;         ///< nothing while it is not known because the customer is awaited
  std::optional<Instant> warn_at;     ///< when somebody should be warned; nothing while that is not known
  std::optional<ClockState> verdict;  ///< kept or missed, for ever
  std::optional<Instant> ended_at;    ///< when the awaited act happened, or it came to nothing (solved)

  const Term& term() const { return terms[deciding]; }
};

inline constexpr std::array all_clock_kinds = {ClockKind::first_response, ClockKind::next_update,
                                               ClockKind::customer_reply};

struct Life::State {
  explicit State(std::shared_ptr<const Policy> rules);

  std::shared_ptr<const Version> version;
  const Policy* policy;  ///< of the version
  bool opened = false;
  std::optional<Instant> last_at;
  std::string desk;
  std::string severity;
  std::string zone;
  std::set<std::string> has;
  const Promise* promise = nullptr;
  std::array<std::optional<Clock>, all_clock_kinds.size()> clocks;
  Waits waits;  ///< those since next_update started; the last is unfinished while the customer is awaited
  std::optional<Instant> awaiting_since;
  std::optional<Instant> solved_at;  ///< of the last solving, while it lasts
  bool agent_has_answered = false;
  std::vector<LifeMark> marks;

  Result<void> take(const LifeEvent& event);
  Result<void> open(const LifeEvent& event);
  Result<void> change_severity(const LifeEvent& event);
  Result<void> change_desk(const LifeEvent& event);
  Result<void> change_policy(const LifeEvent& event);
  Result<void> reopen(Instant at);
  void agent_replied(Instant at);
  void begin_awaiting(Instant at);
  void end_awaiting(Instant at);
  void solve(Instant at);

  /// Desk and severity become these: clocks go on, start and end as the rules say.
  void change_to(Instant at, std::string desk_id, std::string severity_id, Change change);
  /// What becoming `severity_id` means, under this policy.
  Change change_by(std::string_view severity_id) const;
  /// The version with its calendars in the customer's zone.
  std::shared_ptr<const Version> counted_by(std::shared_ptr<const Policy> rules, std::int64_t number) const;
  void rebind(ClockKind kind, const Term& next, Change change);
  void start(ClockKind kind, Instant at, const Target& target);
  /// The awaited act has happened: kept unless it was missed before.
  void end(ClockKind kind, Instant at);
  /// Writes down every miss before `at`.
  void settle(Instant at);
  /// The earliest due of the terms, which term it is, and when that warns.
  void reckon(ClockKind kind, Clock& clock) const;
  /// When a clock warns: customer_reply at the promise's own mark, the others when three quarters of the
  /// promised open time have gone. Nothing while that is not known.
  std::optional<Instant> warning(ClockKind kind, Clock& clock) const;

  std::optional<Clock>& clock(ClockKind kind) { return clocks[static_cast<size_t>(kind)]; }
  const std::optional<Clock>& clock(ClockKind kind) const { return clocks[static_cast<size_t>(kind)]; }
  /// What was waited for this kind of clock: only next_update ever waits.
  const Waits& waits_of(ClockKind kind) const;
  Term term_of(Instant at, const Target& target) const {
    return {.from = at, .promise = promise, .target = &target, .version = version};
  }
  ClockState state_of(ClockKind kind, Instant now) const;
  ClockStatus status_of(ClockKind kind, Instant now) const;
};

/// The calendar of a target; null where plain time is counted.
const calendar::Calendar* calendar_of(const Version& version, const Target& target);

}  // namespace mado::policy
