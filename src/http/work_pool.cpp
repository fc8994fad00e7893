#include "http/work_pool.hpp"

namespace mado::http {

WorkPool::WorkPool(unsigned threads, size_t jobs_max) : jobs_max_(jobs_max) {
  for (unsigned at = 0; at < threads; ++at) threads_.emplace_back([this] { run(); });
}

WorkPool::~WorkPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkPool::push(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || jobs_.size() >= jobs_max_) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

size_t WorkPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void WorkPool::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
  }
}

}  // namespace mado::http
