/// A desk that lives for some months: two operators, customers in six zones, agents on shifts, a policy that
/// changes, and a process that dies between any two steps and comes back. Everything follows from the seed.
/// The real rules and the real store do the work; the clock is the world's own.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "operators/operators.hpp"
#include "property/seeds.hpp"
#include "requests/commands.hpp"

namespace mado::sim {

struct Plan {
  std::uint64_t seed = 1;
  int months = 2;
  int steps_a_month = 1000;
  int crashes_one_in = 60;  ///< steps; 0: never
};

class WorldClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_{};
};

/// What a command answered before the process went on: it must never be lost.
struct Acknowledged {
  int step = 0;
  RequestId request;
  std::int64_t version = 0;
};

/// One life of the process, from its start to its end or crash.
class World {
 public:
  /// Opens the database in `folder`; the first time it also makes the operators and their people.
  World(const Plan& plan, const std::filesystem::path& folder, unsigned life);
  /// Takes the steps from `first` on. `tell` is called after each acknowledgement; a crash ends the process.
  void run(int first, const std::function<void(const Acknowledged&)>& tell);
  int steps() const { return plan_.months * plan_.steps_a_month; }
  Instant now_at(int step) const { return times_.at(static_cast<size_t>(step)); }

  db::Database& database() { return *database_; }
  operators::Operators& operators() { return operators_; }
  WorldClock& clock() { return clock_; }
  /// Fires what has come by now, and goes on where versions of the policy are on their way.
  void follow();

 private:
  struct Somebody {
    http::Caller caller;
    int shift_from = 0, shift_to = 24;  ///< hours in their zone
  };
  void lay_time();
  void found();
  void remember();
  void step(property::Dice& dice, int at, const std::function<void(const Acknowledged&)>& tell);
  std::optional<requests::Shown> act(property::Dice& dice);
  std::optional<requests::Shown> open(property::Dice& dice);
  std::optional<requests::Shown> agent_acts(property::Dice& dice);
  std::optional<requests::Shown> customer_acts(property::Dice& dice);
  void publish(property::Dice& dice);
  std::optional<requests::Shown> write(const std::function<Result<requests::Shown>(db::Tx&)>& command);
  std::optional<requests::Shown> change(const http::Caller& caller, requests::Patch patch);
  std::optional<requests::Shown> say(const http::Caller& caller, RequestId id,
                                     requests::Visibility visibility, bool await);
  /// A request that is not closed, if there is one; of those the caller sees.
  std::optional<requests::Request> any(const http::Caller& caller, property::Dice& dice);
  bool on_shift(const Somebody& agent) const;
  /// The process may end here.
  void might_die();

  const Plan plan_;
  WorldClock clock_;
  IdMaker ids_;
  operators::Operators operators_;
  std::unique_ptr<db::Database> database_;
  std::vector<Instant> times_;
  std::vector<Somebody> agents_, admins_;
  int until_death_ = -1;
};

/// The exit status of a process that died on purpose.
inline constexpr int died = 77;

}  // namespace mado::sim
