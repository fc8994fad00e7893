/// Why not more, in words (policy rows S21, N5).
#include "requests/limit_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/read.hpp"

namespace mado::requests {
namespace {

using testing::HasSubstr;
using testing::Not;

policy::Reading reading() { return policy::read_file(PROJECT_DIR "/policies/m365-21vianet.toml").value(); }

policy::Limit limit(policy::Limit::Reason reason) {
  policy::Limit made{.asked = "A", .given = "B", .reason = reason, .needs = {}, .lifted_by = {}, .place = {}};
  made.place.line = 97;
  made.places = {made.place, made.place};
  made.places.back().line = 120;
  return made;
}

constexpr auto needs_entitlement = policy::Limit::Reason::needs_entitlement;
constexpr auto desk_lacks_severity = policy::Limit::Reason::desk_lacks_severity;

TEST(LimitView, names_what_would_lift_it_and_the_way_there) {
  const auto policy = reading().policy;
  auto limited = limit(needs_entitlement);
  limited.needs = "advanced-agreement";
  limited.lifted_by = {"advanced-agreement"};
  for (const auto language : {Language::en, Language::ja, Language::zh_hans}) {
    const json::value shown = limit_json(limited, "technical", *policy, language);
    const auto& plan = shown.at("lifted_by").at(0);
    const auto& held = *policy->plan("advanced-agreement");
    EXPECT_EQ(held.name.in(language, {}), plan.at("name").as_string());
    EXPECT_EQ(held.obtain.in(language, {}), plan.at("obtain").as_string());
    EXPECT_THAT(std::string(shown.at("text").as_string()),
                HasSubstr(std::string(held.name.in(language, {}))));
    EXPECT_EQ("advanced-agreement", shown.at("needs").as_string());
    EXPECT_EQ(97, shown.at("line").to_number<int>());
    EXPECT_EQ(120, shown.at("lines").at(1).to_number<int>());
  }
}

TEST(LimitView, is_whole_where_no_plan_is_sold_that_would_lift_it) {
  auto limited = limit(needs_entitlement);
  limited.needs = "by-hand-only";
  const json::value shown = limit_json(limited, "technical", *reading().policy, Language::en);
  EXPECT_THAT(std::string(shown.at("text").as_string()), Not(HasSubstr("“”")));
  EXPECT_TRUE(shown.at("lifted_by").as_array().empty());
}

TEST(LimitView, tells_how_far_the_desk_goes) {
  const json::value shown =
      limit_json(limit(desk_lacks_severity), "billing", *reading().policy, Language::en);
  EXPECT_EQ("The desk “Billing and subscriptions” answers up to severity B; A does not exist there.",
            shown.at("text").as_string());
  EXPECT_TRUE(shown.at("needs").is_null());
}

TEST(LimitView, names_desks_plans_and_roles_of_the_way_on) {
  const policy::WayOn way{.desks = {"presales"}, .plans = {"advanced-agreement"}, .roles = {"global-admin"}};
  const json::value shown = way_on_json(way, *reading().policy, Language::en);
  EXPECT_EQ("presales", shown.at("desks").at(0).at("id").as_string());
  EXPECT_EQ("Signed through your sales account manager.", shown.at("plans").at(0).at("obtain").as_string());
  EXPECT_EQ("Global administrator", shown.at("roles").at(0).at("name").as_string());
}

}  // namespace
}  // namespace mado::requests
