#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "db/journal.hpp"

namespace mado::db {
namespace {

using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr int batch_entries_max = 256;
/// Looked at without being woken: an entry may become readable without a commit of its own.
constexpr milliseconds poll_interval{500};
/// Between two looks, so that many small commits are seen together.
constexpr milliseconds pause_between_looks{10};
constexpr milliseconds pause_after_failure_min{100};
constexpr milliseconds pause_after_failure_max{5000};

/// A thread that looks when it is woken, and now and then.
class Pulse {
 public:
  void wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  bool stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }
  /// Waits for the next reason to look; false at the end.
  bool wait(milliseconds pause_min) {
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, pause_min, [this] { return stopping_; })) return false;
    changed_.wait_for(lock, poll_interval, [this] { return stopping_ || woken_; });
    woken_ = false;
    return !stopping_;
  }
  void moved_to(Position position) {
    const std::lock_guard lock(mutex_);
    position_ = position;
    changed_.notify_all();
  }
  /// True once the position is `target` or later; false at the end of `patience`.
  bool wait_for(Position target, milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return stopping_ || position_ >= target; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = true;
  bool stopping_ = false;
  Position position_;
};

enum class Look { more, nothing, failed };

/// Looks again and again, with `look` doing one batch.
template <class F>
void loop(Pulse& pulse, F look) {
  auto pause_after_failure = pause_after_failure_min;
  auto pause = milliseconds{0};
  while (pulse.wait(pause)) {
    auto found = Look::more;
    while (found == Look::more && !pulse.stopping()) found = look();
    const bool failed = found == Look::failed;
    pause = failed ? pause_after_failure : pause_between_looks;
    pause_after_failure =
        failed ? std::min(pause_after_failure * 2, pause_after_failure_max) : pause_after_failure_min;
    if (failed) pulse.wake();
  }
}

void catch_up_with(Database& database, Pulse& pulse) {
  Position target;
  while (true) {
    const auto asked = database.read_now([&](Snapshot& snapshot) -> Result<void> {
      target = std::max(target, journal_newest(snapshot));
      return {};
    });
    if (!asked) return;
    pulse.wake();
    if (pulse.wait_for(target, poll_interval)) return;
  }
}

}  // namespace

struct Follower::Loop {
  Database& database;
  const std::string name;
  const Take take;
  Pulse pulse = {};
  std::optional<Position> position = std::nullopt;  ///< as stored; unknown until read
  bool outrun = false;                              ///< another node's run of this follower was faster
  std::jthread thread = {};

  Result<void> load() {
    Position stored;
    MADO_CHECK(database.write_now([&](Tx& tx) -> Result<void> {
      tx.change(
          "insert into follower (name, transaction_id, number) values ($1, 0, 0) on conflict do nothing",
          {name});
      tx.each("select transaction_id, number from follower where name = $1", {name},
              [&](const Row& row) { stored = {row.integer(0), row.integer(1)}; });
      return {};
    }));
    position = stored;
    pulse.moved_to(stored);
    return {};
  }

  /// Has the entries taken and moves the position with them, unless another node did so meanwhile.
  Result<void> store(std::span<const JournalEntry> entries) {
    return database.write_now([&](Tx& tx) -> Result<void> {
      const auto to = entries.back().position;
      const auto moved = tx.change(
          "update follower set transaction_id = $1, number = $2 "
          "where name = $3 and transaction_id = $4 and number = $5",
          {to.transaction, to.number, name, position->transaction, position->number});
      outrun = moved == 0;
      return outrun ? fail(ErrorCode::stale, "stale", "another node moved this follower") : take(tx, entries);
    });
  }

  Look look() {
    std::vector<JournalEntry> entries;
    if (auto outcome = position ? Result<void>{} : load(); !outcome) return failed(outcome.error());
    auto outcome = database.read_now([&](Snapshot& snapshot) -> Result<void> {
      entries = read_journal(snapshot, *position, batch_entries_max);
      return {};
    });
    if (!outcome) return failed(outcome.error());
    if (entries.empty()) return Look::nothing;
    outcome = store(entries);
    if (!outcome) return failed(outcome.error());
    position = entries.back().position;
    pulse.moved_to(*position);
    return Look::more;
  }

  Look failed(const Error& error) {
    spdlog::log(std::exchange(outrun, false) ? spdlog::level::debug : spdlog::level::warn,
                "follower {} at {}: {} ({})", name, position.value_or(Position{}).text(), error.key,
                error.cause);
    position.reset();
    return Look::failed;
  }
};

Follower::Follower(Database& database, std::string name, Take take)
    : loop_(std::make_shared<Loop>(database, std::move(name), std::move(take))) {
  database.on_journal([weak = std::weak_ptr(loop_)] {
    if (const auto alive = weak.lock()) alive->pulse.wake();
  });
  loop_->thread = std::jthread([&self = *loop_] { loop(self.pulse, [&self] { return self.look(); }); });
}

Follower::~Follower() {
  loop_->pulse.stop();
  loop_->thread.join();
}

void Follower::wake() { loop_->pulse.wake(); }
void Follower::catch_up() { catch_up_with(loop_->database, loop_->pulse); }

struct Watcher::Loop {
  Database& database;
  Position position;
  const See see;
  Pulse pulse = {};
  std::jthread thread = {};

  Look look() {
    auto reached = position;
    const auto outcome = database.read_now([&](Snapshot& snapshot) -> Result<void> {
      const auto entries = read_journal(snapshot, position, batch_entries_max);
      if (entries.empty()) return {};
      see(snapshot, entries);
      reached = entries.back().position;
      return {};
    });
    if (!outcome) {
      spdlog::warn("watcher at {}: {} ({})", position.text(), outcome.error().key, outcome.error().cause);
      return Look::failed;
    }
    const auto found = reached == position ? Look::nothing : Look::more;
    position = reached;
    pulse.moved_to(position);
    return found;
  }
};

Watcher::Watcher(Database& database, Position from, See see)
    : loop_(std::make_shared<Loop>(database, from, std::move(see))) {
  database.on_journal([weak = std::weak_ptr(loop_)] {
    if (const auto alive = weak.lock()) alive->pulse.wake();
  });
  loop_->thread = std::jthread([&self = *loop_] { loop(self.pulse, [&self] { return self.look(); }); });
}

Watcher::~Watcher() {
  loop_->pulse.stop();
  loop_->thread.join();
}

void Watcher::wake() { loop_->pulse.wake(); }
void Watcher::catch_up() { catch_up_with(loop_->database, loop_->pulse); }

}  // namespace mado::db
