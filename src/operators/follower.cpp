#include "operators/follower.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <vector>

#include "operators/publish.hpp"
#include "operators/store.hpp"

namespace mado::operators {
namespace {

constexpr std::chrono::seconds look_every{1};

}  // namespace

Result<int> put_due_in_force(db::Database& database, Instant now) {
  std::vector<store::VersionKey> due;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    due = store::due(snapshot, now);
    return {};
  }));
  int touched = 0;
  for (const auto& one : due) {
    bool done = false;
    MADO_CHECK(database.write_now([&](db::Tx& tx) -> Result<void> {
      done = come_in_force(tx, one.operator_id, one.number, "clock", now);
      return {};
    }));
    if (done) ++touched;
  }
  return touched;
}

PolicyWatch::PolicyWatch(db::Database& database, const Clock& clock)
    : database_(database), clock_(clock), thread_([this] { watch(); }) {}

PolicyWatch::~PolicyWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void PolicyWatch::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const auto done = put_due_in_force(database_, clock_.now());
    if (!done) spdlog::error("no policy could come in force: {} {}", done.error().key, done.error().cause);
    lock.lock();
    stop_.wait_for(lock, look_every, [this] { return stopping_; });
  }
}

}  // namespace mado::operators
