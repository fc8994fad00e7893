/// Who may do what with a request, by where it stands (policy rows S31, S32).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "requests/rules.hpp"

namespace mado::requests {
namespace {

using testing::Contains;
using testing::Not;

constexpr Actor agent{.kind = AuthorKind::agent, .may_answer = true};
constexpr Actor customer{.kind = AuthorKind::person, .may_answer = true};
const Instant solved_at = parse_instant("2026-11-02T01:00:00Z").value();
const policy::Solved periods{.reopen_for = std::chrono::days{14}};

Request standing(Status status) {
  Request request;
  request.status = status;
  if (status == Status::solved || status == Status::closed) request.solved_at = solved_at;
  return request;
}

TEST(Actions, S31_AgentsSplitWhatRuns) {
  for (const auto status : {Status::open, Status::awaiting_customer}) {
    EXPECT_THAT(actions(standing(status), agent, periods, solved_at), Contains(Action::split));
    EXPECT_THAT(actions(standing(status), customer, periods, solved_at), Not(Contains(Action::split)));
  }
  for (const auto status : {Status::solved, Status::closed})
    EXPECT_THAT(actions(standing(status), agent, periods, solved_at), Not(Contains(Action::split)));
}

TEST(Actions, S32_ReopenUntilTheLastInstantThenFollowUp) {
  const auto last = solved_at + periods.reopen_for;
  for (const auto status : {Status::solved, Status::closed}) {
    const auto request = standing(status);
    EXPECT_FALSE(is_final(request, periods, last));
    EXPECT_TRUE(is_final(request, periods, last + Millis{1}));
    EXPECT_THAT(actions(request, customer, periods, last), Contains(Action::reopen));
    EXPECT_THAT(actions(request, customer, periods, last), Not(Contains(Action::follow_up)));
    EXPECT_THAT(actions(request, customer, periods, last + Millis{1}), Contains(Action::follow_up));
    EXPECT_THAT(actions(request, customer, periods, last + Millis{1}), Not(Contains(Action::reopen)));
    EXPECT_THAT(actions(request, agent, periods, last + Millis{1}), Not(Contains(Action::follow_up)));
  }
  EXPECT_FALSE(is_final(standing(Status::open), periods, last + Millis{1}));
}

TEST(Actions, RefusalsSayWhatCameTooLate) {
  const std::vector<Action> none;
  EXPECT_EQ(require(none, Action::split, Status::solved).error().key, "request.solved");
  EXPECT_EQ(require(none, Action::reopen, Status::closed).error().key, "request.reopen_too_late");
  EXPECT_EQ(require(none, Action::split, Status::open).error().code, ErrorCode::forbidden);
  EXPECT_TRUE(require(std::vector{Action::split}, Action::split, Status::open));
}

}  // namespace
}  // namespace mado::requests
