/// Clocks that fire by themselves: warnings and misses are noted when their time comes, also after a restart,
/// exactly once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "requests/commands.hpp"

namespace mado::requests {

/// Fires every mark that has come by `now`, at most `limit` requests a transaction. Answers how many requests
/// it touched.
Result<int> fire_clocks(const Parts& parts, db::Database& database, Instant now, int limit = 200);

/// Looks once a second whether a mark has come.
class ClockWatch {
 public:
  ClockWatch(const Parts& parts, db::Database& database);
  ~ClockWatch();

 private:
  void watch();

  const Parts parts_;
  db::Database& database_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mado::requests
