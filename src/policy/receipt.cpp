// The deadline receipt (N3): why a clock is due when it is due.
#include <algorithm>
#include <utility>

#include "policy/life_state.hpp"

namespace mado::policy {
namespace {

using Kind = ReceiptSegment::Kind;
using calendar::Calendar;

Kind kind_of(calendar::Why why) {
  switch (why) {
    case calendar::Why::open:
      return Kind::open;
    case calendar::Why::closed:
      return Kind::closed;
    case calendar::Why::holiday:
      return Kind::holiday;
  }
  std::unreachable();
}

/// What the calendar says of [from, to), as if nobody had waited.
std::vector<ReceiptSegment> counted(const Calendar* calendar, Instant from, Instant to) {
  if (to <= from) return {};
  if (calendar == nullptr) return {{.from = from, .to = to}};
  calendar::Segments segments;
  calendar->between(from, to, &segments);
  std::vector<ReceiptSegment> result;
  result.reserve(segments.size());
  for (const auto& segment : segments)
    result.push_back({segment.from, segment.to, kind_of(segment.why), std::string(segment.name)});
  return result;
}

/// Cuts the waiting out of an open stretch; closed time stays closed, whoever waited through it.
void append_open(std::vector<ReceiptSegment>& result, const ReceiptSegment& open, const Waits& waits) {
  auto at = open.from;
  for (const auto& wait : waits) {
    const auto from = std::max(wait.from, at);
    const auto to = wait.to ? std::min(*wait.to, open.to) : open.to;
    if (from >= to) continue;
    if (at < from) result.push_back({.from = at, .to = from});
    result.push_back({.from = from, .to = to, .kind = Kind::waiting});
    at = to;
  }
  if (at < open.to) result.push_back({.from = at, .to = open.to});
}

}  // namespace

std::vector<ReceiptSegment> Life::receipt(ClockKind kind, Instant now) const {
  const auto& clock = state_->clock(kind);
  if (!clock) return {};
  const auto& term = clock->term();
  const bool waits_now = state_->state_of(kind, now) == ClockState::waiting;
  const auto until = !waits_now && clock->due ? *clock->due : now;
  std::vector<ReceiptSegment> result;
  if (clock->started_at < std::min(term.from, until))
    result.push_back({.from = clock->started_at, .to = std::min(term.from, until), .kind = Kind::earlier});
  for (auto& segment : counted(calendar_of(*term.version, *term.target), term.from, until)) {
    if (segment.kind == Kind::open)
      append_open(result, segment, state_->waits_of(kind));
    else
      result.push_back(std::move(segment));
  }
  return result;
}

std::vector<LifeMark> Life::marks(ClockKind kind, Instant now) const {
  const auto& clock = state_->clock(kind);
  if (!clock) return {};
  auto until = clock->ended_at.value_or(now);
  if (clock->due) until = std::min(until, *clock->due);
  std::vector<LifeMark> result;
  std::ranges::copy_if(state_->marks, std::back_inserter(result), [&](const LifeMark& mark) {
    return clock->started_at <= mark.at && mark.at <= until;
  });
  return result;
}

}  // namespace mado::policy
