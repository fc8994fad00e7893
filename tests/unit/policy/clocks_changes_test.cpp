/// Changes of severity and desk (policy rows S20, S21, S32), as docs/clocks.md says it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using testing::ElementsAre;

TEST(ClocksRaised, TheNewTargetCountsFromTheChange) {
  const auto life =
      live({opened("2026-11-02T09:00", "technical", "C", {"agreement"}), severity("2026-11-03T12:00", "A")});
  EXPECT_THAT(clocks(life, "2026-11-03T12:00"), ElementsAre("first_response running 2026-11-03T13:00"));
}

TEST(ClocksRaised, NobodyWaitsLongerForHavingBecomeMoreUrgent) {
  const auto life =
      live({opened("2026-11-02T09:00", "technical", "B", {"agreement"}), severity("2026-11-02T14:30", "A")});
  EXPECT_THAT(clocks(life, "2026-11-02T14:30"), ElementsAre("first_response running 2026-11-02T15:00"));
}

TEST(ClocksRaised, TwiceKeepsTheEarliestOfAllThree) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "C", {"agreement"}),
                          severity("2026-11-03T09:00", "B"), severity("2026-11-03T14:30", "A")});
  EXPECT_THAT(clocks(life, "2026-11-03T14:30"), ElementsAre("first_response running 2026-11-03T15:00"));
}

TEST(ClocksRaised, LaterWaitingMovesBothPromises) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B", {"agreement"}),
                    event("2026-11-02T10:00", Kind::agent_replied), severity("2026-11-04T09:30", "A")});
  EXPECT_EQ(clocks(life, "2026-11-04T09:30").back(), "next_update running 2026-11-04T10:00");
  ASSERT_TRUE(life.take(event("2026-11-04T09:50", Kind::awaiting_customer)));
  ASSERT_TRUE(life.take(event("2026-11-04T11:00", Kind::customer_replied)));
  EXPECT_EQ(clocks(life, "2026-11-04T11:00").back(), "next_update running 2026-11-04T11:10");
}

TEST(ClocksRaised, AWaitingClockStartsAnewAndGoesOnWaiting) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B", {"agreement"}),
                    event("2026-11-02T10:00", Kind::agent_replied),
                    event("2026-11-02T10:00", Kind::awaiting_customer), severity("2026-11-04T09:30", "A")});
  EXPECT_THAT(clocks(life, "2026-11-04T09:30"),
              ElementsAre("first_response kept 2026-11-02T15:00", "next_update waiting",
                          "customer_reply running 2026-11-04T13:30"));
  EXPECT_EQ(life.status(local("2026-11-04T09:30")).clocks[1].started_at, local("2026-11-04T09:30"));
  ASSERT_TRUE(life.take(event("2026-11-04T12:00", Kind::customer_replied)));
  EXPECT_EQ(clocks(life, "2026-11-04T12:00").back(), "next_update running 2026-11-04T13:00");
}

TEST(ClocksLowered, DueByTheNewPromiseFromTheStartOfTheClock) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "B"), severity("2026-11-02T12:00", "C")});
  EXPECT_THAT(clocks(life, "2026-11-02T12:00"), ElementsAre("first_response running 2026-11-06T09:00"));
}

TEST(ClocksLowered, WhatARaiseHadAddedIsDropped) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "B", {"agreement"}),
                          severity("2026-11-02T10:00", "A"), severity("2026-11-02T10:30", "B")});
  EXPECT_THAT(clocks(life, "2026-11-02T10:30"), ElementsAre("first_response running 2026-11-02T15:00"));
}

TEST(ClocksMoved, ADueThatWouldHavePassedLeavesTheOldOne) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "C"), desk("2026-11-04T09:00", "billing")});
  EXPECT_THAT(clocks(life, "2026-11-04T09:00"), ElementsAre("first_response running 2026-11-06T09:00"));
  const auto before =
      live({opened("2026-11-02T09:00", "technical", "C"), desk("2026-11-04T08:59", "billing")});
  EXPECT_THAT(clocks(before, "2026-11-04T08:59"), ElementsAre("first_response running 2026-11-04T09:00"));
}

TEST(ClocksMissed, NoLaterChangeHealsAMiss) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "A", {"agreement"}),
                          severity("2026-11-02T11:00", "C"), event("2026-11-02T12:00", Kind::agent_replied)});
  EXPECT_THAT(clocks(life, "2026-11-02T12:00"), ElementsAre("first_response missed 2026-11-02T10:00"));
}

TEST(ClocksChanged, ATargetThatIsNotPromisedAnyMoreEndsWithoutVerdict) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B"),
                    event("2026-11-02T10:00", Kind::agent_replied), severity("2026-11-02T11:00", "C")});
  EXPECT_THAT(clocks(life, "2026-11-02T11:00"), ElementsAre("first_response kept 2026-11-02T15:00"));
  ASSERT_TRUE(life.take(severity("2026-11-02T12:00", "B")));
  EXPECT_EQ(clocks(life, "2026-11-02T12:00").back(), "next_update running 2026-11-04T12:00");
}

TEST(ClocksChanged, AnUpdateThatIsNewlyPromisedNeedsAnEarlierAnswer) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "C"), severity("2026-11-02T10:00", "B")});
  EXPECT_EQ(clocks(life, "2026-11-02T10:00").size(), 1U);
}

TEST(ClocksChanged, CustomerReplyEndsAndStartsAnewWhereThatIsPromised) {
  auto life = live({opened("2026-11-02T09:00", "technical", "A", {"agreement"}),
                    event("2026-11-02T09:00", Kind::awaiting_customer)});
  EXPECT_EQ(clocks(life, "2026-11-02T14:00").back(), "customer_reply missed 2026-11-02T13:00");
  ASSERT_TRUE(life.take(severity("2026-11-02T14:00", "B")));
  EXPECT_EQ(clocks(life, "2026-11-02T14:00").back(), "customer_reply running 2026-11-09T14:00");
  ASSERT_TRUE(life.take(severity("2026-11-02T15:00", "C")));
  EXPECT_THAT(clocks(life, "2026-11-02T15:00"), ElementsAre("first_response missed 2026-11-02T10:00"));
}

TEST(ClocksS21, OpeningGetsTheNextLowerSeverityOnOffer) {
  const auto severity_of = [](const LifeEvent& open) { return live({open}).status(open.at).severity; };
  EXPECT_EQ(severity_of(opened("2026-11-02T09:00", "technical", "A")), "B");
  EXPECT_EQ(severity_of(opened("2026-11-02T09:00", "technical", "A", {"gold"})), "A");
  EXPECT_EQ(severity_of(opened("2026-11-02T09:00", "billing", "A", {"gold"})), "B");
  EXPECT_EQ(severity_of(opened("2026-11-02T09:00", "technical", "D")), "C");
  EXPECT_EQ(severity_of(opened("2026-11-02T09:00", "night", "C")), "A");
}

TEST(ClocksS21, OfSeveralPromisesTheFirstWhoseNeedsAreMetHolds) {
  EXPECT_THAT(
      clocks(live({opened("2026-11-02T09:00", "technical", "A", {"gold", "agreement"})}), "2026-11-02T09:00"),
      ElementsAre("first_response running 2026-11-02T09:30"));
}

TEST(ClocksMoved, SeverityFollowsTheDeskInOneEvent) {
  const auto life = live(
      {opened("2026-11-02T09:00", "technical", "A", {"agreement"}), desk("2026-11-02T09:30", "billing")});
  EXPECT_EQ(life.status(local("2026-11-02T09:30")).severity, "B");
  EXPECT_THAT(clocks(life, "2026-11-02T09:30"), ElementsAre("first_response running 2026-11-03T17:00"));
}

TEST(ClocksMoved, AMoveThatRaisesIsARaise) {
  const auto life = live({opened("2026-11-02T09:00", "billing", "C"), desk("2026-11-02T11:00", "night")});
  EXPECT_EQ(life.status(local("2026-11-02T11:00")).severity, "A");
  EXPECT_THAT(clocks(life, "2026-11-02T11:00"), ElementsAre("first_response running 2026-11-02T14:00"));
}

TEST(ClocksChanged, TheSameValueAgainIsNoChange) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "A", {"agreement"}),
                          event("2026-11-02T09:10", Kind::awaiting_customer),
                          severity("2026-11-02T10:00", "A"), desk("2026-11-02T10:00", "technical")});
  EXPECT_EQ(clocks(life, "2026-11-02T10:00").back(), "customer_reply running 2026-11-02T13:10");
}

}  // namespace
}  // namespace mado::policy::sample
