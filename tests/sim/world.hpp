/// A desk that lives for some months: two operators, customers in seven zones, agents on shifts, a policy
/// that changes, and a process that dies between any two steps and comes back. Everything follows from the
/// seed. The real routes, rules and store do the work; the clock is the world's own.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "http/router.hpp"
#include "operators/operators.hpp"
#include "property/seeds.hpp"
#include "requests/commands.hpp"
#include "sim/cast.hpp"
#include "sim/exchange.hpp"
#include "sim/plan.hpp"

namespace mado::sim {

class WorldClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_{};
};

/// How long a client goes on sending a call that nobody answered; replies are kept a little longer.
inline constexpr std::chrono::hours patience{20};

/// One life of the process, from its start to its end or crash.
class World {
 public:
  /// Opens the database in `folder`; the first time it also makes the operators and their people.
  World(const Plan& plan, const std::filesystem::path& folder, unsigned life);
  /// Takes the steps from `first` on, after `unanswered` was sent once more. A crash ends the process.
  void run(int first, std::optional<Exchange> unanswered, const Tell& tell);
  /// Time goes on to the end of the plan, and whatever comes by then comes.
  void rest();

  db::Database& database() { return *database_; }
  operators::Operators& operators() { return operators_; }
  const std::vector<Member>& cast() const { return cast_; }
  Instant now() const { return clock_.now(); }
  /// Sends a call as it stands.
  Heard send(const Exchange& call);

 private:
  void found();
  void load();
  void step(property::Dice& dice, int at, const Tell& tell);
  void follow();
  void follow_policies();
  void publish(property::Dice& dice);
  std::optional<Exchange> act(property::Dice& dice, int at);
  /// Sends and tells; sometimes twice, sometimes with words that were not under this key before.
  void exchange(property::Dice& dice, Exchange call, const Tell& tell);
  void attempt(Exchange& call, const Tell& tell);
  http::Reply reply_to(const http::Route& route, const http::Call& call, const http::Caller& caller);
  /// One request of that scope, if it has any.
  std::optional<requests::Request> any(Scope scope, property::Dice& dice);
  bool on_shift(const Member& agent) const;
  std::int64_t journal_end();
  requests::Parts parts() { return {operators_, ids_, clock_}; }
  /// The process may end here.
  void might_die();

  const Plan plan_;
  WorldClock clock_;
  IdMaker ids_;
  operators::Operators operators_;
  http::Router router_;
  std::unique_ptr<db::Database> database_;
  const std::vector<Instant> times_;
  std::vector<Member> cast_;
  std::vector<size_t> agents_, customers_;  ///< places in the cast
  bool policies_are_planned_ = false;       ///< a version waits for its time
  bool policies_wait_ = true;               ///< a version was published: somebody may have to move
  std::optional<std::int64_t> newest_;      ///< entry of the journal, until something is written
  int until_death_ = -1;
};

/// The exit status of a process that died on purpose.
inline constexpr int died = 77;

}  // namespace mado::sim
