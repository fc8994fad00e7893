/// Random lives against the slow checker, and what must hold of every life (policy rows N4, N13).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "policy/due.hpp"
#include "unit/policy/clocks_checker.hpp"
#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using std::chrono::minutes;

/// Steps between events: often nothing or whole hours, so that events meet dues and closing times exactly.
minutes random_step() {
  const auto shape = *rc::gen::inRange(0, 10);
  if (shape < 2) return minutes(0);
  if (shape < 6) return minutes(60 * *rc::gen::inRange(0, 30));
  if (shape < 9) return minutes(30 * *rc::gen::inRange(0, 12));
  return minutes(*rc::gen::inRange(0, 3000));
}

template <class... Ids>
std::string one_of(Ids... ids) {
  return *rc::gen::element<std::string>(ids...);
}

LifeEvent random_opening() {
  std::set<std::string> has;
  for (const auto* entitlement : {"agreement", "gold"})
    if (*rc::gen::inRange(0, 3) == 0) has.insert(entitlement);
  return {.at = local("2026-11-02T00:00") + minutes(30 * *rc::gen::inRange(0, 200)),
          .kind = Kind::opened,
          .desk = one_of("technical", "technical", "billing", "night"),
          .severity = one_of("A", "B", "C", "D"),
          .has = std::move(has)};
}

LifeEvent random_event(Instant at) {
  constexpr std::array kinds = {Kind::agent_replied,
                                Kind::agent_replied,
                                Kind::customer_replied,
                                Kind::customer_replied,
                                Kind::awaiting_customer,
                                Kind::awaiting_customer,
                                Kind::awaiting_ended,
                                Kind::severity_changed,
                                Kind::severity_changed,
                                Kind::desk_changed,
                                Kind::solved,
                                Kind::reopened,
                                Kind::reopened,
                                Kind::asked};
  const auto kind = kinds[*rc::gen::inRange<size_t>(0, kinds.size())];
  return {.at = at,
          .kind = kind,
          .desk = kind == Kind::desk_changed ? one_of("technical", "billing", "night") : "",
          .severity = kind == Kind::severity_changed ? one_of("A", "B", "C") : ""};
}

/// The policy becomes the other one and the sample again, by turns.
LifeEvent random_change_of_policy(Instant at, std::int64_t version) {
  LifeEvent event{.at = at, .kind = Kind::policy_changed, .desk = {}, .severity = {}};
  event.version = version;
  event.new_policy = version % 2 == 0 ? other_policy() : policy();
  return event;
}

/// Events of one life, all of them possible: what Life refuses is left out.
std::vector<LifeEvent> random_life() {
  std::vector<LifeEvent> events = {random_opening()};
  Life life(*policy());
  RC_ASSERT(life.take(events.front()).has_value());
  const auto count = *rc::gen::inRange(1, 14);
  std::int64_t version = 1;
  for (int at = 0; at < count; ++at) {
    const auto when = events.back().at + random_step();
    const bool other_times = *rc::gen::inRange(0, 10) == 0;
    const auto next = other_times ? random_change_of_policy(when, version + 1) : random_event(when);
    if (!life.take(next)) continue;
    version += other_times ? 1 : 0;
    events.push_back(next);
  }
  return events;
}

void agree_with_the_slow_checker() {
  const auto events = random_life();
  Life life(*policy());
  std::vector<LifeEvent> so_far;
  for (const auto& event : events) {
    RC_LOG() << name_of(event.kind) << ' ' << written(event.at) << ' ' << event.desk << event.severity
             << (event.version > 0 ? std::to_string(event.version) : "") << '\n';
    RC_ASSERT(life.take(event).has_value());
    so_far.push_back(event);
    RC_ASSERT(clocks(life, written(event.at)) == slow_clocks(so_far, event.at));
  }
  const auto later = events.back().at + random_step();
  RC_ASSERT(clocks(life, written(later)) == slow_clocks(events, later));
}

RC_GTEST_PROP(ClocksProperty, AgreeWithTheSlowChecker, ()) {
  constexpr int lives_each_time = 15;
  for (int life = 0; life < lives_each_time; ++life) agree_with_the_slow_checker();
}

RC_GTEST_PROP(ClocksProperty, AskingInBetweenChangesNothing, ()) {
  const auto events = random_life();
  Life plain(*policy());
  Life asked(*policy());
  for (size_t at = 0; at < events.size(); ++at) {
    RC_ASSERT(plain.take(events[at]).has_value());
    RC_ASSERT(asked.take(events[at]).has_value());
    const auto next = at + 1 < events.size() ? events[at + 1].at : events[at].at;
    const auto between = events[at].at + (next - events[at].at) / 2;
    asked.status(between);
    RC_ASSERT(asked.take({.at = between, .kind = Kind::asked, .desk = {}, .severity = {}}).has_value());
  }
  const auto end = written(events.back().at);
  RC_ASSERT(clocks(plain, end) == clocks(asked, end));
}

RC_GTEST_PROP(ClocksProperty, AMissIsForEver, ()) {
  const auto events = random_life();
  Life life(*policy());
  std::optional<std::string> missed;
  for (const auto& event : events) {
    RC_ASSERT(life.take(event).has_value());
    const auto stands = clocks(life, written(event.at));
    if (missed) RC_ASSERT(!stands.empty() && stands.front() == *missed);
    if (!stands.empty() && stands.front().starts_with("first_response missed")) missed = stands.front();
    if (missed) RC_ASSERT(local(missed->substr(missed->rfind(' ') + 1)) < event.at);
  }
}

RC_GTEST_PROP(ClocksProperty, WhatIsRefusedChangesNothing, ()) {
  const auto events = random_life();
  Life life(*policy());
  for (const auto& event : events) {
    RC_ASSERT(life.take(event).has_value());
    const auto before = clocks(life, "2027-01-01T00:00");
    for (const auto& wrong :
         {random_event(event.at + random_step()), opened("2027-01-01T00:00", "billing", "B")}) {
      auto tried = life;
      if (!tried.take(wrong)) RC_ASSERT(clocks(tried, "2027-01-01T00:00") == before);
    }
  }
}

/// The open time of a receipt is the promise, whatever lay between (N3).
RC_GTEST_PROP(ClocksProperty, ReceiptsAddUp, ()) {
  const auto events = random_life();
  const auto now = events.back().at;
  Life life(policy());
  for (const auto& event : events) RC_ASSERT(life.take(event).has_value());
  for (const auto& clock : life.status(now).clocks) {
    const auto receipt = life.receipt(clock.kind, now);
    Millis open{0};
    auto end = clock.started_at;
    for (const auto& segment : receipt) {
      RC_ASSERT(segment.from == end && segment.from < segment.to);
      end = segment.to;
      if (segment.kind == ReceiptSegment::Kind::open) open += segment.to - segment.from;
    }
    if (!clock.due) continue;
    RC_ASSERT(end == *clock.due);
    if (clock.target->days == 0) RC_ASSERT(open == clock.target->elapsed);
    for (const auto& mark : life.marks(clock.kind, now))
      RC_ASSERT(clock.started_at <= mark.at && mark.at <= end);
  }
}

/// Pauses that lie before the due move it by their open time, in whatever order they come.
RC_GTEST_PROP(DueProperty, TheOrderOfPausesDoesNotMatter, ()) {
  const auto& business = policy()->calendar("business")->calendar;
  const auto start = local("2026-11-02T09:00") + minutes(*rc::gen::inRange(0, 540));
  const bool by_days = *rc::gen::arbitrary<bool>();
  const Target target{
      .elapsed = by_days ? Millis{0} : minutes(2700), .days = by_days ? 5 : 0, .calendar = "business"};
  auto lengths =
      *rc::gen::container<std::vector<int>>(*rc::gen::inRange<size_t>(1, 6), rc::gen::inRange(0, 40));
  const auto due = [&] {
    Waits waits;
    auto at = start;
    for (const auto length : lengths) {
      const auto from = *business.add(at, minutes(20));
      at = *business.add(from, minutes(length));
      waits.push_back({.from = from, .to = at});
    }
    return due_at(&business, target, start, waits);
  };
  const auto before = due();
  std::ranges::next_permutation(lengths);
  RC_ASSERT(due() == before);
  std::ranges::reverse(lengths);
  RC_ASSERT(due() == before);
}

/// A moment that is asked again and again while more is waited is the one counted anew at the end.
RC_GTEST_PROP(DueProperty, AskingWhileItIsWaitedChangesNothing, ()) {
  const auto& business = policy()->calendar("business")->calendar;
  const auto start = local("2026-11-02T09:00") + minutes(*rc::gen::inRange(0, 3'000));
  const auto amount = minutes(*rc::gen::inRange(0, 2'000));
  Moving kept(used_up(&business, start, amount, {}), start);
  Waits waits;
  for (auto at = start - minutes(300); waits.size() < 12;) {
    const auto from = at + minutes(*rc::gen::inRange(0, 900));
    at = from + minutes(*rc::gen::inRange(0, 900));
    waits.push_back({.from = from, .to = std::nullopt});
    RC_ASSERT(kept.over(&business, waits) == used_up(&business, start, amount, waits));
    waits.back().to = at;
    RC_ASSERT(kept.over(&business, waits) == used_up(&business, start, amount, waits));
  }
}

}  // namespace
}  // namespace mado::policy::sample
