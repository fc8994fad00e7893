#include "requests/follower.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

#include "requests/change.hpp"

namespace mado::requests {
namespace {

constexpr std::chrono::seconds look_every{1};

Result<void> fire(const Parts& parts, db::Tx& tx, const store::Due& due, Instant now) {
  MADO_TRY(change,
           begin(tx, parts.operators, Scope::of_operator(due.operator_id), due.request, "clock", now));
  return keep(tx, change, Bump::nothing);
}

}  // namespace

Result<int> fire_clocks(const Parts& parts, db::Database& database, Instant now, int limit) {
  std::vector<store::Due> due;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    due = store::due_clocks(snapshot, now, limit);
    return {};
  }));
  if (due.empty()) return 0;
  int fired = 0;
  for (const auto& one :
       due) {  // each in a transaction of its own: one that cannot be read does not hold up the rest
    const auto done = database.write_now([&](db::Tx& tx) { return fire(parts, tx, one, now); });
    if (done)
      ++fired;
    else
      spdlog::error("the clocks of {} cannot fire: {} {}", one.request.text(), done.error().key,
                    done.error().cause);
  }
  return fired;
}

ClockWatch::ClockWatch(const Parts& parts, db::Database& database)
    : parts_(parts), database_(database), thread_([this] { watch(); }) {}

ClockWatch::~ClockWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void ClockWatch::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const auto fired = fire_clocks(parts_, database_, parts_.clock.now());
    if (!fired) spdlog::error("clocks could not fire: {} {}", fired.error().key, fired.error().cause);
    lock.lock();
    const bool more = fired && *fired > 0;
    if (!more) stop_.wait_for(lock, look_every, [this] { return stopping_; });
  }
}

}  // namespace mado::requests
