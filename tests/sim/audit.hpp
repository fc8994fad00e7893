/// After a world has lived: everything that it wrote down and answered is worked out once more, from the
/// journal, the lists of people and the policies' words alone.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "sim/story.hpp"
#include "sim/world.hpp"

namespace mado::sim {

/// What was looked at.
struct Audited {
  int requests = 0;
  int clocks = 0;
  int verdicts = 0;
  int receipts = 0;  ///< of clocks
  int calls = 0;     ///< that were sent
  int refused = 0;   ///< of those
  int repeated = 0;  ///< of those
  int rows = 0;      ///< of lists that somebody was shown
  int lowered = 0;   ///< severities, for silence
  int objected = 0;  ///< to that
  int moved = 0;     ///< to another version of the policy
  int warnings = 0;  ///< that had to be given
  int items = 0;     ///< of timelines
};

/// One request as it is stored, and its story.
struct Filed {
  requests::Request request;
  size_t house = 0;
  std::unique_ptr<Story> story;
};

struct InForce {
  std::int64_t since = 0;  ///< number of the entry
  std::int64_t version = 0;
  operators::PolicyPtr policy;
  json::value move;  ///< whom it takes with it: "all", "none", or an array of desks
};

/// All that there is to judge by.
struct Evidence {
  World& world;
  const std::vector<Exchange>& exchanges;
  std::vector<Instant> looks;  ///< of the followers, in order
  Calendars calendars;
  std::map<std::string, Filed> requests = {};  ///< by their outside names
  /// By operator: which version came in force with which entry of the journal.
  std::map<OperatorId, std::vector<InForce>> in_force = {};
  Instant now = {};

  /// What was in force at an operator's when `number` was the newest entry of the journal.
  const InForce& policy_at(OperatorId id, std::int64_t number) const;
};

/// Fails the running test for every disagreement.
Audited audit(World& world, const Plan& plan, const Record& record);

/// What comes by itself: warnings are given, silence lowers, versions of the policy take with them whom they
/// should.
void audit_followers(Evidence& evidence, Audited& audited);
/// Every call: who may open what at which severity, who may see, say and change what, and that nothing was
/// done twice, lost, or answered differently when it was sent again.
void audit_calls(Evidence& evidence, Audited& audited);
/// Every receipt: its stretches are what the calendar and the waiting say, and add up to the promise.
void audit_receipts(Evidence& evidence, Audited& audited);
/// Every timeline: what happened, all of it; customers are not told what agents note for each other.
void audit_timelines(Evidence& evidence, Audited& audited);
/// Every list: each person is shown what is theirs to see, all of it, and nothing else, in the order in which
/// it is owed and due.
void audit_lists(Evidence& evidence, Audited& audited);

}  // namespace mado::sim
