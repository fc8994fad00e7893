#include <gtest/gtest.h>

#include "unit/calendar/plans.hpp"

namespace mado::calendar {
namespace {

std::string event(std::string_view lines) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + std::string(lines) +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

Plan read(std::string_view ics) {
  Plan plan;
  const auto result = read_holidays(ics, plan);
  EXPECT_TRUE(result) << result.error().key << " " << result.error().values.at("line");
  return plan;
}

TEST(ReadHolidays, reads_days_names_and_working_days) {
  const auto plan = read(
      "\xEF\xBB\xBF"
      "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\n"
      "END:VTIMEZONE\n"
      "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261004\nSUMMARY:国庆节\\, 中秋节\n"
      "BEGIN:VALARM\nTRIGGER:-P1D\nSUMMARY:not this\nEND:VALARM\nEND:VEVENT\n"
      "begin:vevent\ndtstart:20261010\nsummary;language=zh:补班\ncategories:A,WORKDAY\nend:vevent\nEND:"
      "VCALENDAR");
  ASSERT_EQ(plan.holidays.size(), 3U);
  EXPECT_EQ(plan.holidays.at(date(2026, 10, 1)), "国庆节, 中秋节");
  EXPECT_TRUE(plan.holidays.contains(date(2026, 10, 3)));
  EXPECT_FALSE(plan.holidays.contains(date(2026, 10, 4))) << "DTEND is the day after";
  ASSERT_EQ(plan.make_up_days.size(), 1U);
  EXPECT_EQ(plan.make_up_days.at(date(2026, 10, 10)), "补班");
}

TEST(ReadHolidays, joins_folded_lines_even_inside_a_character) {
  const auto plan =
      read(event("DTSTART;VALUE=DATE:202\r\n 61001\r\nSUMMARY:\xE5\x9B\r\n \xBD\xE5\xBA\x86\\nday\\\\"));
  EXPECT_EQ(plan.holidays.at(date(2026, 10, 1)), "国庆\nday\\");
}

TEST(ReadHolidays, takes_a_length_instead_of_an_end) {
  EXPECT_EQ(read(event("DTSTART:20261001\nDURATION:P2D")).holidays.size(), 2U);
  EXPECT_EQ(read(event("DTSTART:20261001\nDURATION:P1W")).holidays.size(), 7U);
}

TEST(ReadHolidays, reads_yearly_repetitions) {
  const auto for_ever =
      read(event("DTSTART:20200101\nSUMMARY:元日\nRRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"));
  EXPECT_EQ(for_ever.recurring_holidays.at(std::chrono::January / 1), "元日");
  EXPECT_TRUE(for_ever.holidays.empty());
  EXPECT_EQ(read(event("DTSTART:20200101\nRRULE:FREQ=YEARLY;COUNT=3")).holidays.size(), 3U);
  EXPECT_EQ(read(event("DTSTART:20200229\nRRULE:FREQ=YEARLY;COUNT=2")).holidays.size(), 2U);
  EXPECT_TRUE(
      read(event("DTSTART:20200229\nRRULE:FREQ=YEARLY;COUNT=2")).holidays.contains(date(2024, 2, 29)));
  EXPECT_EQ(read(event("DTSTART:20200101\nRRULE:FREQ=YEARLY;UNTIL=20220101")).holidays.size(), 3U);
}

TEST(ReadHolidays, leaves_cancelled_events_out) {
  EXPECT_TRUE(read(event("DTSTART:20200101\nSTATUS:CANCELLED")).holidays.empty());
}

struct BadCase {
  std::string ics;
  const char* key;
  const char* line;
};

TEST(ReadHolidays, says_which_line_it_does_not_understand) {
  const BadCase cases[] = {
      {"", "ics.not_a_calendar", "1"},
      {"hello", "ics.line", "1"},
      {"X:1\n", "ics.not_a_calendar", "1"},
      {"BEGIN:VEVENT\nEND:VEVENT", "ics.not_a_calendar", "1"},
      {"BEGIN:VCALENDAR\n", "ics.nesting", "1"},
      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "ics.nesting", "3"},
      {event("SUMMARY:no start"), "ics.no_start", "3"},
      {event("DTSTART;TZID=Asia/Tokyo:20261001T090000"), "ics.timed", "4"},
      {event("DTSTART:20260230"), "ics.date", "4"},
      {event("DTSTART:20261001\nDTEND:20261001"), "ics.end", "5"},
      {event("DTSTART:20261001\nDTEND:20281001"), "ics.end", "5"},
      {event("DTSTART:20261001\nDURATION:PT2H"), "ics.length", "5"},
      {event("DTSTART:20261001\nRRULE:FREQ=MONTHLY"), "ics.rule", "5"},
      {event("DTSTART:20261001\nRRULE:FREQ=YEARLY;BYDAY=2MO"), "ics.rule", "5"},
      {event("DTSTART:20261001\nRRULE:FREQ=YEARLY;INTERVAL=2"), "ics.rule", "5"},
      {event("DTSTART:20261001\nRRULE:COUNT=2"), "ics.rule", "5"},
      {event("DTSTART:20261001\nCATEGORIES:WORKDAY\nRRULE:FREQ=YEARLY"), "ics.rule", "6"},
      {event("DTSTART:20261001\nEXDATE:20271001"), "ics.property", "5"},
      {event("DTSTART:20261001\nSUMMARY:\xFF"), "ics.line", "5"},
  };
  for (const auto& [ics, key, line] : cases) {
    Plan plan;
    const auto result = read_holidays(ics, plan);
    ASSERT_FALSE(result) << ics;
    EXPECT_EQ(result.error().code, ErrorCode::unreadable);
    EXPECT_EQ(result.error().key, key) << ics;
    EXPECT_EQ(result.error().values.at("line"), line) << ics;
    EXPECT_TRUE(plan.holidays.empty());
  }
}

}  // namespace
}  // namespace mado::calendar
