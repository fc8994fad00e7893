#include <gtest/gtest.h>

#include "operators/api.hpp"

namespace mado::operators {
namespace {

json::object terms(Language language, std::string_view now) {
  const auto reading = policy::read_file(PROJECT_DIR "/policies/m365-21vianet.toml").value();
  return terms_json(*reading.policy, language, parse_instant(now).value());
}

TEST(TermsJson, says_who_may_have_what_in_the_readers_language) {
  const json::value all = terms(Language::ja, "2026-11-20T04:00:00Z");
  EXPECT_EQ("m365-cn", all.at("operator").at("id").as_string());
  EXPECT_EQ("重大", all.at("severities").at(0).at("name").as_string());
  EXPECT_EQ(3U, all.at("desks").as_array().size());
  EXPECT_EQ("visitor", all.at("desks").at(2).at("open_to").at(0).as_string());
  EXPECT_EQ(6U, all.at("promises").as_array().size());
  EXPECT_EQ("advanced-agreement", all.at("promises").at(0).at("needs").as_string());
  EXPECT_TRUE(all.at("promises").at(1).at("needs").is_null());
  EXPECT_EQ("14 日", all.at("solved").at("reopen_for").as_string());
}

TEST(TermsJson, tells_todays_hours_and_whether_the_desk_is_open) {
  const json::value all = terms(Language::en, "2026-11-20T04:00:00Z");  // Friday noon in Beijing
  const auto& hours = all.at("desks").at(1).at("hours").at(0);
  EXPECT_TRUE(hours.at("open_now").as_bool());
  EXPECT_EQ("2026-11-20T10:00:00Z", hours.at("closes_at").as_string());
  EXPECT_EQ("2026-11-20T01:00:00Z", hours.at("today").at(0).at("from").as_string());
  const json::value sunday = terms(Language::en, "2026-11-22T04:00:00Z");
  EXPECT_FALSE(sunday.at("desks").at(1).at("hours").at(0).at("open_now").as_bool());
  EXPECT_EQ("2026-11-23T01:00:00Z", sunday.at("desks").at(1).at("hours").at(0).at("opens_at").as_string());
}

}  // namespace
}  // namespace mado::operators
