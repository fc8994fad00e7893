#include "calendar/walk.hpp"

#include <algorithm>

namespace mado::calendar {
namespace {

using std::chrono::days;

constexpr LocalDate last_date_of_all{std::chrono::year{9999} / 12 / 30};  // RFC 3339 has four digits

}  // namespace

const Ledger& Timetable::ledger() const {
  std::call_once(ledger_once_, [this] { ledger_.emplace(zone, hours); });
  return *ledger_;
}

// A date's span can be open while the clock shows the date after it or before it: where clocks go back at
// midnight, it is the 1st, then the 31st again. So the walk begins a day early and skips none of the first.
Walk::Walk(const Timetable& table, Instant start, LocalDate last)
    : table_(table),
      zone_(table.zone, start),
      hours_(table.hours),
      reached_(start),
      date_(zone_.date(start) - days{1}),
      last_date_(std::min(last, last_date_of_all)),
      skip_from_(date_ + days{3}),
      day_(&hours_.on(date_)) {}

Walk::Walk(const Timetable& table, Instant start) : Walk(table, start, last_date_of_all) {
  last_date_ = std::min(date_ + days{1} + reach_max, last_date_of_all);
}

std::optional<Stretch> Walk::next() {
  for (;;) {
    while (next_span_ < day_->size()) {
      auto stretch = stretch_of(zone_, date_, (*day_)[next_span_++]);
      stretch.from = std::max(stretch.from, reached_);
      if (stretch.to <= stretch.from) continue;
      reached_ = stretch.to;
      return stretch;
    }
    if (date_ >= last_date_) return std::nullopt;
    date_ += days{1};
    day_ = &hours_.on(date_);
    next_span_ = 0;
  }
}

bool Walk::may_skip() const {
  const auto next_date = date_ + days{1};
  return next_span_ >= day_->size() && next_date >= skip_from_ && next_date >= Ledger::begin &&
         next_date < Ledger::end && date_ < last_date_;
}

Millis Walk::skip_amount(Millis amount) {
  if (!may_skip()) return Millis{0};
  return skip_to(table_.ledger().last_date(date_ + days{1}, std::min(last_date_, Ledger::end),
                                           [&](const Totals& skipped) { return skipped.open < amount; }));
}

Millis Walk::skip_until(Instant end) {
  const auto date = std::min({table_.zone.date(end) - days{1}, last_date_, Ledger::end});
  return may_skip() && date > date_ ? skip_to(date) : Millis{0};
}

Millis Walk::skip_to(LocalDate date) {
  const auto& ledger = table_.ledger();
  const auto skipped = ledger.before(date) - ledger.before(date_ + days{1});
  reached_ = std::max(reached_, close_of(table_.zone, table_.hours, date - days{1}));
  date_ = date;
  day_ = &hours_.on(date_);
  next_span_ = 0;
  return skipped.open;
}

}  // namespace mado::calendar
