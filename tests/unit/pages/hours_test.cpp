#include "pages/hours.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pages/day_bar.hpp"
#include "unit/pages/readers.hpp"

namespace mado::pages {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto worldwide = "m365-worldwide";

const policy::NamedCalendar& calendar_of(const Reader& reader, std::string_view id) {
  return *reader.policy().calendar(id);
}

TEST(Stretches, reach_from_yesterday_to_one_after_the_day_after_tomorrow) {
  const auto reader = reader_at(noon, Language::en);
  EXPECT_EQ(
      "2026-11-19T01:00:00Z/2026-11-19T10:00:00Z 2026-11-20T01:00:00Z/2026-11-20T10:00:00Z "
      "2026-11-23T01:00:00Z/2026-11-23T10:00:00Z",
      stretches_text(calendar_of(reader, "business"), reader));
  EXPECT_THAT(stretches_text(calendar_of(reader, "always"), reader),
              AllOf(Not(HasSubstr(" ")), testing::EndsWith("/")));
}

TEST(Stretches, of_the_callers_own_clock_name_no_zone) {
  const auto reader = reader_at(noon, Language::en, worldwide);
  EXPECT_EQ(
      "2026-11-19T09:00:00/2026-11-19T17:00:00 2026-11-20T09:00:00/2026-11-20T17:00:00 "
      "2026-11-23T09:00:00/2026-11-23T17:00:00",
      stretches_text(calendar_of(reader, "caller-office"), reader));
}

TEST(Stretches, pass_over_a_week_of_holidays) {
  const auto reader = reader_at("2026-09-30T11:00:00Z", Language::en);
  EXPECT_THAT(stretches_text(calendar_of(reader, "business"), reader),
              testing::EndsWith(
                  "2026-09-30T01:00:00Z/2026-09-30T10:00:00Z 2026-10-08T01:00:00Z/2026-10-08T10:00:00Z"));
}

TEST(NowHtml, says_until_when_and_from_when) {
  const auto open = reader_at(noon, Language::en);
  EXPECT_THAT(now_html(calendar_of(open, "business"), open),
              AllOf(HasSubstr("<b class=\"open\">Open</b>"),
                    HasSubstr("until <time datetime=\"2026-11-20T10:00:00Z\"")));
  EXPECT_EQ("<b class=\"open\">Open</b>", now_html(calendar_of(open, "always"), open));
  const auto shut = reader_at("2026-11-22T04:00:00Z", Language::en);
  EXPECT_THAT(now_html(calendar_of(shut, "business"), shut),
              AllOf(HasSubstr("class=\"shut\""), HasSubstr("opens <time datetime=\"2026-11-23T01:00:00Z\"")));
}

TEST(NowHtml, does_not_guess_where_the_caller_is) {
  const auto reader = reader_at(noon, Language::en, worldwide);
  EXPECT_EQ("<small>By the clock where you are</small>",
            now_html(calendar_of(reader, "caller-office"), reader));
  EXPECT_EQ("9:00–17:00", today_text(calendar_of(reader, "caller-office"), reader));
  EXPECT_THAT(day_bar_html(calendar_of(reader, "caller-office"), reader), HasSubstr("visibility=\"hidden\""));
}

}  // namespace
}  // namespace mado::pages
