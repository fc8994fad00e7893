/// A policy that changes while a request runs (policy rows N2, N3), as docs/clocks.md says it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using testing::ElementsAre;

/// The sample policy with some of its text put differently.
std::shared_ptr<const Policy> with(const std::vector<std::pair<std::string, std::string>>& replacements) {
  auto text = std::string(policy_text());
  for (const auto& [from, to] : replacements) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  return policy_of(text);
}

LifeEvent under(std::string_view at, std::shared_ptr<const Policy> next, std::int64_t version = 2) {
  auto changed = event(at, Kind::policy_changed);
  changed.version = version;
  changed.new_policy = std::move(next);
  return changed;
}

TEST(ClocksPolicyChanged, N2_DueByTheNewPromiseFromTheStartOfTheClock) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B")});
  ASSERT_TRUE(
      life.take(under("2026-11-02T10:00", with({{"first_response = \"6h\"", "first_response = \"8h\""}}))));
  EXPECT_THAT(clocks(life, "2026-11-02T10:00"), ElementsAre("first_response running 2026-11-02T17:00"));
  EXPECT_EQ(life.status(local("2026-11-02T10:00")).version, 2);
}

TEST(ClocksPolicyChanged, N2_ADueThatWouldHavePassedLeavesTheOldOne) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B")});
  const auto stricter = with({{"first_response = \"6h\"", "first_response = \"2h\""}});
  auto early = life;
  ASSERT_TRUE(early.take(under("2026-11-02T10:59", stricter)));
  EXPECT_THAT(clocks(early, "2026-11-02T10:59"), ElementsAre("first_response running 2026-11-02T11:00"));
  ASSERT_TRUE(life.take(under("2026-11-02T11:00", stricter)));
  EXPECT_THAT(clocks(life, "2026-11-02T11:00"), ElementsAre("first_response running 2026-11-02T15:00"));
}

TEST(ClocksPolicyChanged, N2_TheOldLineLivesOnWithItsVersion) {
  Life life{with({})};
  ASSERT_TRUE(life.take(opened("2026-11-02T09:00", "technical", "B")));
  ASSERT_TRUE(
      life.take(under("2026-11-02T12:00", with({{"first_response = \"6h\"", "first_response = \"2h\""}}))));
  const auto clock = life.status(local("2026-11-02T12:00")).clocks.front();
  EXPECT_EQ(clock.version, 0);
  EXPECT_EQ(clock.target->text, "6h");
  EXPECT_EQ(life.receipt(ClockKind::first_response, local("2026-11-02T12:00")).back().to,
            local("2026-11-02T15:00"));
}

TEST(ClocksPolicyChanged, N2_TheWholeTermCountsOnTheNewCalendar) {
  auto life = live({opened("2026-11-02T20:00", "technical", "B")});
  EXPECT_THAT(clocks(life, "2026-11-02T20:00"), ElementsAre("first_response running 2026-11-03T11:00"));
  ASSERT_TRUE(
      life.take(under("2026-11-02T21:00", with({{"daily = \"09:00-24:00\"", "daily = \"09:00-21:00\""}}))));
  EXPECT_THAT(clocks(life, "2026-11-02T21:00"), ElementsAre("first_response running 2026-11-03T14:00"));
}

TEST(ClocksPolicyChanged, N2_VerdictsStay) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B")});
  ASSERT_TRUE(
      life.take(under("2026-11-02T16:00", with({{"first_response = \"6h\"", "first_response = \"30h\""}}))));
  EXPECT_THAT(clocks(life, "2026-11-02T16:00"), ElementsAre("first_response missed 2026-11-02T15:00"));
}

TEST(ClocksPolicyChanged, N2_WaitsStay) {
  auto life =
      live({opened("2026-11-02T09:00", "billing", "C"), event("2026-11-02T10:00", Kind::agent_replied),
            event("2026-11-02T11:00", Kind::awaiting_customer)});
  ASSERT_TRUE(
      life.take(under("2026-11-02T12:00", with({{"next_update = \"10h\"", "next_update = \"5h\""}}))));
  EXPECT_EQ(clocks(life, "2026-11-02T12:00").back(), "next_update waiting");
  ASSERT_TRUE(life.take(event("2026-11-02T13:00", Kind::customer_replied)));
  EXPECT_EQ(clocks(life, "2026-11-02T13:00").back(), "next_update running 2026-11-02T17:00");
}

TEST(ClocksPolicyChanged, N2_WhatIsPromisedNoMoreEndsAndWhatIsNewStarts) {
  const auto without = with({{"next_update = \"10h\"\n", ""}});
  auto life =
      live({opened("2026-11-02T09:00", "billing", "C"), event("2026-11-02T10:00", Kind::agent_replied)});
  ASSERT_TRUE(life.take(under("2026-11-02T11:00", without)));
  EXPECT_THAT(clocks(life, "2026-11-02T11:00"), ElementsAre("first_response kept 2026-11-04T09:00"));
  ASSERT_TRUE(life.take(under("2026-11-02T12:00", with({}), 3)));
  EXPECT_EQ(clocks(life, "2026-11-02T12:00").back(), "next_update running 2026-11-03T13:00");
}

TEST(ClocksPolicyChanged, N2_TheCustomersAnswerBeginsAnew) {
  auto life = live({opened("2026-11-02T09:00", "technical", "A", {"agreement"}),
                    event("2026-11-02T09:10", Kind::agent_replied),
                    event("2026-11-02T09:10", Kind::awaiting_customer)});
  ASSERT_TRUE(life.take(under("2026-11-02T10:00", with({}))));
  EXPECT_EQ(clocks(life, "2026-11-02T10:00").back(), "customer_reply running 2026-11-02T14:00");
}

TEST(ClocksPolicyChanged, S21_ASeverityNotOnOfferAnyMoreBecomesTheNextLower) {
  auto life = live({opened("2026-11-02T09:00", "technical", "A", {"agreement"})});
  ASSERT_TRUE(
      life.take(under("2026-11-02T09:30", with({{"needs = \"agreement\"", "needs = \"accord\""},
                                                {"gives = [\"agreement\"]", "gives = [\"accord\"]"}}))));
  EXPECT_EQ(life.status(local("2026-11-02T09:30")).severity, "B");
  EXPECT_THAT(clocks(life, "2026-11-02T09:30"), ElementsAre("first_response running 2026-11-02T15:00"));
  EXPECT_THAT(life.marks(ClockKind::first_response, local("2026-11-02T09:30")),
              ElementsAre(LifeMark{local("2026-11-02T09:30"), LifeMark::Kind::policy_change, "", "2"},
                          LifeMark{local("2026-11-02T09:30"), LifeMark::Kind::severity_change, "A", "B"}));
}

TEST(ClocksPolicyChanged, N2_ADeskThatIsGoneIsRefused) {
  auto life = live({opened("2026-11-02T09:00", "night", "A")});
  const auto without_night = with({{R"([desks.night]
name = "Night"
severities = ["A"]
open_to = ["visitor", "admin"]
)",
                                    ""},
                                   {R"([[promises]]
desk = "night"
severity = "A"
calendar = "business"
first_response = "3h"
next_update = "5h"
)",
                                    ""}});
  const auto refused = life.take(under("2026-11-02T09:30", without_night));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "clocks.unknown_desk");
  EXPECT_EQ(life.status(local("2026-11-02T09:30")).version, 0);
}

TEST(ClocksPolicyChanged, N2_ReopenForOfTheNewVersionCounts) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B")});
  ASSERT_TRUE(life.take(under("2026-11-02T10:00", with({{"reopen_for = \"14d\"", "reopen_for = \"1d\""}}))));
  ASSERT_TRUE(life.take(event("2026-11-02T11:00", Kind::solved)));
  EXPECT_FALSE(life.take(under("2026-11-02T12:00", with({}), 3))) << "solved: it stays with its version";
  EXPECT_FALSE(life.take(event("2026-11-03T11:01", Kind::reopened)));
  EXPECT_TRUE(life.take(event("2026-11-03T11:00", Kind::reopened)));
}

TEST(ClocksMarks, N3_LieWithinTheLifeOfTheirClock) {
  auto life = live({opened("2026-11-02T09:00", "technical", "C"), severity("2026-11-02T10:00", "B"),
                    event("2026-11-02T11:00", Kind::agent_replied), desk("2026-11-02T12:00", "billing")});
  const auto now = local("2026-11-02T12:00");
  EXPECT_THAT(life.marks(ClockKind::first_response, now),
              ElementsAre(LifeMark{local("2026-11-02T10:00"), LifeMark::Kind::severity_change, "C", "B"}));
  EXPECT_THAT(
      life.marks(ClockKind::next_update, now),
      ElementsAre(LifeMark{local("2026-11-02T12:00"), LifeMark::Kind::desk_change, "technical", "billing"}));
}

}  // namespace
}  // namespace mado::policy::sample
