/// Threads for slow computing, kept off the threads that talk to callers.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mado::http {

class WorkPool {
 public:
  WorkPool(unsigned threads, size_t jobs_max);
  /// Finishes what waits.
  ~WorkPool();
  /// False if too much waits already. A job must not throw.
  bool push(std::function<void()> job);
  size_t waiting() const;

 private:
  void run();

  const size_t jobs_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mado::http
