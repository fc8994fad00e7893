#include "sim/obvious_life.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mado::sim {

using policy::Target;

namespace {

/// Two versions of a policy may mean different hours by one name.
std::string key_of(const std::string& id, const calendar::Plan& plan) {
  auto key = fmt::format("{} {} {}", id, plan.zone, plan.always);
  for (const auto& day : plan.week)
    for (const auto& span : day) key += fmt::format(" {}-{}", span.from.count(), span.to.count());
  return key;
}

}  // namespace

const property::ObviousCalendar& Calendars::of(const policy::NamedCalendar& named, const std::string& zone) {
  auto plan = named.plan;
  if (named.caller_zone && !zone.empty()) plan.zone = zone;
  if (plan.always) plan.week.fill({{calendar::Minutes{0}, calendar::Minutes{24 * 60}}});
  auto key = key_of(named.id, plan);
  const auto known = by_plan_.find(key);
  if (known != by_plan_.end()) return known->second;
  return by_plan_.emplace(std::move(key), property::ObviousCalendar(plan, first_, last_)).first->second;
}

std::string ObviousLife::objection_to(const Told& told) const {
  static const std::set<std::string> while_running = {
      "agent_replied", "awaiting_customer", "awaiting_ended", "severity_changed",
      "desk_changed",  "policy_changed",    "solved"};
  if (policy_ == nullptr) return told.kind == "opened" ? "" : "before it was opened";
  if (told.kind == "opened") return "opened twice";
  if (solved_ && while_running.contains(told.kind)) return "while solved";
  if (told.kind == "closed" && !solved_) return "not solved";
  if (told.kind == "reopened" && !solved_) return "not solved";
  if (told.kind == "reopened" && told.at - *solved_at_ > policy_->solved.reopen_for) return "too late";
  if (told.kind == "severity_changed" && promise_for(desk_, told.severity) == nullptr) return "not on offer";
  if (told.kind == "desk_changed" && policy_->desk(told.desk) == nullptr) return "no such desk";
  return "";
}

void ObviousLife::hear(const Told& told) {
  if (const auto why = objection_to(told); !why.empty()) {
    impossible_.push_back(told.kind + ": " + why);
    return;
  }
  if (told.kind != "opened") look(told.at);
  if (told.kind == "opened") {
    policy_ = told.policy;
    desk_ = told.desk;
    has_ = told.has;
    zone_ = told.zone;
    severity_ = on_offer(desk_, told.severity, *policy_);
    promise_ = promise_for(desk_, severity_);
    start("first_response", told.at, promise_->first_response);
  } else if (told.kind == "agent_replied") {
    agent_has_answered_ = true;
    answer("first_response");
    answer("next_update");
    if (promise_->next_update) start("next_update", told.at, *promise_->next_update);
  } else if (told.kind == "awaiting_customer") {
    await(told.at);
  } else if (told.kind == "customer_replied" || told.kind == "awaiting_ended") {
    await_no_more(told.at);
  } else if (told.kind == "severity_changed") {
    if (told.severity != severity_)
      change(told.at, desk_, told.severity, policy_->rank(told.severity) < policy_->rank(severity_));
  } else if (told.kind == "desk_changed") {
    const auto given = on_offer(told.desk, severity_, *policy_);
    if (told.desk != desk_)
      change(told.at, told.desk, given, policy_->rank(given) < policy_->rank(severity_));
  } else if (told.kind == "policy_changed") {
    const auto& before = *policy_;
    policy_ = told.policy;
    change(told.at, desk_, on_offer(desk_, severity_, before), false);
  } else if (told.kind == "solved") {
    solve(told.at);
  } else if (told.kind == "closed") {
    closed_ = true;
  } else if (told.kind == "reopened") {
    solved_ = closed_ = false;
    solved_at_.reset();
    if (promise_->next_update) start("next_update", told.at, *promise_->next_update);
  }
}

ObviousLife::Running* ObviousLife::find(const std::string& kind) {
  const auto found = std::ranges::find(clocks_, kind, &Running::kind);
  return found == clocks_.end() ? nullptr : &*found;
}

void ObviousLife::drop(const std::string& kind) {
  std::erase_if(clocks_, [&](const Running& clock) { return clock.kind == kind; });
}

void ObviousLife::start(const std::string& kind, Instant at, const Target& target) {
  drop(kind);
  clocks_.push_back({.kind = kind, .started = at, .bindings = {{at, policy_, target}}});
}

void ObviousLife::note(const Running& clock) { verdicts_.push_back({clock.kind, clock.verdict}); }

void ObviousLife::answer(const std::string& kind) {
  auto* clock = find(kind);
  if (clock == nullptr || clock->over) return;
  clock->over = true;
  if (!clock->verdict.empty()) return;
  clock->verdict = "kept";
  note(*clock);
}

void ObviousLife::look(Instant now) {
  for (auto& clock : clocks_) {
    const auto due = due_of(clock);
    if (!clock.verdict.empty() || !due || *due >= now) continue;
    clock.verdict = "missed";
    note(clock);
  }
}

std::optional<Instant> ObviousLife::due_of(const Running& clock) {
  std::optional<Instant> earliest;
  for (const auto& binding : clock.bindings) {
    const auto due = due_of(clock.kind, binding);
    if (due && (!earliest || *due < *earliest)) earliest = due;
  }
  return earliest;
}

bool ObviousLife::runs(const Running& clock) const {
  return clock.verdict.empty() && !(clock.kind == "next_update" && awaiting_);
}

std::optional<Instant> ObviousLife::warn_of(const Running& clock) {
  if (clock.kind == "customer_reply") {
    const auto& warn = promise_->lower_to->warn;
    return warn ? due_of(clock.kind, {clock.started, policy_, *warn}) : std::nullopt;
  }
  const auto due = due_of(clock);
  const auto binding = std::ranges::find_if(
      clock.bindings, [&](const Binding& one) { return due_of(clock.kind, one) == due; });
  if (!due || binding == clock.bindings.end()) return std::nullopt;
  const auto grounds = grounds_of(clock.kind, *binding);
  const auto promised = grounds.elapsed.value_or(property::open_between(grounds.left, binding->from, *due));
  return property::add_open(grounds.left, binding->from, promised * 3 / 4);
}

std::vector<Warning> ObviousLife::warnings() {
  std::vector<Warning> all;
  for (const auto& clock : clocks_) {
    if (!runs(clock)) continue;
    const auto warn = warn_of(clock);
    if (const auto due = due_of(clock); warn && due) all.push_back({clock.kind, *warn, *due, *due});
  }
  return all;
}

Grounds ObviousLife::grounds_of(const std::string& kind, const Binding& binding) {
  Grounds grounds{.started = binding.from, .from = binding.from, .elapsed = {}, .open = {}, .left = {}};
  if (binding.target.days == 0) grounds.elapsed = binding.target.elapsed;
  grounds.open = {{calendars_.begin(), calendars_.end()}};
  if (const auto* named = binding.policy->calendar(binding.target.calendar)) {
    grounds.calendar = &calendars_.of(*named, zone_);
    grounds.open = grounds.calendar->open();
  }
  grounds.left = grounds.open;
  if (kind == "next_update")
    for (const auto& wait : waits_)
      grounds.left = property::without(grounds.left, wait.from, wait.to.value_or(calendars_.end()));
  return grounds;
}

std::vector<Grounds> ObviousLife::grounds(const std::string& kind) {
  std::vector<Grounds> all;
  const auto* clock = find(kind);
  if (clock == nullptr) return all;
  for (const auto& binding : clock->bindings) {
    all.push_back(grounds_of(kind, binding));
    all.back().started = clock->started;
  }
  return all;
}

std::optional<Instant> ObviousLife::due_of(const std::string& kind, const Binding& binding) {
  const auto end = calendars_.end();
  const auto grounds = grounds_of(kind, binding);
  const auto& [started, from, elapsed, calendar, open, left] = grounds;
  if (elapsed) return property::add_open(left, from, *elapsed);
  const auto day = calendar->add_business_days(from, binding.target.days).value();
  auto due = day;
  for (;;) {  // moved over more waiting, it moves on by that, too
    const auto waiting = property::open_between(open, from, due) - property::open_between(left, from, due);
    const auto moved = waiting == Millis{0} ? day : property::add_open(open, day, waiting).value_or(end);
    if (moved >= end) return std::nullopt;
    if (moved == due) return due;
    due = moved;
  }
}

const policy::Promise* ObviousLife::promise_for(const std::string& desk, const std::string& severity) const {
  const auto* at = policy_->desk(desk);
  if (at == nullptr || std::ranges::find(at->severities, severity) == at->severities.end()) return nullptr;
  for (const auto& promise : policy_->promises)
    if (std::ranges::find(promise.desks, desk) != promise.desks.end() && promise.severity == severity &&
        (promise.needs.empty() || has_.contains(promise.needs)))
      return &promise;
  return nullptr;
}

/// `severity` if the desk has it for this customer, else the next lower one; none lower: the lowest.
std::string ObviousLife::on_offer(const std::string& desk, const std::string& severity,
                                  const policy::Policy& order) const {
  std::vector<std::string> all;
  const auto& offered = policy_->desk(desk)->severities;
  for (const auto& one : policy_->severities)
    if (std::ranges::find(offered, one.id) != offered.end() && promise_for(desk, one.id) != nullptr)
      all.push_back(one.id);
  for (const auto& one : all)
    if (order.rank(one) >= order.rank(severity)) return one;
  return all.back();
}

void ObviousLife::change(Instant at, const std::string& desk, const std::string& severity, bool raised) {
  const bool had_updates = promise_->next_update.has_value();
  desk_ = desk;
  severity_ = severity;
  promise_ = promise_for(desk, severity);
  rebind("first_response", at, promise_->first_response, raised);
  if (!promise_->next_update) {
    if (const auto* clock = find("next_update"); clock != nullptr && clock->verdict.empty())
      drop("next_update");
  } else if (!had_updates && agent_has_answered_) {
    start("next_update", at, *promise_->next_update);
  } else {
    rebind("next_update", at, *promise_->next_update, raised);
  }
  drop("customer_reply");
  if (awaiting_ && promise_->lower_to) start("customer_reply", at, promise_->lower_to->after_silence);
}

void ObviousLife::rebind(const std::string& kind, Instant at, const Target& target, bool raised) {
  auto* clock = find(kind);
  if (clock == nullptr || !clock->verdict.empty()) return;
  if (raised && kind == "next_update" && awaiting_) return start(kind, at, target);
  if (raised) {
    clock->bindings.push_back({at, policy_, target});
    return;
  }
  const Binding anew{clock->started, policy_, target};
  const auto due = due_of(kind, anew);
  if (!due || *due > at) clock->bindings = {anew};
}

void ObviousLife::await(Instant at) {
  if (awaiting_) return;
  awaiting_ = true;
  waits_.push_back({at});
  if (promise_->lower_to) start("customer_reply", at, promise_->lower_to->after_silence);
}

void ObviousLife::await_no_more(Instant at) {
  if (!awaiting_) return;
  awaiting_ = false;
  waits_.back().to = at;
  drop("customer_reply");
}

void ObviousLife::solve(Instant at) {
  await_no_more(at);
  solved_ = true;
  solved_at_ = at;
  std::erase_if(clocks_, [](const Running& clock) { return clock.verdict.empty(); });
  for (auto& clock : clocks_) clock.over = true;
}

Standing ObviousLife::place() const {
  Standing standing{.desk = desk_, .severity = severity_, .status = "open", .clocks = {}};
  if (awaiting_) standing.status = "awaiting_customer", standing.awaiting_since = waits_.back().from;
  if (solved_) standing.status = closed_ ? "closed" : "solved", standing.solved_at = solved_at_;
  return standing;
}

Standing ObviousLife::standing(Instant now) {
  look(now);
  auto standing = place();
  for (const auto* kind : {"first_response", "next_update", "customer_reply"}) {
    const auto* clock = find(kind);
    if (clock == nullptr) continue;
    const bool waits = clock->verdict.empty() && clock->kind == "next_update" && awaiting_;
    const auto state = !clock->verdict.empty() ? clock->verdict : waits ? "waiting" : "running";
    standing.clocks.push_back({kind, state, waits ? std::nullopt : due_of(*clock), !clock->over,
                               runs(*clock) ? warn_of(*clock) : std::nullopt});
  }
  return standing;
}

std::vector<Verdict> ObviousLife::verdicts(Instant now) {
  look(now);
  return verdicts_;
}

}  // namespace mado::sim
