// What must hold for every calendar, in every zone: checked on random plans, half of them beside a change of
// the zone's offset, against a calendar that counts minute by minute. RC_PARAMS="max_success=5000" tries
// more.
#include <date/tz.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "unit/calendar/plans.hpp"
#include "unit/calendar/slow_calendar.hpp"

namespace mado::calendar {
namespace {

using std::chrono::days;
using std::chrono::minutes;

/// Zones whose changes are odd: at or across midnight, half an hour, two hours, on Fridays, around Ramadan, a
/// date left out, summer time that counts backwards.
const std::vector<std::string> odd_zones = {
    "America/Havana",   "America/St_Johns",    "America/Sao_Paulo",    "Asia/Gaza",
    "Africa/Cairo",     "Australia/Lord_Howe", "Antarctica/Troll",     "Pacific/Apia",
    "America/Nuuk",     "Africa/Casablanca",   "Europe/Dublin",        "Asia/Tehran",
    "America/New_York", "Asia/Shanghai",       "America/Asuncion",     "Asia/Pyongyang",
    "America/Caracas",  "Asia/Beirut",         "America/Scoresbysund", "Asia/Kathmandu"};

std::string any_zone() {
  static const auto all = [] {
    std::vector<std::string> names;
    for (const auto& zone : date::get_tzdb().zones)
      if (is_zone(zone.name())) names.push_back(zone.name());
    return names;
  }();
  return *rc::gen::weightedOneOf<std::string>(
      {{3, rc::gen::elementOf(odd_zones)}, {2, rc::gen::elementOf(all)}});
}

/// In whole minutes, 1975 to 2036, half of the time within two days of a change of offset.
Instant any_instant(const std::string& zone) {
  const auto first = at("1975-01-05T00:00:00Z"), last = at("2036-06-01T00:00:00Z");
  const auto minute_count = static_cast<int>((last - first) / minutes{1});
  auto instant = first + minutes{*rc::gen::inRange(0, minute_count)};
  const auto info = date::locate_zone(zone)->get_info(std::chrono::floor<std::chrono::seconds>(instant));
  if (*rc::gen::arbitrary<bool>() || info.end >= last) return instant;
  return Instant{info.end} + minutes{*rc::gen::inRange(-2880, 2880)};
}

Day any_day() {
  Day day;
  int minute = 0;
  for (int left = *rc::gen::inRange(0, 4); left > 0; --left) {
    const int from = minute + *rc::gen::elementOf(std::vector{0, 10, 30, 60, 90, 480});
    const int to = from + *rc::gen::elementOf(std::vector{10, 30, 60, 75, 240, 1440});
    if (from >= 1440) break;
    minute = std::min(to, 1440);
    day.push_back({Minutes{from}, Minutes{minute}});
  }
  return day;
}

LocalDate near(const std::string& zone, Instant at) {
  return std::chrono::floor<days>(to_local(zone, at)) + days{*rc::gen::inRange(-3, 12)};
}

/// With exceptions around `start`.
Plan any_plan(const std::string& zone, Instant start) {
  Plan plan;
  plan.zone = zone;
  const auto usual = any_day();
  for (auto& day : plan.week) day = *rc::gen::weightedElement<int>({{3, 0}, {1, 1}}) == 0 ? usual : any_day();
  if (plan.week[2].empty()) plan.week[2] = {{hm(0), hm(24)}};
  const auto few = [] { return *rc::gen::inRange(0, 3); };
  for (int n = few(); n > 0; --n) plan.holidays[near(zone, start)] = "holiday";
  for (int n = few(); n > 0; --n) plan.make_up_days[near(zone, start)] = "make-up";
  for (int n = few(); n > 0; --n) plan.shifts[near(zone, start)] = any_day();
  for (int n = few(); n > 0; --n) plan.breaks[near(zone, start)] = any_day();
  for (int n = few(); n > 0; --n) {
    const std::chrono::year_month_day date{near(zone, start)};
    plan.recurring_holidays[date.month() / date.day()] = "every year";
  }
  plan.make_up_hours = any_day();
  if (*rc::gen::arbitrary<bool>()) plan.business_days = Plan::BusinessDays::end_of_day;
  return plan;
}

struct Situation {
  std::string zone;
  Instant start;
  Plan plan;
  Calendar calendar;
};

Situation any_situation() {
  auto zone = any_zone();
  const auto start = any_instant(zone);
  auto plan = any_plan(zone, start);
  RC_LOG() << zone << " " << format_instant(start) << "\n";
  return {zone, start, plan, made(plan)};
}

#define EVERYWHERE(...) EXPECT_TRUE(rc::check([] __VA_ARGS__))

TEST(Everywhere, the_slow_calendar_agrees_on_a_week) {
  EVERYWHERE({
    const auto s = any_situation();
    const SlowCalendar slow(s.plan);
    const auto later = s.start + minutes{*rc::gen::inRange(0, 10'000)};
    RC_ASSERT(s.calendar.between(s.start, later) == slow.between(s.start, later));
    RC_ASSERT(s.calendar.open_at(s.start) == slow.open_at(s.start));
    RC_ASSERT(s.calendar.open_at(later) == slow.open_at(later));
  });
}

TEST(Everywhere, the_slow_calendar_agrees_on_sums) {
  EVERYWHERE({
    const auto s = any_situation();
    const SlowCalendar slow(s.plan);
    const auto limit = s.start + days{40};
    const Minutes amount{*rc::gen::inRange(0, 6'000)};
    if (const auto expected = slow.add(s.start, amount, limit))
      RC_ASSERT(text(s.calendar.add(s.start, amount)) == text(*expected));
    const int count = *rc::gen::inRange(0, 8);
    if (const auto expected = slow.add_business_days(s.start, count, limit))
      RC_ASSERT(text(s.calendar.add_business_days(s.start, count)) == text(*expected));
  });
}

TEST(Everywhere, what_is_added_lies_between) {
  EVERYWHERE({
    const auto s = any_situation();
    const Millis amount{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000)};
    const auto end = s.calendar.add(s.start, amount);
    RC_ASSERT(end.has_value());
    RC_ASSERT(s.calendar.between(s.start, *end) == amount);
  });
}

TEST(Everywhere, sums_do_not_depend_on_their_parts) {
  EVERYWHERE({
    const auto s = any_situation();
    const Millis first{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000)};
    const Millis second{*rc::gen::inRange<std::int64_t>(1, 4'000'000'000)};
    const auto middle = s.calendar.add(s.start, first);
    const auto end = s.calendar.add(s.start, first + second);
    RC_ASSERT(text(s.calendar.add(*middle, second)) == text(end));
    RC_ASSERT(*end > *middle);
    const auto earlier = s.start - minutes{*rc::gen::inRange(0, 5'000)};
    RC_ASSERT(*s.calendar.add(earlier, first) <= *middle);
    RC_ASSERT(s.calendar.between(earlier, *middle) + s.calendar.between(*middle, *end) ==
              s.calendar.between(earlier, *end));
  });
}

TEST(Everywhere, long_sums_are_those_of_the_plain_walk) {
  EVERYWHERE({
    const auto s = any_situation();
    const auto later = s.start + minutes{*rc::gen::inRange(0, 10'000'000)};  // 19 years
    Segments segments;
    const auto open = s.calendar.between(s.start, later);
    RC_ASSERT(s.calendar.between(s.start, later, &segments) == open);
    Millis noted{0};
    auto reached = s.start;
    for (const auto& segment : segments) {
      RC_ASSERT(segment.from == reached && segment.from < segment.to);
      if (segment.why == Why::open) noted += segment.to - segment.from;
      reached = segment.to;
    }
    RC_ASSERT(noted == open);
    RC_ASSERT(reached == later);
  });
}

TEST(Everywhere, business_days_split_like_days_when_open_at_that_time) {
  EVERYWHERE({
    auto s = any_situation();
    const int first = *rc::gen::inRange(1, 900), second = *rc::gen::inRange(1, 900);
    s.plan.week.fill({{hm(9), hm(17)}});
    s.plan.shifts.clear(), s.plan.breaks.clear(), s.plan.make_up_hours = {{hm(9), hm(17)}};
    s.plan.business_days = Plan::BusinessDays::same_time;
    const auto desk = made(s.plan);
    const auto middle = desk.add_business_days(s.start, first);
    RC_PRE(middle.has_value());
    RC_ASSERT(text(desk.add_business_days(*middle, second)) ==
              text(desk.add_business_days(s.start, first + second)));
  });
}

TEST(Everywhere, openings_and_closings_are_edges) {
  EVERYWHERE({
    const auto s = any_situation();
    const auto opening = s.calendar.next_opening(s.start);
    RC_ASSERT(opening >= s.start && s.calendar.open_at(opening));
    RC_ASSERT(s.calendar.between(s.start, opening) == Millis{0});
    const auto close = s.calendar.closes(opening);
    if (!close) return;
    RC_ASSERT(!s.calendar.open_at(*close) && s.calendar.open_at(*close - Millis{1}));
    RC_ASSERT(s.calendar.between(opening, *close) == *close - opening);
  });
}

}  // namespace
}  // namespace mado::calendar
