/// Counting what is open, so that nothing grows without end. A ticket is given back when it is destroyed.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace mado::http {

/// Counts what is open per key and in all. Safe to use from any thread; outlives its tickets.
template <class Key>
class Admission {
 public:
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Admission* admission, Key key) : admission_(admission), key_(std::move(key)) {}
    Ticket(Ticket&& other) noexcept
        : admission_(std::exchange(other.admission_, nullptr)), key_(std::move(other.key_)) {}
    Ticket& operator=(Ticket&& other) noexcept {
      std::swap(admission_, other.admission_);
      std::swap(key_, other.key_);
      return *this;
    }
    ~Ticket() {
      if (admission_ != nullptr) admission_->leave(key_);
    }

   private:
    Admission* admission_ = nullptr;
    Key key_{};
  };
  enum class Answer { admitted, full, key_full };

  Admission(size_t total_max, size_t per_key_max) : total_max_(total_max), per_key_max_(per_key_max) {}

  /// Fills `ticket` if there is room.
  Answer enter(const Key& key, Ticket& ticket) {
    const std::lock_guard lock(mutex_);
    if (total_ >= total_max_) return Answer::full;
    auto& count = per_key_[key];
    if (count >= per_key_max_) return Answer::key_full;
    ++count;
    ++total_;
    ticket = Ticket(this, key);
    return Answer::admitted;
  }
  size_t total() const { return total_; }

 private:
  void leave(const Key& key) {
    const std::lock_guard lock(mutex_);
    --total_;
    if (const auto found = per_key_.find(key); --found->second == 0) per_key_.erase(found);
  }

  const size_t total_max_, per_key_max_;
  std::mutex mutex_;
  std::atomic<size_t> total_ = 0;
  std::map<Key, size_t> per_key_;
};

/// Bytes of all bodies that are being read at once.
class ByteBudget {
 public:
  explicit ByteBudget(size_t bytes_max) : bytes_max_(bytes_max) {}

  class Share {
   public:
    Share() = default;
    Share(ByteBudget* budget, size_t bytes) : budget_(budget), bytes_(bytes) {}
    Share(Share&& other) noexcept : budget_(std::exchange(other.budget_, nullptr)), bytes_(other.bytes_) {}
    Share& operator=(Share&& other) noexcept {
      std::swap(budget_, other.budget_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Share() {
      if (budget_ != nullptr) budget_->used_ -= bytes_;
    }

   private:
    ByteBudget* budget_ = nullptr;
    size_t bytes_ = 0;
  };
  /// False if there is not so much left.
  bool take(size_t bytes, Share& share) {
    if (used_.fetch_add(bytes) + bytes > bytes_max_) {
      used_ -= bytes;
      return false;
    }
    share = Share(this, bytes);
    return true;
  }

 private:
  const size_t bytes_max_;
  std::atomic<size_t> used_ = 0;
};

}  // namespace mado::http
