#include "policy/terms_text.hpp"

#include <gtest/gtest.h>

#include "policy/desk_hours.hpp"
#include "policy/read.hpp"

namespace mado::policy {
namespace {

using std::chrono::hours;

const Policy& reference() {
  static const auto reading = read_file(PROJECT_DIR "/policies/m365-21vianet.toml").value();
  return *reading.policy;
}

std::string hours_of(std::string_view calendar, Language language) {
  return hours_text(*reference().calendar(calendar), language);
}

calendar::Span span(int from, int to) { return {hours{from}, hours{to}}; }

TEST(TermsText, hours_of_the_reference_policy) {
  EXPECT_EQ("around the clock, every day", hours_of("always", Language::en));
  EXPECT_EQ("every day 9:00–24:00 (Beijing)", hours_of("extended", Language::en));
  EXPECT_EQ("毎日 9:00〜24:00(北京)", hours_of("extended", Language::ja));
  EXPECT_EQ("business days 9:00–18:00 (Beijing)", hours_of("business", Language::en));
  EXPECT_EQ("工作日 9:00–18:00(北京)", hours_of("business", Language::zh_hans));
}

TEST(TermsText, weeks_of_several_runs_and_several_spans) {
  NamedCalendar uneven = *reference().calendar("extended");
  uneven.plan.zone = "America/New_York";
  uneven.plan.week = {};
  for (size_t day = 0; day < 4; ++day) uneven.plan.week[day] = {span(9, 12), span(13, 18)};
  uneven.plan.week[5] = {span(10, 14)};
  EXPECT_EQ("Monday to Thursday 9:00–12:00, 13:00–18:00; Saturday 10:00–14:00 (New York)",
            hours_text(uneven, Language::en));
  EXPECT_EQ("月曜から木曜 9:00〜12:00、13:00〜18:00、土曜 10:00〜14:00(ニューヨーク)",
            hours_text(uneven, Language::ja));
}

TEST(TermsText, hours_in_the_customers_own_zone_say_so) {
  NamedCalendar own = *reference().calendar("extended");
  own.caller_zone = true;
  EXPECT_EQ("every day 9:00–24:00 (your local time)", hours_text(own, Language::en));
}

TEST(TermsText, promises_of_the_reference_policy) {
  const auto first = [](std::string_view severity, Language language) {
    return target_text(reference(), first_promise(reference(), "technical", severity)->first_response,
                       language);
  };
  EXPECT_EQ("within 1 hour", first("A", Language::en));
  EXPECT_EQ("within 1 business day", first("B", Language::en));
  EXPECT_EQ("3 営業日以内", first("C", Language::ja));
  EXPECT_EQ("1 小时内", first("A", Language::zh_hans));
}

TEST(TermsText, time_that_counts_only_while_open_says_so) {
  const Target target{.elapsed = hours{4}, .calendar = "business"};
  EXPECT_EQ("within 4 hours of opening hours", target_text(reference(), target, Language::en));
  EXPECT_EQ("受付時間で 4 時間以内", target_text(reference(), target, Language::ja));
}

TEST(TermsText, lengths_take_the_largest_unit_that_divides_them) {
  EXPECT_EQ("14 days", length_text(hours{14 * 24}, Language::en));
  EXPECT_EQ("1 day", length_text(hours{24}, Language::en));
  EXPECT_EQ("36 hours", length_text(hours{36}, Language::en));
  EXPECT_EQ("90 分", length_text(std::chrono::minutes{90}, Language::ja));
}

TEST(DeskHours, severities_with_the_same_hours_stand_together) {
  const auto all = hours_of_desk(reference(), *reference().desk("technical"));
  ASSERT_EQ(2U, all.size());
  EXPECT_EQ("always", all[0].calendar->id);
  EXPECT_EQ(std::vector<std::string>{"A"}, all[0].severities);
  EXPECT_EQ("extended", all[1].calendar->id);
  EXPECT_EQ((std::vector<std::string>{"B", "C"}), all[1].severities);
}

TEST(DeskHours, a_closed_desk_tells_when_it_opens) {
  const auto& extended = reference().calendar("extended")->calendar;
  const auto night = opening_at(extended, parse_instant("2026-11-22T20:00:00Z").value());  // 4:00 in Beijing
  EXPECT_FALSE(night.open_now);
  EXPECT_EQ(parse_instant("2026-11-23T01:00:00Z").value(), night.opens_at);
  const auto day = opening_at(extended, parse_instant("2026-11-22T04:00:00Z").value());
  EXPECT_TRUE(day.open_now);
  EXPECT_EQ(parse_instant("2026-11-22T16:00:00Z").value(), day.closes_at);
}

}  // namespace
}  // namespace mado::policy
