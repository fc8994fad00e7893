/// Running requests come under a version of the policy that came in force, where its publisher chose so: one
/// after the other, each in a transaction of its own, so that nobody waits; also after a restart, once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>

#include "db/journal.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

/// Takes `policy.in_force` from the journal and notes what is to be moved: the follower "moves".
Result<void> note_moves(db::Tx& tx, std::span<const db::JournalEntry> entries);

/// Moves what was noted. Answers how many requests it looked at; 0 when nothing is left.
Result<int> move_noted(const Parts& parts, db::Database& database, int limit = 200);

/// Follows the journal, and looks once a second whether something is to be moved.
class PolicyMover {
 public:
  PolicyMover(const Parts& parts, db::Database& database);
  ~PolicyMover();

 private:
  void watch();

  const Parts parts_;
  db::Database& database_;
  const db::Follower follower_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mado::requests
