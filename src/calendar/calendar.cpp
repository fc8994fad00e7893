#include "calendar/calendar.hpp"

#include <algorithm>

#include "calendar/segments.hpp"

namespace mado::calendar {
namespace {

using std::chrono::days;

std::unexpected<Error> too_far() { return fail(ErrorCode::invalid, "calendar.too_far"); }

Result<Instant> opening(const Timetable& table, Instant at) {
  const auto stretch = Walk(table, at).next();
  if (!stretch) return too_far();
  return stretch->from;
}

Result<Instant> plus_open(const Timetable& table, Instant start, Millis amount) {
  if (amount == Millis{0}) return opening(table, start);
  Walk walk(table, start);
  for (auto stretch = walk.next(); stretch; stretch = walk.next()) {
    const auto length = stretch->to - stretch->from;
    if (amount <= length) return stretch->from + amount;
    amount -= length;
    amount -= walk.skip_amount(amount);
  }
  return too_far();
}

bool opens_on(const Timetable& table, LocalDate date) {
  return std::ranges::any_of(table.hours.on(date), [&](const Span& span) {
    const auto [from, to] = stretch_of(table.zone, date, span);
    return from < to;
  });
}

/// The n-th date after `date` that opens, n ≥ 1.
Result<LocalDate> nth_open_date(const Timetable& table, LocalDate date, std::int64_t n) {
  const auto last_date = date + Walk::reach_max;
  auto next = date + days{1};
  if (next >= Ledger::begin && next < Ledger::end) {
    const auto& ledger = table.ledger();
    const auto fits = [&](const Totals& skipped) { return skipped.open_days < n; };
    const auto reached = ledger.last_date(next, std::min(last_date, Ledger::end), fits);
    n -= (ledger.before(reached) - ledger.before(next)).open_days;
    next = reached;
  }
  for (; next <= last_date; next += days{1})
    if (opens_on(table, next) && --n == 0) return next;
  return too_far();
}

Result<Instant> plus_business_days(const Timetable& table, Plan::BusinessDays rule, Instant start,
                                   int count) {
  MADO_TRY(opened, opening(table, start));
  if (count == 0) return opened;
  const auto local = table.zone.local(opened);
  const auto date = std::chrono::floor<days>(local);
  MADO_TRY(due_date, nth_open_date(table, date, count));
  if (rule == Plan::BusinessDays::end_of_day) return close_of(table.zone, table.hours, due_date);
  return opening(table, table.zone.first(due_date + (local - date)));
}

}  // namespace

struct Calendar::Inner {
  Plan plan;
  Timetable table;
  bool never_closes;
};

Result<Calendar> Calendar::make(Plan plan) {
  const auto* zone = find_zone(plan.zone);
  if (zone == nullptr)
    return std::unexpected(Error{.key = "calendar.unknown_zone", .values = {{"zone", plan.zone}}});
  MADO_TRY(hours, Hours::of(plan));
  const bool never_closes = hours.never_closes();
  // Not make_shared: a Timetable cannot be moved, so it is made in its place.
  return Calendar(std::shared_ptr<const Inner>(
      new Inner{std::move(plan), Timetable(*zone, std::move(hours)), never_closes}));
}

bool Calendar::open_at(Instant at) const {
  const auto stretch = Walk(inner_->table, at, inner_->table.zone.date(at) + days{1}).next();
  return stretch && stretch->from == at;
}

Instant Calendar::next_opening(Instant at) const {
  return opening(inner_->table, at).value_or(at + Walk::reach_max);
}

std::optional<Instant> Calendar::closes(Instant at) const {
  if (inner_->never_closes) return std::nullopt;
  Walk walk(inner_->table, at);
  auto end = at;
  for (auto stretch = walk.next(); stretch && stretch->from == end; stretch = walk.next()) end = stretch->to;
  return end - at < Walk::reach_max - days{1} ? std::optional(end) : std::nullopt;
}

Result<Instant> Calendar::add(Instant start, Millis amount, Segments* segments) const {
  if (amount < Millis{0}) return fail(ErrorCode::invalid, "calendar.negative");
  MADO_TRY(end, plus_open(inner_->table, start, amount));
  if (segments != nullptr) note_segments(inner_->table, start, end, *segments);
  return end;
}

Millis Calendar::between(Instant from, Instant to, Segments* segments) const {
  if (to <= from) return Millis{0};
  if (segments != nullptr) return note_segments(inner_->table, from, to, *segments);
  Millis open{0};
  Walk walk(inner_->table, from, inner_->table.zone.date(to) + days{1});
  for (auto stretch = walk.next(); stretch && stretch->from < to; stretch = walk.next()) {
    open += std::min(stretch->to, to) - stretch->from;
    open += walk.skip_until(to);
  }
  return open;
}

Result<Instant> Calendar::add_business_days(Instant start, int days_ahead, Segments* segments) const {
  if (days_ahead < 0) return fail(ErrorCode::invalid, "calendar.negative");
  MADO_TRY(end, plus_business_days(inner_->table, inner_->plan.business_days, start, days_ahead));
  if (segments != nullptr) note_segments(inner_->table, start, end, *segments);
  return end;
}

Segments Calendar::day(LocalDate date) const {
  Segments spans;
  for (const auto& span : inner_->table.hours.on(date)) {
    const auto [from, to] = stretch_of(inner_->table.zone, date, span);
    if (to <= from) continue;
    if (!spans.empty() && from <= spans.back().to)
      spans.back().to = to;
    else
      spans.push_back({from, to, Why::open});
  }
  return spans;
}

const Plan& Calendar::plan() const { return inner_->plan; }

Plan in_zone(Plan plan, std::string zone) {
  plan.zone = std::move(zone);
  return plan;
}

}  // namespace mado::calendar
