/// The clocks of one request the slow and obvious way, from its journal alone: docs/clocks.md read once more,
/// in other code. It shares with policy/ only what the policy file says (model.hpp) and the names of events.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/model.hpp"
#include "property/obvious_calendar.hpp"

namespace mado::sim {

using property::Stretches;

/// Every calendar that is needed, counted once.
class Calendars {
 public:
  Calendars(property::LocalDate first, property::LocalDate last) : first_(first), last_(last) {}
  const property::ObviousCalendar& of(const policy::NamedCalendar& named, const std::string& zone);
  /// The time that is known of.
  Instant begin() const {
    return property::instant_of_local("UTC", first_, Millis{0}, property::Which::first);
  }
  Instant end() const { return property::instant_of_local("UTC", last_, Millis{0}, property::Which::first); }

 private:
  property::LocalDate first_, last_;
  std::map<std::string, property::ObviousCalendar> by_plan_;
};

/// One line of the journal, as far as clocks are concerned.
struct Told {
  Instant at;
  std::string kind;  ///< "opened", "agent_replied" …, without "request."
  std::string desk = {};
  std::string severity = {};
  std::string zone = {};
  std::set<std::string> has = {};
  std::string severity_asked = {};         ///< opened
  std::int64_t version = 0;                ///< opened, policy_changed: of the policy
  const policy::Policy* policy = nullptr;  ///< opened, policy_changed: what holds from here on
};

/// What must be true of one clock.
struct Expected {
  std::string kind;
  std::string state;
  std::optional<Instant> due;        ///< nothing while waiting
  bool owed = false;                 ///< the act has not happened yet
  std::optional<Instant> warn = {};  ///< while running
};

/// When a warning is to be given, unless something happens before.
struct Warning {
  std::string clock;
  Instant from, until;
  Instant due;
};

/// How a request must stand.
struct Standing {
  std::string desk;
  std::string severity;
  std::string status;  ///< open, awaiting_customer, solved, closed
  std::optional<Instant> awaiting_since = {};
  std::optional<Instant> solved_at = {};
  std::vector<Expected> clocks = {};
};

/// Why a clock is due when it is: what its receipt must show, by one of the promises that bind it.
struct Grounds {
  Instant started;                                      ///< the clock
  Instant from;                                         ///< since when this promise counts
  std::optional<Millis> elapsed;                        ///< what it promises; nothing: business days
  const property::ObviousCalendar* calendar = nullptr;  ///< null: plain time
  Stretches open;                                       ///< of that calendar
  Stretches left;                                       ///< of it, without the time of waiting
};

/// A verdict that was given on the way: first_response, kept.
struct Verdict {
  std::string kind;
  std::string what;
  auto operator<=>(const Verdict&) const = default;
};

class ObviousLife {
 public:
  explicit ObviousLife(Calendars& calendars) : calendars_(calendars) {}

  void hear(const Told& told);
  Standing standing(Instant now);
  /// The same without the clocks, as it stands after what was told last.
  Standing place() const;
  /// Of all clocks there ever were, with those that are missed by `now`.
  std::vector<Verdict> verdicts(Instant now);
  /// Of the clocks as they stand after what was told last.
  std::vector<Warning> warnings();
  /// Of each promise that binds a clock; the one that is used up first decides.
  std::vector<Grounds> grounds(const std::string& kind);
  /// What was told and cannot have been: it must not stand in a journal.
  const std::vector<std::string>& impossible() const { return impossible_; }
  /// The promise that holds now, and what it says of silence.
  const policy::Promise& promise() const { return *promise_; }

 private:
  /// A promise that binds a clock, and since when.
  struct Binding {
    Instant from;
    const policy::Policy* policy = nullptr;
    policy::Target target;
  };
  struct Running {
    std::string kind;
    Instant started;
    std::vector<Binding> bindings;
    std::string verdict = {};
    bool over = false;  ///< the act has happened, or it came to nothing
  };
  struct Wait {
    Instant from;
    std::optional<Instant> to = {};
  };

  Running* find(const std::string& kind);
  void drop(const std::string& kind);
  void start(const std::string& kind, Instant at, const policy::Target& target);
  void answer(const std::string& kind);
  void note(const Running& clock);
  /// Misses that have come before `now` are for ever.
  void look(Instant now);
  /// Why this cannot be told now; nothing if it can.
  std::string objection_to(const Told& told) const;
  Grounds grounds_of(const std::string& kind, const Binding& binding);
  std::optional<Instant> due_of(const Running& clock);
  std::optional<Instant> due_of(const std::string& kind, const Binding& binding);
  std::optional<Instant> warn_of(const Running& clock);
  bool runs(const Running& clock) const;
  const policy::Promise* promise_for(const std::string& desk, const std::string& severity) const;
  std::string on_offer(const std::string& desk, const std::string& severity,
                       const policy::Policy& order) const;
  void change(Instant at, const std::string& desk, const std::string& severity, bool raised);
  void rebind(const std::string& kind, Instant at, const policy::Target& target, bool raised);
  void await(Instant at);
  void await_no_more(Instant at);
  void solve(Instant at);

  Calendars& calendars_;
  const policy::Policy* policy_ = nullptr;
  std::string desk_, severity_, zone_;
  std::set<std::string> has_;
  const policy::Promise* promise_ = nullptr;
  std::vector<Running> clocks_;
  std::vector<Wait> waits_;
  bool awaiting_ = false, solved_ = false, closed_ = false, agent_has_answered_ = false;
  std::optional<Instant> solved_at_;
  std::vector<Verdict> verdicts_;
  std::vector<std::string> impossible_;
};

}  // namespace mado::sim
