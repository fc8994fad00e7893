/// Versions that come in force by themselves when their time comes: also after a restart, exactly once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "db/database.hpp"

namespace mado::operators {

/// Puts in force whatever is due at `now`, in the order of their times. Answers how many it touched.
Result<int> put_due_in_force(db::Database& database, Instant now);

/// Looks once a second whether a version's time has come.
class PolicyWatch {
 public:
  PolicyWatch(db::Database& database, const Clock& clock);
  ~PolicyWatch();

 private:
  void watch();

  db::Database& database_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mado::operators
