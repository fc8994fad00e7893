/// What a role may do (policy row S2).
#include "policy/rights.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Rights, AreReadWithStarsAndDesks) {
  const auto& rules = *policy();
  EXPECT_TRUE(may(rules, {"global-admin"}, "request:open", "billing"));
  EXPECT_TRUE(may(rules, {"billing-admin"}, "request:open"));
  EXPECT_TRUE(may(rules, {"billing-admin"}, "request:open@billing"));
  EXPECT_FALSE(may(rules, {"billing-admin"}, "request:open", "technical"));
  EXPECT_FALSE(may(rules, {"billing-admin"}, "request:answer", "billing"));
  EXPECT_FALSE(may(rules, {"global-admin"}, "people:read"));
  EXPECT_FALSE(may(rules, {"unknown"}, "request:open"));
}

TEST(Rights, AreWrittenOutAndSorted) {
  const auto& rules = *policy();
  EXPECT_THAT(rights_of(rules, {"global-admin"}),
              ElementsAre("request:answer", "request:open", "request:read"));
  EXPECT_THAT(rights_of(rules, {"billing-admin"}),
              ElementsAre("billing:read", "request:open@billing", "request:read@billing"));
  EXPECT_THAT(rights_of(rules, {}), IsEmpty());
  EXPECT_THAT(rights_of(rules, {"unknown"}), IsEmpty());
}

TEST(Rights, AtEveryDeskLeaveNothingToSayOfOne) {
  EXPECT_THAT(rights_of(*policy(), {"billing-admin", "global-admin", "user-admin"}),
              ElementsAre("billing:read", "people:read", "request:answer", "request:open", "request:read"));
}

}  // namespace
}  // namespace mado::policy::sample
