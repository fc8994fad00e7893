/// What a customer owes at opening (policy row S19): the policy's words alone decide, never a severity's
/// letter.
#include "requests/owed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mado::requests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view account = "admin@contoso.example";
const std::vector<std::string> everything = {"impact-statement", "people-assigned", "correct-contacts",
                                             "reachable"};

Open by(ContactWay way, std::string email = {}, std::string phone = {}, std::string impact = {}) {
  Open command;
  command.contact = {.way = way, .email = std::move(email), .phone = std::move(phone)};
  command.business_impact = std::move(impact);
  return command;
}

std::vector<std::string> fields(const std::vector<FieldError>& owed) {
  std::vector<std::string> names;
  for (const auto& each : owed) names.push_back(each.field + ": " + each.key);
  return names;
}

TEST(StillOwed, tells_all_at_once) {
  EXPECT_THAT(fields(still_owed(everything, by(ContactWay::email), "")),
              ElementsAre("business_impact: impact_statement_owed", "contact.email: reachable_owed"));
  EXPECT_THAT(fields(still_owed(everything, by(ContactWay::phone), account)),
              ElementsAre("business_impact: impact_statement_owed", "contact.phone: phone_owed"));
}

TEST(StillOwed, takes_no_blank_for_a_statement) {
  EXPECT_THAT(fields(still_owed(everything, by(ContactWay::email, {}, {}, " \n\u3000"), account)),
              ElementsAre("business_impact: impact_statement_owed"));
  EXPECT_THAT(still_owed(everything, by(ContactWay::email, {}, {}, "出荷停止"), account), IsEmpty());
}

TEST(StillOwed, knows_three_ways_of_being_reached) {
  const std::vector<std::string> reachable = {"reachable"};
  EXPECT_THAT(still_owed(reachable, by(ContactWay::email), account), IsEmpty());
  EXPECT_THAT(still_owed(reachable, by(ContactWay::email, "me@contoso.example"), ""), IsEmpty());
  EXPECT_THAT(still_owed(reachable, by(ContactWay::callback, {}, "+81 3 1234 5678"), ""), IsEmpty());
  EXPECT_THAT(fields(still_owed(reachable, by(ContactWay::email, {}, "+81 3 1234 5678"), "")),
              ElementsAre("contact.email: reachable_owed"));
}

TEST(StillOwed, asks_for_nothing_the_policy_does_not_ask_for) {
  EXPECT_THAT(still_owed({}, by(ContactWay::email), ""), IsEmpty());
  EXPECT_THAT(fields(still_owed({}, by(ContactWay::callback), account)),
              ElementsAre("contact.phone: phone_owed"));
}

}  // namespace
}  // namespace mado::requests
