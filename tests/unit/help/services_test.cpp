#include "help/services.hpp"

#include <gtest/gtest.h>

namespace mado::help {
namespace {

policy::Policy sample() {
  policy::Policy policy;
  for (const auto* id : {"mail", "meetings", "sign-in"}) policy.services.push_back({.id = id});
  policy.plans.push_back({.id = "basic", .features = {{"mail", true}, {"meetings", false}}});
  policy.plans.push_back({.id = "full", .features = {{"mail", true}, {"meetings", true}}});
  policy.plans.push_back({.id = "support", .features = {}});
  return policy;
}

std::vector<policy::Held> holding(std::vector<std::string> plans) {
  std::vector<policy::Held> held;
  for (auto& plan : plans) held.push_back({.plan = std::move(plan)});
  return held;
}

TEST(ServicesN8, incidents_are_those_of_the_services_that_an_organization_has) {
  const auto policy = sample();
  EXPECT_TRUE(matters(policy, holding({"basic"}), "mail"));
  EXPECT_FALSE(matters(policy, holding({"basic"}), "meetings"));
  EXPECT_FALSE(matters(policy, holding({"basic", "support"}), "meetings"));
  EXPECT_TRUE(matters(policy, holding({"basic", "full"}), "meetings"));
}

TEST(ServicesN8, what_no_plan_names_is_everybodys_and_who_holds_nothing_sees_what_is_public) {
  const auto policy = sample();
  EXPECT_TRUE(matters(policy, holding({"basic"}), "sign-in"));
  EXPECT_TRUE(matters(policy, {}, "meetings"));
  EXPECT_TRUE(matters(policy, holding({"support"}), "meetings"));
  EXPECT_TRUE(matters(policy, holding({"unknown"}), "meetings"));
}

}  // namespace
}  // namespace mado::help
