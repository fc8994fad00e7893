/// Counting what is open or held, so that nothing grows without end. A ticket is given back when it is
/// destroyed.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace mado::http {

/// Counts what is open per key and in all: connections, streams, bytes. Safe to use from any thread; outlives
/// its tickets.
template <class Key>
class Admission {
 public:
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Admission* admission, Key key, size_t amount)
        : admission_(admission), key_(std::move(key)), amount_(amount) {}
    Ticket(Ticket&& other) noexcept
        : admission_(std::exchange(other.admission_, nullptr)),
          key_(std::move(other.key_)),
          amount_(other.amount_) {}
    Ticket& operator=(Ticket&& other) noexcept {
      std::swap(admission_, other.admission_);
      std::swap(key_, other.key_);
      std::swap(amount_, other.amount_);
      return *this;
    }
    ~Ticket() {
      if (admission_ != nullptr) admission_->leave(key_, amount_);
    }

   private:
    Admission* admission_ = nullptr;
    Key key_{};
    size_t amount_ = 0;
  };
  enum class Answer { admitted, full, key_full };

  Admission(size_t total_max, size_t per_key_max) : total_max_(total_max), per_key_max_(per_key_max) {}

  /// Fills `ticket` if there is room for `amount` (> 0). Where there is room neither in all nor for the key,
  /// the key is told: it is its own doing.
  Answer enter(const Key& key, Ticket& ticket, size_t amount = 1) {
    const std::lock_guard lock(mutex_);
    const auto found = per_key_.find(key);
    const auto held = found == per_key_.end() ? 0 : found->second;
    if (amount > per_key_max_ - held) return Answer::key_full;
    if (amount > total_max_ - total_) return Answer::full;
    per_key_[key] += amount;
    total_ += amount;
    ticket = Ticket(this, key, amount);
    return Answer::admitted;
  }
  size_t total() const { return total_; }

 private:
  void leave(const Key& key, size_t amount) {
    const std::lock_guard lock(mutex_);
    total_ -= amount;
    const auto found = per_key_.find(key);
    found->second -= amount;
    if (found->second == 0) per_key_.erase(found);
  }

  const size_t total_max_, per_key_max_;
  std::mutex mutex_;
  std::atomic<size_t> total_ = 0;
  std::map<Key, size_t> per_key_;
};

}  // namespace mado::http
