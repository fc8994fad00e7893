/// Jobs that wait for a database thread: a queue with a bound and an end.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "db/database.hpp"

namespace mado::db {

template <class Job>
struct Waiting {
  Job job;
  Done done;
};

template <class Job>
class Queue {
 public:
  explicit Queue(size_t jobs_max) : jobs_max_(jobs_max) {}

  /// Puts a job in line, or answers it at once if there is no room (`too_many`) or no more work is done.
  void push(Job job, Done done) {
    std::unique_lock lock(mutex_);
    if (closed_ || jobs_.size() >= jobs_max_) {
      const bool closed = closed_;
      lock.unlock();
      return done(closed ? fail(ErrorCode::unavailable, "unavailable", "database closed")
                         : fail(ErrorCode::too_many, "busy", "database queue full"));
    }
    jobs_.push_back({std::move(job), std::move(done)});
    lock.unlock();
    arrived_.notify_one();
  }

  /// Everything that waits, at most `count_max`; empty after `patience` without work; nothing at the end.
  std::optional<std::vector<Waiting<Job>>> take(size_t count_max, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [this] { return closed_ || !jobs_.empty(); });
    if (closed_ && jobs_.empty()) return std::nullopt;
    std::vector<Waiting<Job>> taken;
    taken.reserve(std::min(count_max, jobs_.size()));
    while (!jobs_.empty() && taken.size() < count_max) {
      taken.push_back(std::move(jobs_.front()));
      jobs_.pop_front();
    }
    return taken;
  }

  /// The next job; nothing at the end.
  std::optional<Waiting<Job>> take_one() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    if (jobs_.empty()) return std::nullopt;
    auto next = std::move(jobs_.front());
    jobs_.pop_front();
    return next;
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    arrived_.notify_all();
  }

  size_t size() const {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
  }

 private:
  const size_t jobs_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting<Job>> jobs_;
  bool closed_ = false;
};

/// Who wants to know that the journal grew.
class Listeners {
 public:
  void add(std::function<void()> listener) {
    const std::lock_guard lock(mutex_);
    listeners_.push_back(std::move(listener));
  }
  void call() const {
    const std::lock_guard lock(mutex_);
    for (const auto& listener : listeners_) listener();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::function<void()>> listeners_;
};

}  // namespace mado::db
