/// The policies of the project itself read without a mistake, and say what they mean to say.
#include <gtest/gtest.h>

#include "policy/read.hpp"

namespace mado::policy {
namespace {

Reading read_policy(const std::string& name) {
  auto reading = read_file(std::string(PROJECT_DIR) + "/policies/" + name);
  EXPECT_TRUE(reading.has_value()) << name;
  if (!reading) return {};
  for (const auto& mistake : reading->mistakes)
    ADD_FAILURE() << name << ':' << mistake.place.line << ':' << mistake.place.column << ": "
                  << spoken(mistake, Language::en) << ' ' << mistake.file;
  return *std::move(reading);
}

TEST(ReadReference, EveryPolicyOfTheProjectIsRight) {
  for (const auto* name : {"m365-21vianet.toml", "m365-worldwide.toml", "starter.toml"})
    EXPECT_NE(read_policy(name).policy, nullptr) << name;
}

TEST(ReadReference, ChinaKeepsTheOrderOfItsFile) {
  const auto policy = read_policy("m365-21vianet.toml").policy;
  ASSERT_NE(policy, nullptr);
  EXPECT_EQ(policy->calendars.front().id, "always");
  EXPECT_EQ(policy->desks.front().id, "technical");
  EXPECT_EQ(policy->desks.back().id, "presales");
  EXPECT_EQ(policy->rank("A"), 0U);
  EXPECT_EQ(policy->rank("C"), 2U);
  EXPECT_EQ(policy->rank("D"), 3U);
  EXPECT_EQ(policy->plans.front().id, "business-basic");
}

TEST(ReadReference, ChinaPromisesWhatTheSupportModelSays) {
  const auto policy = read_policy("m365-21vianet.toml").policy;
  ASSERT_NE(policy, nullptr);
  const auto& critical = policy->promises.front();
  EXPECT_EQ(critical.needs, "advanced-agreement");
  EXPECT_EQ(critical.first_response.elapsed, std::chrono::hours(1));
  EXPECT_EQ(critical.first_response.calendar, "always");
  ASSERT_TRUE(critical.lower_to);
  EXPECT_TRUE(critical.lower_to->after_silence.calendar.empty());
  const auto& high = policy->promises[1];
  EXPECT_EQ(high.first_response.days, 1);
  EXPECT_EQ(high.first_response.calendar, "business");
  EXPECT_EQ(high.first_response.text, "1bd");
  EXPECT_EQ(policy->desk("billing")->severities, (std::vector<std::string>{"B", "C"}));
  EXPECT_TRUE(policy->desk("presales")->open_to.contains(Audience::visitor));
}

TEST(ReadReference, ChinaKnowsHolidaysAndMakeUpDays) {
  const auto reading = read_policy("m365-21vianet.toml");
  ASSERT_NE(reading.policy, nullptr);
  EXPECT_TRUE(reading.source.files.contains("holidays/cn.ics"));
  const auto& business = reading.policy->calendar("business")->calendar;
  const auto open = [&](const char* at) { return business.open_at(*parse_instant(at)); };
  EXPECT_FALSE(open("2026-10-01T02:00:00Z"));  // National Day, a Thursday
  EXPECT_TRUE(open("2026-10-10T02:00:00Z"));   // a working Saturday
  EXPECT_TRUE(open("2026-02-14T02:00:00Z"));   // a working Saturday before the Spring Festival
  EXPECT_FALSE(open("2026-02-16T02:00:00Z"));
  EXPECT_TRUE(open("2026-11-23T01:00:00Z"));   // Monday 9:00
  EXPECT_FALSE(open("2026-11-23T10:00:00Z"));  // Monday 18:00
}

TEST(ReadReference, WorldwideCountsInTheCallersZone) {
  const auto policy = read_policy("m365-worldwide.toml").policy;
  ASSERT_NE(policy, nullptr);
  EXPECT_TRUE(policy->calendar("caller-office")->caller_zone);
  EXPECT_FALSE(policy->calendar("tokyo")->caller_zone);
  EXPECT_EQ(policy->calendar("tokyo")->calendar.zone(), "Asia/Tokyo");
}

TEST(ReadReference, EveryTopicHasANameInEveryLanguageOfItsOperator) {
  for (const auto* name : {"m365-21vianet.toml", "m365-worldwide.toml"}) {
    const auto policy = read_policy(name).policy;
    ASSERT_NE(policy, nullptr);
    for (const auto& topic : policy->topics)
      for (const auto language : policy->operator_facts.languages)
        EXPECT_EQ(topic.name.language_for(language), language) << topic.id;
  }
}

}  // namespace
}  // namespace mado::policy
