/// The clocks of one request: a pure function of its events and the policy, so that anyone can replay it.
/// Rules and words are those of docs/clocks.md (policy rows S18, S20, S22, S31, S32, N3, N4, N7). It never
/// reads a clock: what is true now is asked with an `asked` event or with `now`.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "policy/model.hpp"

namespace mado::policy {

enum class LifeEventKind {
  opened,
  agent_replied,
  customer_replied,
  awaiting_customer,
  awaiting_ended,
  severity_changed,
  desk_changed,
  policy_changed,
  solved,
  reopened,
  asked
};

struct LifeEvent {
  Instant at;
  LifeEventKind kind = LifeEventKind::asked;
  std::string desk;                ///< opened, desk_changed
  std::string severity;            ///< opened, severity_changed
  std::set<std::string> has = {};  ///< opened: entitlements, for the whole life
  std::string zone = {};  ///< opened: the customer's zone, for calendars that count in it; empty = operator's
  std::int64_t version = 0;  ///< opened, policy_changed: number of the policy's version; 0 where it has none
  std::shared_ptr<const Policy> new_policy = {};  ///< policy_changed: the new version itself
};

enum class ClockKind { first_response, next_update, customer_reply };
enum class ClockState { running, waiting, kept, missed };

std::string_view name_of(ClockKind kind);
std::string_view name_of(ClockState state);
std::string_view name_of(LifeEventKind kind);
std::optional<LifeEventKind> life_event_of(std::string_view name);

/// One stretch of a receipt (N3).
struct ReceiptSegment {
  Instant from;
  Instant to;
  /// `earlier`: time before the promise that decides was made (a severity was raised); it does not count.
  enum class Kind { open, closed, holiday, waiting, earlier } kind = Kind::open;
  std::string name = {};  ///< of the holiday
  bool operator==(const ReceiptSegment&) const = default;
};

std::string_view name_of(ReceiptSegment::Kind kind);

/// A moment at which something changed that clocks are reckoned by.
struct LifeMark {
  Instant at;
  enum class Kind { severity_change, desk_change, policy_change } kind = Kind::severity_change;
  std::string from = {};  ///< id of severity or desk; empty for policy_change
  std::string to = {};    ///< the same; for policy_change the number of the version
  bool operator==(const LifeMark&) const = default;
};

std::string_view name_of(LifeMark::Kind kind);

struct ClockStatus {
  ClockKind kind = ClockKind::first_response;
  ClockState state = ClockState::running;
  Instant started_at;
  std::optional<Instant> due;  ///< nothing while waiting
  std::optional<Instant>
      warn_at;  ///< when somebody should be warned: customer_reply's warn mark; for the others the
                ///< instant by which three quarters of the promised open time have gone
  std::optional<Instant> ended_at;  ///< when it was kept or answered late
  bool answered = true;  ///< false while the act is still owed: running, waiting, or missed and open
  const Promise* promise = nullptr;  ///< the line of the policy it stands on: of the promise that decides
  const Target* target = nullptr;
  const Policy* policy = nullptr;  ///< that this line is in
  std::int64_t version = 0;        ///< of that policy
};

/// How a request stands after its events.
struct LifeStatus {
  bool opened = false;
  bool is_solved = false;
  bool awaiting_customer = false;
  std::optional<Instant> awaiting_since;
  std::optional<Instant> solved_at;  ///< of the last solving, while it lasts
  std::string desk;
  std::string severity;
  std::int64_t version = 0;  ///< of the policy that new promises come from
  std::set<std::string> has;
  std::vector<ClockStatus> clocks;  ///< as the table in docs/clocks.md orders them

  /// The due time by which a queue sorts it: of a missed and still owed clock, else of the next running one.
  /// The customer's answer is not owed by the operator and does not count.
  std::optional<Instant> next_due() const;
};

/// A request's life, event by event. Copyable. Keeps every version of the policy alive that it was given
/// shared; what it answers points into them.
class Life {
 public:
  /// Refers to the policy, which must outlive it.
  explicit Life(const Policy& policy);
  explicit Life(std::shared_ptr<const Policy> policy);
  ~Life();
  Life(const Life&);
  Life& operator=(const Life&);
  Life(Life&&) noexcept;
  Life& operator=(Life&&) noexcept;

  /// Takes one event, or answers why it is impossible and changes nothing. Errors: invalid, keys "clocks.…".
  Result<void> take(const LifeEvent& event);
  /// How it stands at `now` (not before the last event): marks are missed by then or not.
  LifeStatus status(Instant now) const;
  /// The segments of one clock, from its start to its due (or to `now` while it waits). Empty if there is no
  /// such clock.
  std::vector<ReceiptSegment> receipt(ClockKind kind, Instant now) const;
  /// What changed while the clock ran, in order. Empty if there is no such clock.
  std::vector<LifeMark> marks(ClockKind kind, Instant now) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mado::policy
