#include "requests/policy_follower.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

#include "base/json.hpp"
#include "operators/move_json.hpp"
#include "requests/store.hpp"

namespace mado::requests {
namespace {

constexpr std::chrono::seconds look_every{1};

/// As ListQuestion has them; nothing limits where all are taken.
std::string desks_text(const operators::Move& move) {
  std::string text;
  for (const auto& desk : move.desks) text += (text.empty() ? "," : "") + desk + ',';
  return text;
}

Result<void> move_one(const Parts& parts, db::Tx& tx, const store::PolicyMove& move, RequestId id) {
  store::put_move_behind(tx, move, id);
  MADO_TRY(
      moved,
      move_to_version(
          parts,
          {.operator_id = move.operator_id, .version = move.version, .requests = {id}, .actor = move.actor},
          tx));
  for (const auto& [request, why] : moved.stuck)
    spdlog::info("{} stays with its version of the policy: {}", request.text(), why.key);
  return {};
}

/// One that cannot be read does not hold up the rest.
Result<void> move_or_pass(const Parts& parts, db::Database& database, const store::PolicyMove& move,
                          RequestId id) {
  const auto done =
      database.write_now([&](db::Tx& tx) -> Result<void> { return move_one(parts, tx, move, id); });
  if (done) return {};
  spdlog::error("{} cannot come under version {} of the policy: {} {}", id.text(), move.version,
                done.error().key, done.error().cause);
  return database.write_now([&](db::Tx& tx) -> Result<void> {
    store::put_move_behind(tx, move, id);
    return {};
  });
}

}  // namespace

Result<void> note_moves(db::Tx& tx, std::span<const db::JournalEntry> entries) {
  for (const auto& [position, entry] : entries) {
    if (entry.kind != "policy.in_force") continue;
    const auto data = json::parse(entry.data).as_object();
    const auto* chosen = data.if_contains("move");
    const auto move =
        chosen == nullptr ? operators::Move{} : operators::move_of(*chosen).value_or(operators::Move{});
    if (move.whom == operators::Move::Whom::none) continue;
    store::insert_move(tx, {.operator_id = entry.operator_id,
                            .version = data.at("version").to_number<std::int64_t>(),
                            .desks = desks_text(move),
                            .actor = entry.actor,
                            .last = RequestId{}});
  }
  return {};
}

Result<int> move_noted(const Parts& parts, db::Database& database, int limit) {
  std::optional<store::PolicyMove> move;
  std::vector<Request> batch;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    move = store::first_move(snapshot);
    if (move) batch = store::running(snapshot, move->operator_id, move->desks, move->last, limit);
    return {};
  }));
  if (!move) return 0;
  for (const auto& request : batch) MADO_CHECK(move_or_pass(parts, database, *move, request.id));
  if (batch.empty())
    MADO_CHECK(database.write_now([&](db::Tx& tx) -> Result<void> {
      store::forget_move(tx, *move);
      return {};
    }));
  return static_cast<int>(batch.size()) + 1;
}

PolicyMover::PolicyMover(const Parts& parts, db::Database& database)
    : parts_(parts),
      database_(database),
      follower_(database, "moves", note_moves),
      thread_([this] { watch(); }) {}

PolicyMover::~PolicyMover() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void PolicyMover::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const auto moved = move_noted(parts_, database_);
    if (!moved) spdlog::error("requests could not be moved: {} {}", moved.error().key, moved.error().cause);
    lock.lock();
    const bool more = moved && *moved > 0;
    if (!more) stop_.wait_for(lock, look_every, [this] { return stopping_; });
  }
}

}  // namespace mado::requests
