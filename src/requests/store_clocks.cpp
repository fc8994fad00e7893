#include <algorithm>
#include <array>

#include "requests/store.hpp"

namespace mado::requests::store {
namespace {

template <class T, size_t N>
T kind_of(std::string_view name, const std::array<T, N>& all) {
  for (const auto one : all)
    if (policy::name_of(one) == name) return one;
  throw std::logic_error("unknown clock word in a stored row");
}

StoredClock clock_of(const db::Row& row) {
  using policy::ClockKind;
  using policy::ClockState;
  StoredClock clock;
  clock.status.kind = kind_of(
      row.text(0), std::array{ClockKind::first_response, ClockKind::next_update, ClockKind::customer_reply});
  clock.status.state = kind_of(row.text(1), std::array{ClockState::running, ClockState::waiting,
                                                       ClockState::kept, ClockState::missed});
  clock.status.started_at = row.instant(2);
  clock.status.due = row.instant_or(3);
  clock.status.warn_at = row.instant_or(4);
  clock.status.ended_at = row.instant_or(5);
  clock.status.answered = row.boolean(6);
  clock.warned = row.boolean(7);
  clock.fires_at = row.instant_or(8);
  clock.target = {.elapsed = Millis{row.integer(10)},
                  .days = static_cast<int>(row.integer(11)),
                  .calendar = row.string(12),
                  .text = row.string(9),
                  .place = {static_cast<std::uint32_t>(row.integer(13)), 0}};
  return clock;
}

}  // namespace

std::vector<StoredClock> clocks(db::Snapshot& snapshot, const Request& request) {
  auto all = snapshot.all(
      "select kind, state, started_at, due_at, warn_at, ended_at, answered, warned, fires_at, target, "
      "target_ms,"
      " target_days, calendar, line from clock"
      " where request_id = $2 and operator_id = $1",
      {request.operator_id, request.id}, clock_of);
  // In the order of docs/clocks.md, which is not that of the names.
  std::ranges::sort(all, {}, [](const StoredClock& clock) { return clock.status.kind; });
  return all;
}

void put_clocks(db::Tx& tx, const Request& request, std::span<const StoredClock> clocks) {
  tx.change("delete from clock where request_id = $1", {request.id});
  for (const auto& clock : clocks)
    tx.change(
        "insert into clock (request_id, kind, operator_id, organization_id, state, started_at, due_at, "
        "warn_at,"
        " ended_at, answered, warned, fires_at, target, target_ms, target_days, calendar, line)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        {request.id, policy::name_of(clock.status.kind), request.operator_id, request.organization_id,
         policy::name_of(clock.status.state), clock.status.started_at, clock.status.due, clock.status.warn_at,
         clock.status.ended_at, clock.status.answered, clock.warned, clock.fires_at, clock.target.text,
         clock.target.elapsed.count(), clock.target.days, clock.target.calendar, clock.target.place.line});
}

std::vector<Due> due_clocks(db::Snapshot& snapshot, Instant now, int limit) {
  return snapshot.all(
      "select operator_id, request_id from clock where fires_at is not null and fires_at <= $1 order by "
      "fires_at"
      " limit $2",
      {now, limit}, [](const db::Row& row) { return Due{row.id<OperatorId>(0), row.id<RequestId>(1)}; });
}

}  // namespace mado::requests::store
