/// The table of clocks, and waiting (policy rows S18, S20, S22, S32, N7), as docs/clocks.md says it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ClocksS18, FirstResponseRunsFromOpeningOnTheCalendarOfItsTarget) {
  EXPECT_THAT(clocks(live({opened("2026-11-02T22:00", "technical", "B")}), "2026-11-02T22:00"),
              ElementsAre("first_response running 2026-11-03T13:00"));
  EXPECT_THAT(clocks(live({opened("2026-11-02T22:00", "technical", "A", {"agreement"})}), "2026-11-02T22:00"),
              ElementsAre("first_response running 2026-11-02T23:00"));
  EXPECT_THAT(clocks(live({opened("2026-11-04T10:00", "technical", "C")}), "2026-11-04T10:00"),
              ElementsAre("first_response running 2026-11-09T10:00"));
}

TEST(ClocksN4, EndOfDayAnswersTheClosingOfTheNthOpenDay) {
  EXPECT_THAT(clocks(live({opened("2026-11-02T10:00", "billing", "B")}), "2026-11-02T10:00"),
              ElementsAre("first_response running 2026-11-03T17:00"));
}

TEST(ClocksS18, KeptAtExactlyDueAndMissedOneMomentLater) {
  const auto open = opened("2026-11-02T10:00", "technical", "A", {"agreement"});
  EXPECT_THAT(clocks(live({open}), "2026-11-02T11:00"),
              ElementsAre("first_response running 2026-11-02T11:00"));
  EXPECT_THAT(clocks(live({open}), "2026-11-02T11:01"),
              ElementsAre("first_response missed 2026-11-02T11:00"));
  EXPECT_THAT(clocks(live({open, event("2026-11-02T11:00", Kind::agent_replied)}), "2026-11-02T11:00"),
              ElementsAre("first_response kept 2026-11-02T11:00", "next_update running 2026-11-02T12:00"));
  auto late = event("2026-11-02T11:00", Kind::agent_replied);
  late.at += Millis{1};
  EXPECT_THAT(
      clocks(live({open, late}), "2026-11-02T11:30"),
      ElementsAre("first_response missed 2026-11-02T11:00", "next_update running 2026-11-02T12:00:00.001"));
}

TEST(ClocksS32, EveryPublicMessageStartsTheNextUpdateAnew) {
  const auto life =
      live({opened("2026-11-02T10:00", "technical", "A", {"agreement"}),
            event("2026-11-02T10:30", Kind::agent_replied), event("2026-11-02T11:10", Kind::agent_replied)});
  EXPECT_THAT(clocks(life, "2026-11-02T11:10"),
              ElementsAre("first_response kept 2026-11-02T11:00", "next_update running 2026-11-02T12:10"));
  EXPECT_THAT(clocks(life, "2026-11-02T12:11"),
              ElementsAre("first_response kept 2026-11-02T11:00", "next_update missed 2026-11-02T12:10"));
}

TEST(ClocksS32, WithoutAPromisedRhythmNothingStarts) {
  EXPECT_THAT(clocks(live({opened("2026-11-02T10:00", "technical", "C"),
                           event("2026-11-02T11:00", Kind::agent_replied)}),
                     "2026-11-02T11:00"),
              ElementsAre("first_response kept 2026-11-06T10:00"));
}

TEST(ClocksN7, WaitingTakesNoTimeFromAnElapsedTarget) {
  const std::vector<LifeEvent> waiting = {opened("2026-11-02T09:00", "billing", "C"),
                                          event("2026-11-02T10:00", Kind::agent_replied),
                                          event("2026-11-02T11:00", Kind::awaiting_customer)};
  EXPECT_THAT(clocks(live(waiting), "2026-11-04T11:00"),
              ElementsAre("first_response kept 2026-11-04T09:00", "next_update waiting"));
  auto answered = waiting;
  answered.push_back(event("2026-11-02T17:00", Kind::customer_replied));
  EXPECT_THAT(clocks(live(answered), "2026-11-02T17:00"),
              ElementsAre("first_response kept 2026-11-04T09:00", "next_update running 2026-11-03T17:00"));
}

TEST(ClocksN7, BusinessDaysAreMovedOnByTheOpenTimeOfWaiting) {
  const std::vector<LifeEvent> events = {
      opened("2026-11-02T09:00", "technical", "B"), event("2026-11-02T10:00", Kind::agent_replied),
      event("2026-11-02T16:00", Kind::awaiting_customer), event("2026-11-03T11:00", Kind::customer_replied)};
  EXPECT_EQ(clocks(live(events), "2026-11-03T11:00").back(), "next_update running 2026-11-04T14:00");
  auto more = events;  // what is moved over holds more waiting
  more.push_back(event("2026-11-04T13:00", Kind::awaiting_customer));
  more.push_back(event("2026-11-04T15:00", Kind::awaiting_ended));
  EXPECT_EQ(clocks(live(more), "2026-11-04T15:00").back(), "next_update running 2026-11-04T16:00");
}

TEST(ClocksN7, WaitingThroughClosedTimeMovesNothing) {
  const auto life =
      live({opened("2026-11-02T09:00", "technical", "B"), event("2026-11-02T10:00", Kind::agent_replied),
            event("2026-11-02T19:00", Kind::awaiting_customer),
            event("2026-11-03T08:00", Kind::customer_replied)});
  EXPECT_EQ(clocks(life, "2026-11-03T08:00").back(), "next_update running 2026-11-04T10:00");
}

TEST(ClocksN7, ATimeUsedUpBeforeWaitingBeginsIsMissedThroughIt) {
  const auto life = live({opened("2026-11-02T09:00", "technical", "A", {"agreement"}),
                          event("2026-11-02T10:00", Kind::agent_replied),
                          event("2026-11-02T11:00", Kind::awaiting_customer)});
  EXPECT_EQ(clocks(life, "2026-11-02T11:00")[1], "next_update waiting");
  EXPECT_EQ(clocks(life, "2026-11-02T11:01")[1], "next_update missed 2026-11-02T11:00");
}

TEST(ClocksN7, AMessageWhileAwaitingRestartsAClockThatStaysWaiting) {
  const auto life = live(
      {opened("2026-11-02T09:00", "technical", "A", {"gold"}), event("2026-11-02T09:10", Kind::agent_replied),
       event("2026-11-02T09:20", Kind::awaiting_customer), event("2026-11-02T09:50", Kind::agent_replied)});
  EXPECT_EQ(clocks(life, "2026-11-02T10:00").back(), "next_update waiting");
  auto answered = life;
  ASSERT_TRUE(answered.take(event("2026-11-02T10:00", Kind::customer_replied)));
  EXPECT_EQ(clocks(answered, "2026-11-02T10:00").back(), "next_update running 2026-11-02T10:30");
}

TEST(ClocksS20, CustomerReplyHasTwoMarksAndIsNeverKept) {
  const std::vector<LifeEvent> events = {opened("2026-11-02T09:00", "technical", "A", {"agreement"}),
                                         event("2026-11-02T09:30", Kind::agent_replied),
                                         event("2026-11-02T09:30", Kind::awaiting_customer)};
  const auto life = live(events);
  EXPECT_EQ(clocks(life, "2026-11-02T13:30").back(), "customer_reply running 2026-11-02T13:30");
  EXPECT_EQ(clocks(life, "2026-11-02T13:31").back(), "customer_reply missed 2026-11-02T13:30");
  EXPECT_EQ(life.status(local("2026-11-02T09:30")).clocks.back().warn_at, local("2026-11-02T11:30"));
  for (const auto ending : {Kind::customer_replied, Kind::awaiting_ended, Kind::solved})
    for (const auto* at : {"2026-11-02T12:00", "2026-11-02T15:00"}) {
      auto ended = life;
      ASSERT_TRUE(ended.take(event(at, ending)));
      for (const auto& clock : ended.status(local(at)).clocks)
        EXPECT_NE(clock.kind, ClockKind::customer_reply);
    }
}

TEST(ClocksS20, AwaitingTwiceChangesNothing) {
  const auto life =
      live({opened("2026-11-02T09:00", "technical", "B"), event("2026-11-02T09:00", Kind::awaiting_customer),
            event("2026-11-03T09:00", Kind::awaiting_customer)});
  EXPECT_EQ(clocks(life, "2026-11-03T09:00").back(), "customer_reply running 2026-11-09T09:00");
  const auto status = life.status(local("2026-11-03T09:00"));
  EXPECT_EQ(status.awaiting_since, local("2026-11-02T09:00"));
  EXPECT_EQ(status.clocks.back().warn_at, local("2026-11-06T09:00"));
}

TEST(ClocksS32, SolvingEndsWithoutVerdictAndReopeningStartsTheNextUpdate) {
  const std::vector<LifeEvent> solved = {opened("2026-11-02T09:00", "technical", "A", {"gold"}),
                                         event("2026-11-02T09:10", Kind::solved)};
  EXPECT_THAT(clocks(live(solved), "2026-11-02T12:00"), IsEmpty());
  auto reopened = solved;
  reopened.push_back(event("2026-11-02T12:00", Kind::reopened));
  EXPECT_THAT(clocks(live(reopened), "2026-11-02T12:00"),
              ElementsAre("next_update running 2026-11-02T12:30"));
}

TEST(ClocksS32, VerdictsStayThroughSolving) {
  const auto life =
      live({opened("2026-11-02T09:00", "technical", "A", {"gold"}),
            event("2026-11-02T10:00", Kind::agent_replied), event("2026-11-02T11:00", Kind::solved)});
  EXPECT_THAT(clocks(life, "2026-11-02T12:00"),
              ElementsAre("first_response missed 2026-11-02T09:30", "next_update missed 2026-11-02T10:30"));
  EXPECT_EQ(life.status(local("2026-11-02T12:00")).next_due(), std::nullopt);
}

TEST(ClocksS32, ReopeningIsPossibleUntilTheLastMomentOfItsTime) {
  const std::vector<LifeEvent> solved = {opened("2026-11-02T09:00", "technical", "B"),
                                         event("2026-11-02T10:00", Kind::solved)};
  auto life = live(solved);
  auto last = event("2026-11-16T10:00", Kind::reopened);
  EXPECT_TRUE(Life(life).take(last));
  last.at += Millis{1};
  const auto refused = life.take(last);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "clocks.reopened_too_late");
}

TEST(ClocksQueue, AMissedClockIsOwedUntilItIsAnswered) {
  auto life = live({opened("2026-11-02T09:00", "technical", "B")});
  EXPECT_EQ(life.status(local("2026-11-02T10:00")).next_due(), local("2026-11-02T15:00"));
  EXPECT_EQ(life.status(local("2026-11-04T10:00")).next_due(), local("2026-11-02T15:00"));
  ASSERT_TRUE(life.take(event("2026-11-04T10:00", Kind::agent_replied)));
  EXPECT_EQ(life.status(local("2026-11-04T10:00")).next_due(), local("2026-11-07T10:00"));
}

TEST(ClocksWarn, ThreeQuartersOfThePromisedTimeHaveGone) {
  const auto warn = [](const Life& life, std::string_view now) {
    return written(life.status(local(now)).clocks.back().warn_at.value_or(Instant{}));
  };
  EXPECT_EQ(warn(live({opened("2026-11-02T22:00", "technical", "B")}), "2026-11-02T22:00"),
            "2026-11-03T11:30");
  EXPECT_EQ(warn(live({opened("2026-11-02T09:00", "technical", "C"),
                       event("2026-11-02T09:00", Kind::awaiting_customer)}),
                 "2026-11-02T09:00"),
            "2026-11-04T11:15");
  auto life =
      live({opened("2026-11-02T09:00", "billing", "C"), event("2026-11-02T10:00", Kind::agent_replied),
            event("2026-11-02T11:00", Kind::awaiting_customer)});
  EXPECT_EQ(life.status(local("2026-11-02T12:00")).clocks.back().warn_at, std::nullopt);
  ASSERT_TRUE(life.take(event("2026-11-02T12:00", Kind::customer_replied)));
  EXPECT_EQ(warn(life, "2026-11-02T12:00"), "2026-11-03T09:30");
}

TEST(ClocksErrors, WhatIsImpossibleIsRefusedAndChangesNothing) {
  const auto refuses = [](Life life, const LifeEvent& event, std::string_view key) {
    const auto before = life.status(event.at + std::chrono::hours(999));
    const auto taken = life.take(event);
    ASSERT_FALSE(taken) << key;
    EXPECT_EQ(taken.error().key, key);
    EXPECT_EQ(life.status(event.at + std::chrono::hours(999)).clocks.size(), before.clocks.size());
  };
  const auto open = opened("2026-11-02T09:00", "technical", "B");
  const auto solved = live({open, event("2026-11-02T10:00", Kind::solved)});
  refuses(live({}), event("2026-11-02T09:00", Kind::asked), "clocks.not_opened");
  refuses(live({}), opened("2026-11-02T09:00", "garden", "B"), "clocks.unknown_desk");
  refuses(live({}), opened("2026-11-02T09:00", "technical", "Z"), "clocks.unknown_severity");
  refuses(live({open}), open, "clocks.opened_twice");
  refuses(live({open}), event("2026-11-02T08:59", Kind::asked), "clocks.earlier");
  refuses(live({open}), event("2026-11-02T10:00", Kind::reopened), "clocks.not_solved");
  refuses(live({open}), severity("2026-11-02T10:00", "Z"), "clocks.unknown_severity");
  refuses(live({open}), severity("2026-11-02T10:00", "A"), "clocks.not_on_offer");
  refuses(live({open}), severity("2026-11-02T10:00", "D"), "clocks.not_on_offer");
  refuses(live({open}), desk("2026-11-02T10:00", "garden"), "clocks.unknown_desk");
  for (const auto kind : {Kind::agent_replied, Kind::awaiting_customer, Kind::awaiting_ended, Kind::solved})
    refuses(solved, event("2026-11-02T11:00", kind), "clocks.solved");
  refuses(solved, severity("2026-11-02T11:00", "C"), "clocks.solved");
  refuses(solved, desk("2026-11-02T11:00", "billing"), "clocks.solved");
}

}  // namespace
}  // namespace mado::policy::sample
