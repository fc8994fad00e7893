// Zones and daylight saving: what happens to local times that do not exist, or exist twice.
#include "calendar/zone.hpp"

#include <gtest/gtest.h>

#include "calendar/posix_rule.hpp"
#include "unit/calendar/plans.hpp"

namespace mado::calendar {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(IsZone, knows_the_database_and_nothing_else) {
  for (const char* zone : {"UTC", "Etc/UTC", "Asia/Shanghai", "Asia/Tokyo", "PRC", "America/New_York"})
    EXPECT_TRUE(is_zone(zone)) << zone;
  for (const char* zone :
       {"", "asia/tokyo", "localtime", "caller", "../../etc/passwd", "Asia", "tzdata.zi", "+08:00"})
    EXPECT_FALSE(is_zone(zone)) << zone;
  EXPECT_THROW(to_local("Mars/Olympus", Instant{}), std::out_of_range);
}

TEST(ToInstant, takes_the_first_after_a_gap_and_the_first_of_two) {
  const auto local = [](int month, int day, Minutes time) { return date(2026, month, day) + time; };
  EXPECT_EQ(text(to_instant("America/New_York", local(3, 8, hm(1, 59)))), "2026-03-08T06:59:00Z");
  EXPECT_EQ(text(to_instant("America/New_York", local(3, 8, hm(2, 30)))), "2026-03-08T07:00:00Z");
  EXPECT_EQ(text(to_instant("America/New_York", local(3, 8, hm(3)))), "2026-03-08T07:00:00Z");
  EXPECT_EQ(text(to_instant("America/New_York", local(11, 1, hm(1, 30)))), "2026-11-01T05:30:00Z");
  EXPECT_EQ(text(find_zone("America/New_York")->last(local(11, 1, hm(1, 30)))), "2026-11-01T06:30:00Z");
  EXPECT_EQ(to_local("America/New_York", at("2026-11-01T06:30:00Z")), local(11, 1, hm(1, 30)));
}

struct OffsetCase {
  const char* zone;
  const char* instant;
  minutes offset;
};

/// The date library ends in 2037; the rules at the end of the zone files go on.
TEST(Zone, keeps_daylight_saving_after_2037) {
  const OffsetCase cases[] = {
      {"America/New_York", "2040-11-04T05:59:59Z", -hours{4}},
      {"America/New_York", "2040-11-04T06:00:00Z", -hours{5}},
      {"Europe/Dublin", "2050-07-01T00:00:00Z", hours{1}},
      {"Europe/Dublin", "2050-12-01T00:00:00Z", hours{0}},
      {"Australia/Lord_Howe", "2045-01-01T00:00:00Z", hours{11}},
      {"Australia/Lord_Howe", "2045-07-01T00:00:00Z", hours{10} + minutes{30}},
      {"America/Nuuk", "2060-07-01T00:00:00Z", -hours{1}},
      {"Asia/Shanghai", "2100-07-01T00:00:00Z", hours{8}},
      {"America/St_Johns", "2199-07-01T00:00:00Z", -(hours{2} + minutes{30})},
  };
  for (const auto& [zone, instant, offset] : cases)
    EXPECT_EQ(to_local(zone, at(instant)).time_since_epoch() - at(instant).time_since_epoch(), offset)
        << zone << " " << instant;
}

TEST(PosixRule, reads_what_zone_files_say) {
  const auto nuuk = read_posix_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(nuuk);
  EXPECT_EQ(nuuk->standard_offset, -hours{2});
  EXPECT_EQ(nuuk->summer_offset, -hours{1});
  EXPECT_EQ(nuuk->to_summer.time, -hours{1});
  const auto periods = periods_of(*nuuk, std::chrono::year{2026});
  EXPECT_EQ(text(periods[0].begin), "2026-03-29T01:00:00Z");
  EXPECT_EQ(text(periods[1].begin), "2026-10-25T01:00:00Z");
  const auto dublin = read_posix_rule("IST-1GMT0,M10.5.0,M3.5.0/1");
  ASSERT_TRUE(dublin);
  EXPECT_EQ(dublin->summer_offset, hours{0});
  for (const char* text : {"", "CST-8", "<+0330>-3:30", "EST5EDT", "EST5EDT,J60,J300",
                           "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0x"})
    EXPECT_FALSE(read_posix_rule(text)) << text;
}

/// New York, 8 March 2026: 02:00 to 03:00 does not exist. 1 November: 01:00 to 02:00 exists twice.
struct SpanCase {
  Span span;
  const char* from;
  const char* to;
};

TEST(Spring, counts_from_the_first_instant_after_the_gap) {
  const SpanCase cases[] = {
      {{hm(2), hm(4)}, "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z"},
      {{hm(2, 30), hm(4)}, "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z"},
      {{hm(1), hm(2, 30)}, "2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z"},
      {{hm(0), hm(24)}, "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
  };
  for (const auto& [span, from, to] : cases) {
    const auto spans = made(daily("America/New_York", {span})).day(date(2026, 3, 8));
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(text(spans[0].from), from);
    EXPECT_EQ(text(spans[0].to), to);
  }
  const auto inside = made(daily("America/New_York", {{hm(2, 15), hm(2, 45)}}));
  EXPECT_TRUE(inside.day(date(2026, 3, 8)).empty());
  EXPECT_EQ(text(inside.add_business_days(at("2026-03-07T07:20:00Z"), 1)), "2026-03-09T06:20:00Z")
      << "a day that never opens is no business day";
}

TEST(Autumn, opens_at_the_first_and_closes_at_the_second) {
  const SpanCase cases[] = {
      {{hm(1), hm(3)}, "2026-11-01T05:00:00Z", "2026-11-01T08:00:00Z"},
      {{hm(1, 30), hm(3)}, "2026-11-01T05:30:00Z", "2026-11-01T08:00:00Z"},
      {{hm(0), hm(1, 30)}, "2026-11-01T04:00:00Z", "2026-11-01T06:30:00Z"},
      {{hm(0), hm(24)}, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
  };
  for (const auto& [span, from, to] : cases) {
    const auto spans = made(daily("America/New_York", {span})).day(date(2026, 11, 1));
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(text(spans[0].from), from);
    EXPECT_EQ(text(spans[0].to), to);
  }
}

TEST(Autumn, counts_no_instant_twice) {
  const auto two_spans = made(daily("America/New_York", {{hm(0), hm(1, 20)}, {hm(1, 40), hm(3)}}));
  EXPECT_EQ(two_spans.between(at("2026-11-01T04:00:00Z"), at("2026-11-02T05:00:00Z")), hours{4});
  // In Havana midnight itself comes twice: Saturday's 24:00 is the second, Sunday's 00:00 the first.
  const auto havana = made(daily("America/Havana", {{hm(0), hm(24)}}));
  EXPECT_EQ(havana.between(at("2026-10-31T00:00:00Z"), at("2026-11-03T00:00:00Z")), hours{72});
  // In St. John's clocks once went back from 00:01 to 23:01 of the day before.
  const auto st_johns = made(daily("America/St_Johns", {{hm(0), hm(12)}}));
  EXPECT_TRUE(st_johns.open_at(at("2006-10-29T02:45:00Z"))) << "23:15 on Saturday, but Sunday has begun";
}

TEST(BusinessDays, take_the_first_of_two_and_the_end_of_a_gap) {
  const auto desk = made(daily("America/New_York", {{hm(0), hm(24)}}));
  EXPECT_EQ(text(desk.add_business_days(at("2026-10-31T05:30:00Z"), 1)), "2026-11-01T05:30:00Z");
  EXPECT_EQ(text(desk.add_business_days(at("2026-03-07T07:30:00Z"), 1)), "2026-03-08T07:00:00Z");
}

TEST(DateLine, a_date_that_never_was_is_no_business_day) {
  const auto apia = made(daily("Pacific/Apia", {{hm(9), hm(17)}}));
  EXPECT_TRUE(apia.day(date(2011, 12, 30)).empty());
  EXPECT_EQ(text(apia.add_business_days(at("2011-12-29T20:00:00Z"), 1)), "2011-12-30T20:00:00Z")
      << "10:00 on the 29th, then 10:00 on the 31st";
}

}  // namespace
}  // namespace mado::calendar
