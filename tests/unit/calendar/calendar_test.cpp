#include <gtest/gtest.h>

#include "unit/calendar/plans.hpp"

namespace mado::calendar {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Monday 2026-11-02 is a plain Monday; 9-18 in Shanghai is 01:00 to 10:00 in UTC.
Plan shanghai() { return weekdays("Asia/Shanghai", {{hm(9), hm(18)}}); }

TEST(OpenAt, is_open_from_its_first_instant_and_closed_at_its_last) {
  const auto desk = made(shanghai());
  EXPECT_FALSE(desk.open_at(at("2026-11-02T00:59:59.999Z")));
  EXPECT_TRUE(desk.open_at(at("2026-11-02T01:00:00Z")));
  EXPECT_TRUE(desk.open_at(at("2026-11-02T09:59:59.999Z")));
  EXPECT_FALSE(desk.open_at(at("2026-11-02T10:00:00Z")));
  EXPECT_FALSE(desk.open_at(at("2026-11-07T03:00:00Z"))) << "Saturday";
}

TEST(NextOpening, is_now_when_open_and_else_the_next_first_instant) {
  const auto desk = made(shanghai());
  EXPECT_EQ(text(desk.next_opening(at("2026-11-02T05:00:00Z"))), "2026-11-02T05:00:00Z");
  EXPECT_EQ(text(desk.next_opening(at("2026-11-02T10:00:00Z"))), "2026-11-03T01:00:00Z");
  EXPECT_EQ(text(desk.next_opening(at("2026-11-06T10:00:00Z"))), "2026-11-09T01:00:00Z");
}

TEST(NextOpening, is_far_away_when_all_shifts_are_over) {
  Plan plan;
  plan.shifts[date(2026, 1, 5)] = {{hm(9), hm(10)}};
  const auto desk = made(plan);
  EXPECT_EQ(text(desk.next_opening(at("2026-01-01T00:00:00Z"))), "2026-01-05T09:00:00Z");
  const auto later = at("2026-01-05T10:00:00Z");
  EXPECT_GE(desk.next_opening(later) - later, std::chrono::days{73'000});
  EXPECT_EQ(text(desk.add(later, hours{1})), "calendar.too_far");
}

TEST(Closes, joins_spans_that_touch_at_midnight) {
  const auto desk = made(daily("UTC", {{hm(0), hm(2)}, {hm(20), hm(24)}}));
  EXPECT_EQ(text(*desk.closes(at("2026-11-02T21:00:00Z"))), "2026-11-03T02:00:00Z");
  EXPECT_EQ(text(*desk.closes(at("2026-11-02T02:00:00Z"))), "2026-11-02T02:00:00Z") << "closed";
}

TEST(Closes, never_for_a_calendar_that_is_always_open) {
  Plan plan;
  plan.always = true;
  plan.holidays[date(2026, 11, 2)] = "ignored";
  EXPECT_FALSE(made(plan).closes(at("2026-11-02T21:00:00Z")));
  auto with_holiday = daily("UTC", {{hm(0), hm(24)}});
  EXPECT_FALSE(made(with_holiday).closes(at("2026-11-02T21:00:00Z")));
  with_holiday.holidays[date(2026, 12, 25)] = "Christmas";
  EXPECT_EQ(text(*made(with_holiday).closes(at("2026-11-02T21:00:00Z"))), "2026-12-25T00:00:00Z");
  EXPECT_FALSE(made(with_holiday).closes(at("2026-12-26T00:00:00Z")));
}

struct AddCase {
  const char* start;
  Millis amount;
  const char* end;
};

TEST(Add, ends_where_the_amount_is_used_up) {
  const auto desk = made(shanghai());
  const AddCase cases[] = {
      {"2026-11-02T01:00:00Z", hours{1}, "2026-11-02T02:00:00Z"},
      {"2026-11-02T01:00:00Z", hours{9}, "2026-11-02T10:00:00Z"},
      {"2026-11-02T01:00:00Z", hours{9} + Millis{1}, "2026-11-03T01:00:00.001Z"},
      {"2026-11-01T12:00:00Z", hours{1}, "2026-11-02T02:00:00Z"},
      {"2026-11-06T09:30:00Z", hours{1}, "2026-11-09T01:30:00Z"},
      {"2026-11-02T05:00:00Z", seconds{0}, "2026-11-02T05:00:00Z"},
      {"2026-11-02T10:00:00Z", seconds{0}, "2026-11-03T01:00:00Z"},
      {"2026-11-02T01:00:00Z", hours{45}, "2026-11-06T10:00:00Z"},
      {"2026-11-02T01:00:00Z", hours{45 * 52}, "2027-10-29T10:00:00Z"},
  };
  for (const auto& [start, amount, end] : cases)
    EXPECT_EQ(text(desk.add(at(start), amount)), end) << start << " + " << amount.count();
}

TEST(Add, refuses_the_impossible) {
  const auto desk = made(shanghai());
  EXPECT_EQ(text(desk.add(at("2026-11-02T01:00:00Z"), Millis{-1})), "calendar.negative");
  EXPECT_EQ(text(desk.add(at("2026-11-02T01:00:00Z"), hours{10'000'000})), "calendar.too_far");
  EXPECT_EQ(text(desk.add(at("2026-11-02T01:00:00Z"), Millis::max())), "calendar.too_far");
  EXPECT_EQ(text(desk.add(at("9999-12-29T01:00:00Z"), hours{90})), "calendar.too_far");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T01:00:00Z"), -1)), "calendar.negative");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T01:00:00Z"), 1'000'000'000)), "calendar.too_far");
}

TEST(Between, counts_open_time_only) {
  const auto desk = made(shanghai());
  EXPECT_EQ(desk.between(at("2026-11-02T00:00:00Z"), at("2026-11-03T00:00:00Z")), hours{9});
  EXPECT_EQ(desk.between(at("2026-11-06T09:00:00Z"), at("2026-11-09T02:00:00Z")), hours{2});
  EXPECT_EQ(desk.between(at("2026-11-09T02:00:00Z"), at("2026-11-06T09:00:00Z")), hours{0});
  EXPECT_EQ(desk.between(at("2026-11-02T01:00:00Z"), at("2026-11-02T01:00:00Z")), hours{0});
  EXPECT_EQ(desk.between(at("1700-01-01T00:00:00Z"), at("2100-01-01T00:00:00Z")) % hours{9}, hours{0})
      << "more than 200 years";
}

TEST(Precedence, shifts_before_make_up_days_before_holidays_before_the_week) {
  auto plan = shanghai();
  plan.holidays[date(2026, 10, 1)] = "国庆节";
  plan.holidays[date(2026, 10, 10)] = "also named a holiday";
  plan.make_up_days[date(2026, 10, 10)] = "补班";
  plan.make_up_days[date(2026, 10, 11)] = "补班";
  plan.shifts[date(2026, 10, 11)] = {{hm(10), hm(11)}};
  plan.recurring_holidays[std::chrono::January / 1] = "元旦";
  plan.breaks[date(2026, 10, 10)] = {{hm(12), hm(13)}};
  const auto desk = made(plan);
  const auto open_on = [&](LocalDate day) {
    Millis open{0};
    for (const auto& span : desk.day(day)) open += span.to - span.from;
    return open;
  };
  EXPECT_EQ(open_on(date(2026, 10, 1)), hours{0});
  EXPECT_EQ(open_on(date(2026, 10, 10)), hours{8}) << "Monday's hours less the break";
  EXPECT_EQ(open_on(date(2026, 10, 11)), hours{1});
  EXPECT_EQ(open_on(date(2027, 1, 1)), hours{0});
  EXPECT_EQ(open_on(date(2026, 12, 31)), hours{9});
}

TEST(Precedence, make_up_days_have_hours_of_their_own) {
  auto plan = shanghai();
  plan.make_up_days[date(2026, 10, 10)] = "补班";
  plan.make_up_hours = {{hm(10), hm(16)}};
  const auto spans = made(plan).day(date(2026, 10, 10));
  ASSERT_EQ(spans.size(), 1U);
  EXPECT_EQ(text(spans[0].from), "2026-10-10T02:00:00Z");
  EXPECT_EQ(text(spans[0].to), "2026-10-10T08:00:00Z");
}

TEST(Breaks, are_cut_out_wherever_they_lie) {
  struct Case {
    Day breaks;
    minutes open;
  };
  const Case cases[] = {
      {{{hm(12), hm(13)}}, hours{8}},
      {{{hm(8), hm(10)}}, hours{8}},
      {{{hm(17), hm(24)}}, hours{8}},
      {{{hm(0), hm(24)}}, hours{0}},
      {{{hm(14), hm(15)}, {hm(12), hm(13)}, {hm(12, 30), hm(13, 30)}}, hours{6} + minutes{30}},
      {{{hm(20), hm(21)}}, hours{9}},
  };
  for (const auto& [breaks, open] : cases) {
    auto plan = shanghai();
    plan.breaks[date(2026, 11, 2)] = breaks;
    EXPECT_EQ(made(plan).between(at("2026-11-01T16:00:00Z"), at("2026-11-02T16:00:00Z")), open);
  }
}

TEST(BusinessDays, keep_the_local_time_of_day) {
  auto plan = shanghai();
  plan.holidays[date(2026, 11, 4)] = "holiday";
  const auto desk = made(plan);
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T05:00:00Z"), 1)), "2026-11-03T05:00:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T05:00:00Z"), 2)), "2026-11-05T05:00:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-06T12:00:00Z"), 1)), "2026-11-10T01:00:00Z")
      << "closed on Friday evening: counts from Monday's opening";
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-06T12:00:00Z"), 0)), "2026-11-09T01:00:00Z");
}

TEST(BusinessDays, move_to_the_next_opening_where_the_time_is_closed_on_that_day) {
  auto plan = shanghai();
  plan.shifts[date(2026, 11, 3)] = {{hm(9), hm(12)}};
  plan.shifts[date(2026, 11, 4)] = {{hm(15), hm(18)}};
  const auto desk = made(plan);
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T05:00:00Z"), 1)), "2026-11-04T07:00:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T05:00:00Z"), 2)), "2026-11-04T07:00:00Z");
}

TEST(BusinessDays, may_end_at_the_close_of_the_day) {
  auto plan = weekdays("Asia/Shanghai", {{hm(9), hm(12)}, {hm(13), hm(18)}});
  plan.business_days = Plan::BusinessDays::end_of_day;
  const auto desk = made(plan);
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T02:00:00Z"), 1)), "2026-11-03T10:00:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-06T12:00:00Z"), 1)), "2026-11-10T10:00:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("2026-11-02T02:00:00Z"), 0)), "2026-11-02T02:00:00Z");
}

TEST(BusinessDays, end_at_the_last_close_that_is_not_lost_in_a_gap) {
  Plan plan;
  plan.zone = "Asia/Shanghai";  // on Sunday 1986-05-04 clocks went from 02:00 to 03:00
  plan.week[6] = {{hm(1), hm(1, 30)}, {hm(2, 30), hm(3)}};
  plan.business_days = Plan::BusinessDays::end_of_day;
  const auto desk = made(plan);
  EXPECT_EQ(text(desk.add_business_days(at("1986-04-26T17:00:00Z"), 1)), "1986-05-03T17:30:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("1986-04-26T17:00:00Z"), 2)), "1986-05-10T18:00:00Z");
}

/// Two spans a day, the second to 24:00, a holiday, a working Saturday, and New York's clocks going back on
/// Sunday.
TEST(CalendarRow, N4_counts_days_as_true_days_over_all_that_may_lie_between) {
  auto plan = weekdays("America/New_York", {{hm(9), hm(12)}, {hm(13), hm(24)}});
  plan.holidays[date(2026, 10, 30)] = "Founding day";
  plan.make_up_days[date(2026, 10, 31)] = "working Saturday";
  const auto desk = made(plan);
  const auto thursday_evening = at("2026-10-30T03:30:00Z");  // 23:30, four hours behind UTC
  EXPECT_EQ(text(desk.add_business_days(thursday_evening, 1)), "2026-11-01T03:30:00Z") << "Saturday, 23:30";
  EXPECT_EQ(text(desk.add_business_days(thursday_evening, 2)), "2026-11-03T04:30:00Z")
      << "Monday, an hour later";
  EXPECT_EQ(text(desk.add(thursday_evening, hours{1})), "2026-10-31T13:30:00Z")
      << "through midnight: Saturday 9:30";
  EXPECT_EQ(desk.between(thursday_evening, at("2026-11-03T05:00:00Z")), minutes{30} + hours{28});
  plan.zone = "Europe/Berlin";
  EXPECT_EQ(text(made(in_zone(plan, "Asia/Tokyo")).add(at("2026-11-02T00:00:00Z"), hours{3})),
            "2026-11-02T03:00:00Z")
      << "in the reader's zone: Monday, 9:00 to 12:00";
}

TEST(BusinessDays, reach_over_years) {
  EXPECT_EQ(text(made(shanghai()).add_business_days(at("2026-11-02T05:00:00Z"), 5 * 52 * 10)),
            "2036-10-20T05:00:00Z");
}

TEST(Segments, tell_open_closed_and_holidays_without_holes) {
  auto plan = shanghai();
  plan.holidays[date(2026, 11, 9)] = "Founding day";
  plan.holidays[date(2026, 11, 10)] = "Founding day";
  Segments segments;
  const auto calendar = made(plan);  // the names live as long as it
  const auto end = calendar.add(at("2026-11-06T08:00:00Z"), hours{3}, &segments);
  EXPECT_EQ(text(end), "2026-11-11T02:00:00Z");
  ASSERT_EQ(segments.size(), 5U);
  const struct {
    const char* from;
    Why why;
    const char* name;
  } expected[] = {{"2026-11-06T08:00:00Z", Why::open, ""},
                  {"2026-11-06T10:00:00Z", Why::closed, ""},
                  {"2026-11-08T16:00:00Z", Why::holiday, "Founding day"},
                  {"2026-11-10T16:00:00Z", Why::closed, ""},
                  {"2026-11-11T01:00:00Z", Why::open, ""}};
  for (size_t n = 0; n < segments.size(); ++n) {
    EXPECT_EQ(text(segments[n].from), expected[n].from);
    EXPECT_EQ(text(segments[n].to), n + 1 < segments.size() ? expected[n + 1].from : text(end));
    EXPECT_EQ(segments[n].why, expected[n].why) << n;
    EXPECT_EQ(segments[n].name, expected[n].name) << n;
  }
}

TEST(Segments, name_the_holiday_of_an_evening_that_comes_twice) {
  auto plan = daily("America/St_Johns", {{hm(9), hm(17)}});
  plan.holidays[date(1999, 10, 30)] = "Regatta";  // at 00:01 of the 31st it was 23:01 of the 30th again
  Segments segments;
  const auto calendar = made(plan);
  calendar.between(at("1999-10-31T02:58:00Z"), at("1999-10-31T05:00:00Z"), &segments);
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[0].name, "Regatta");
  EXPECT_EQ(format_instant(segments[0].to), "1999-10-31T03:30:00Z");
  EXPECT_EQ(segments[1].why, Why::closed);
}

TEST(Segments, are_one_where_a_calendar_is_always_open) {
  Plan plan;
  plan.always = true;
  Segments segments;
  EXPECT_EQ(made(plan).between(at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z"), &segments),
            hours{720});
  EXPECT_EQ(segments.size(), 1U);
}

TEST(Make, says_what_is_wrong_with_hours) {
  EXPECT_EQ(key_of(Calendar::make(weekdays("Mars/Olympus", {{hm(9), hm(18)}}))), "calendar.unknown_zone");
  EXPECT_EQ(key_of(Calendar::make(weekdays("UTC", {{hm(22), hm(6)}}))), "calendar.across_midnight");
  EXPECT_EQ(key_of(Calendar::make(weekdays("UTC", {{hm(22), hm(0)}}))), "calendar.across_midnight");
  EXPECT_EQ(key_of(Calendar::make(weekdays("UTC", {{hm(9), hm(9)}}))), "calendar.bad_span");
  EXPECT_EQ(key_of(Calendar::make(weekdays("UTC", {{hm(9), hm(25)}}))), "calendar.bad_span");
  EXPECT_EQ(key_of(Calendar::make(weekdays("UTC", {{hm(-1), hm(2)}}))), "calendar.bad_span");
  EXPECT_EQ(key_of(Calendar::make(Plan{})), "calendar.never_open");
  auto bad_shift = weekdays("UTC", {{hm(9), hm(10)}});
  bad_shift.shifts[date(2026, 1, 1)] = {{hm(22), hm(2)}};
  const auto result = Calendar::make(bad_shift);
  ASSERT_EQ(key_of(result), "calendar.across_midnight");
  EXPECT_EQ(result.error().values.at("from"), "22:00");
  EXPECT_EQ(result.error().values.at("to"), "02:00");
}

TEST(Make, takes_spans_in_any_order_and_joins_what_overlaps) {
  const auto desk = made(daily("UTC", {{hm(14), hm(18)}, {hm(9), hm(12)}, {hm(11), hm(13)}}));
  EXPECT_EQ(desk.day(date(2026, 11, 2)).size(), 2U);
  EXPECT_EQ(desk.between(at("2026-11-02T00:00:00Z"), at("2026-11-03T00:00:00Z")), hours{8});
}

TEST(InZone, moves_the_same_hours_elsewhere) {
  const auto desk = made(in_zone(shanghai(), "Asia/Tokyo"));
  EXPECT_EQ(desk.zone(), "Asia/Tokyo");
  EXPECT_EQ(text(desk.next_opening(at("2026-11-01T00:00:00Z"))), "2026-11-02T00:00:00Z");
}

}  // namespace
}  // namespace mado::calendar
