#include "policy/clocks.hpp"

#include <algorithm>

#include "policy/life_state.hpp"

namespace mado::policy {

std::optional<Instant> LifeStatus::next_due() const {
  std::optional<Instant> owed;
  std::optional<Instant> running;
  for (const auto& clock : clocks) {
    if (clock.kind == ClockKind::customer_reply || clock.answered || !clock.due) continue;
    auto& earliest = clock.state == ClockState::missed ? owed : running;
    earliest = earliest ? std::min(*earliest, *clock.due) : *clock.due;
  }
  return owed ? owed : running;
}

Life::Life(const Policy& policy) : Life(std::shared_ptr<const Policy>(std::shared_ptr<void>(), &policy)) {}
Life::Life(std::shared_ptr<const Policy> policy) : state_(std::make_unique<State>(std::move(policy))) {}
Life::~Life() = default;
Life::Life(const Life& other) : state_(std::make_unique<State>(*other.state_)) {}
Life& Life::operator=(const Life& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
Life::Life(Life&&) noexcept = default;
Life& Life::operator=(Life&&) noexcept = default;

Result<void> Life::take(const LifeEvent& event) {
  auto taken = state_->take(event);
  if (taken) state_->last_at = event.at;
  return taken;
}

LifeStatus Life::status(Instant now) const {
  const auto& state = *state_;
  LifeStatus status{.opened = state.opened,
                    .is_solved = state.solved_at.has_value(),
                    .awaiting_customer = state.awaiting_since.has_value(),
                    .awaiting_since = state.awaiting_since,
                    .solved_at = state.solved_at,
                    .desk = state.desk,
                    .severity = state.severity,
                    .version = state.version->number,
                    .has = state.has,
                    .clocks = {}};
  for (const auto kind : all_clock_kinds)
    if (state.clock(kind)) status.clocks.push_back(state.status_of(kind, now));
  return status;
}

const Waits& Life::State::waits_of(ClockKind kind) const {
  static const Waits none;
  return kind == ClockKind::next_update ? waits : none;
}

const calendar::Calendar* calendar_of(const Version& version, const Target& target) {
  if (target.calendar.empty()) return nullptr;
  const auto own = version.in_callers_zone.find(target.calendar);
  if (own != version.in_callers_zone.end()) return &own->second;
  const auto* named = version.policy->calendar(target.calendar);
  return named == nullptr ? nullptr : &named->calendar;
}

void Life::State::reckon(ClockKind kind, Clock& clock) const {
  clock.due.reset();
  for (size_t at = 0; at < clock.terms.size(); ++at) {
    auto& term = clock.terms[at];
    const auto* counted_on = calendar_of(*term.version, *term.target);
    if (!term.due) term.due.emplace(due_at(counted_on, *term.target, term.from, {}), term.from);
    const auto due = term.due->over(counted_on, waits_of(kind));
    if (!due || (clock.due && *clock.due <= *due)) continue;
    clock.due = due;
    clock.deciding = at;
  }
  if (!clock.due) clock.deciding = clock.terms.size() - 1;
  clock.warn_at = warning(kind, clock);
}

std::optional<Instant> Life::State::warning(ClockKind kind, Clock& clock) const {
  auto& term = clock.terms[clock.deciding];
  if (kind == ClockKind::customer_reply) {
    const auto& warn = term.promise->lower_to->warn;
    return warn ? due_at(calendar_of(*term.version, *warn), *warn, term.from, {}) : std::nullopt;
  }
  if (!clock.due) return std::nullopt;
  const auto* counted_on = calendar_of(*term.version, *term.target);
  if (!term.warn) {
    const auto plain = term.due->unmoved();
    const auto promised =
        term.target->days == 0 ? term.target->elapsed : time_used(counted_on, term.from, *plain, {});
    const auto most = promised * 3 / 4;
    term.warn.emplace(most == Millis{0} ? plain : used_up(counted_on, term.from, most, {}), term.from);
  }
  return term.warn->over(counted_on, waits_of(kind));
}

ClockState Life::State::state_of(ClockKind kind, Instant now) const {
  const auto& at = clock(kind);
  if (at->verdict) return *at->verdict;
  if (at->due && *at->due < now) return ClockState::missed;
  const bool waits_now = kind == ClockKind::next_update && awaiting_since;
  return waits_now ? ClockState::waiting : ClockState::running;
}

ClockStatus Life::State::status_of(ClockKind kind, Instant now) const {
  const auto& at = *clock(kind);
  const auto stands = state_of(kind, now);
  ClockStatus status{.kind = kind,
                     .state = stands,
                     .started_at = at.started_at,
                     .due = at.due,
                     .warn_at = at.warn_at,
                     .ended_at = at.ended_at,
                     .answered = at.ended_at.has_value(),
                     .promise = at.term().promise,
                     .target = at.term().target,
                     .policy = at.term().version->policy.get(),
                     .version = at.term().version->number};
  if (stands == ClockState::waiting) status.due = status.warn_at = std::nullopt;
  return status;
}

void Life::State::settle(Instant at) {
  for (auto& clock : clocks)
    if (clock && !clock->verdict && clock->due && *clock->due < at) clock->verdict = ClockState::missed;
}

void Life::State::start(ClockKind kind, Instant at, const Target& target) {
  if (kind == ClockKind::next_update)
    std::erase_if(waits, [](const Waiting& wait) { return wait.to.has_value(); });
  auto& started = clock(kind).emplace();
  started.started_at = at;
  started.terms.push_back(term_of(at, target));
  reckon(kind, started);
}

void Life::State::end(ClockKind kind, Instant at) {
  auto& ending = clock(kind);
  if (!ending || ending->ended_at) return;
  if (!ending->verdict) ending->verdict = ClockState::kept;
  ending->ended_at = at;
}

}  // namespace mado::policy
