/// The life of a policy on a real database (N2): published now or for later, in force once, withdrawn, and
/// requests that come along.
#include <gmock/gmock.h>

#include "base/json.hpp"
#include "operators/follower.hpp"
#include "operators/publish.hpp"
#include "operators/store.hpp"
#include "requests/policy_follower.hpp"
#include "store/requests_world.hpp"

namespace mado::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using namespace std::chrono_literals;
using operators::VersionState;

class PolicyLife : public RequestsTest {
 protected:
  void SetUp() override {
    RequestsTest::SetUp();
    if (IsSkipped()) return;
    read([&](db::Snapshot& snapshot) {
      first_ = operators::store::source(snapshot, operator_id_, 1).value();
    });
  }

  http::Caller manager() const {
    auto caller = agent();
    caller.name = "Emma Clark";
    caller.operator_key = "m365-cn";
    caller.roles = {"agent", "manager"};
    return caller;
  }

  template <class F>
  void read(F look) {
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      look(snapshot);
      return {};
    }));
  }

  /// The reference policy with something else written in it.
  operators::Proposal with(std::string_view what, std::string_view instead) const {
    operators::Proposal proposal{.text = first_.text, .files = first_.files};
    for (auto at = proposal.text.find(what); at != std::string::npos;
         at = proposal.text.find(what, at + instead.size()))
      proposal.text.replace(at, what.size(), instead);
    return proposal;
  }
  operators::Proposal slower() const { return with("first_response = \"1bd\"", "first_response = \"2bd\""); }
  operators::Proposal slower_technical() const { return with("{ within = \"1bd\"", "{ within = \"2bd\""); }

  Result<operators::Version> publish(const operators::Proposal& proposal, std::int64_t seen) {
    std::optional<operators::Version> version;
    MADO_CHECK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(done, operators::publish_version(tx, operators_,
                                                {.proposal = proposal, .reason = "why", .newest_seen = seen},
                                                manager(), clock_.now()));
      version = done;
      return {};
    }));
    load();
    return *version;
  }

  std::vector<std::string> states() {
    std::vector<std::string> all;
    read([&](db::Snapshot& snapshot) {
      for (const auto& version : operators::store::versions(snapshot, operator_id_, 1000, 100))
        all.emplace_back(name_of(version.state));
    });
    return all;
  }

  std::vector<std::string> policy_journal() {
    std::vector<std::string> kinds;
    read([&](db::Snapshot& snapshot) {
      for (const auto& [position, entry] : db::journal_of(snapshot, operator_id_, operator_id_.text()))
        kinds.push_back(entry.kind);
    });
    return kinds;
  }

  void move_all() {
    {
      db::Follower follower(database(), "requests.policy", requests::note_moves);
      follower.catch_up();
    }
    while (requests::move_noted(parts(), database(), 2).value() > 0) {
    }
  }

  /// A restart of the program after a while.
  void come_due() {
    ASSERT_TRUE(operators::put_due_in_force(database(), clock_.now()));
    load();
    move_all();
  }

  static operators::Move all() { return {.whom = operators::Move::Whom::all, .desks = {}}; }
  std::int64_t version_of(RequestId id) { return see(agent(), id)->listed.request.policy_version; }
  std::string due_of(RequestId id) { return format_instant(*see(agent(), id)->listed.request.next.due); }

  policy::Source first_;
};
MADOGUCHI_ON_BOTH_ENGINES(PolicyLife);

TEST_P(PolicyLife, N2_ComesInForceAtOnceWithAuthorAndReason) {
  const auto version = publish(slower(), 1);
  ASSERT_TRUE(version) << version.error().key;
  EXPECT_EQ(version->number, 2);
  EXPECT_EQ(version->author, "Emma Clark");
  EXPECT_EQ(version->reason, "why");
  EXPECT_EQ(version->state, VersionState::in_force);
  EXPECT_EQ(operators_.by_id(operator_id_)->version, 2);
  EXPECT_THAT(states(), ElementsAre("in_force", "past"));
  EXPECT_THAT(policy_journal(),
              ElementsAre("policy.published", "policy.in_force", "policy.published", "policy.in_force"));
}

TEST_P(PolicyLife, TellsWhoeverSawAnOlderVersion) {
  MADO_EXPECT_OK(publish(slower(), 1));
  const auto late = publish(with("\"4h\"", "\"5h\""), 1);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::stale);
  EXPECT_EQ(json::parse(late.error().members.at("current")).at("number").as_int64(), 2);
}

TEST_P(PolicyLife, RefusesWhatCannotHold) {
  const auto key_of = [&](const operators::Proposal& proposal) {
    const auto done = publish(proposal, 1);
    if (done) return std::string("published");
    return done.error().fields.empty() ? done.error().key : done.error().fields.front().key;
  };
  EXPECT_EQ(key_of({.text = first_.text, .files = first_.files}), "policy.same");
  EXPECT_EQ(key_of({.text = first_.text, .files = {}}), "policy.mistakes");
  EXPECT_EQ(key_of({.text = "format = ", .files = {}}), "policy.mistakes");
  EXPECT_EQ(key_of(with("\"m365-cn\"", "\"m365-other\"")), "policy.mistakes");
  EXPECT_EQ(key_of({.text = {}, .files = {}, .from = 7}), "policy.unknown_version");
  auto early = slower();
  early.effective_at = clock_.now() - 1min;
  EXPECT_EQ(key_of(early), "policy.effective_past");
  auto far = slower();
  far.effective_at = clock_.now() + std::chrono::days(800);
  EXPECT_EQ(key_of(far), "policy.effective_far");
  auto nowhere = slower();
  nowhere.move = {.whom = operators::Move::Whom::at_desks, .desks = {"nowhere"}};
  EXPECT_EQ(key_of(nowhere), "clocks.unknown_desk");
  EXPECT_THAT(states(), ElementsAre("in_force"));
}

TEST_P(PolicyLife, N2_ComesInForceByItselfOnceAlsoAfterARestart) {
  auto later = slower();
  later.effective_at = clock_.now() + 1h;
  ASSERT_EQ(publish(later, 1)->state, VersionState::scheduled);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 0);
  clock_.pass(2h);
  reopen();
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 1);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 0);
  EXPECT_THAT(states(), ElementsAre("in_force", "past"));
  EXPECT_THAT(policy_journal(),
              ElementsAre("policy.published", "policy.in_force", "policy.published", "policy.in_force"));
}

TEST_P(PolicyLife, ComesInForceInTheOrderOfTheTimes) {
  auto late = slower(), early = with("\"4h\"", "\"5h\"");
  late.effective_at = clock_.now() + 2h;
  early.effective_at = clock_.now() + 1h;
  MADO_EXPECT_OK(publish(late, 1));
  MADO_EXPECT_OK(publish(early, 2));
  clock_.pass(3h);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 2);
  EXPECT_THAT(states(), ElementsAre("past", "in_force", "past"));
}

TEST_P(PolicyLife, IsWithdrawnBeforeItsTimeAndNotAfter) {
  auto later = slower();
  later.effective_at = clock_.now() + 1h;
  MADO_EXPECT_OK(publish(later, 1));
  const auto withdraw = [&](std::int64_t number) {
    return database().write_now(
        [&](db::Tx& tx) { return operators::withdraw(tx, number, manager(), clock_.now()); });
  };
  EXPECT_EQ(withdraw(1).error().key, "policy.not_waiting");
  EXPECT_EQ(withdraw(9).error().code, ErrorCode::not_found);
  MADO_EXPECT_OK(withdraw(2));
  EXPECT_EQ(withdraw(2).error().code, ErrorCode::conflict);
  clock_.pass(2h);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 0);
  EXPECT_THAT(states(), ElementsAre("withdrawn", "in_force"));
}

TEST_P(PolicyLife, NeverComesInForceUnreadable) {
  auto later = slower();
  later.effective_at = clock_.now() + 1h;
  MADO_EXPECT_OK(publish(later, 1));
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    tx.change("update policy_version set text = 'format = 1' where version = 2", {});
    return {};
  }));
  clock_.pass(2h);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 1);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 0);
  EXPECT_THAT(states(), ElementsAre("refused", "in_force"));
  EXPECT_EQ(policy_journal().back(), "policy.refused");
}

TEST_P(PolicyLife, N2_GoesBackToAnOlderText) {
  MADO_EXPECT_OK(publish(slower(), 1));
  const auto back = publish({.from = 1}, 2);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->from, 1);
  read([&](db::Snapshot& snapshot) {
    EXPECT_EQ(operators::store::source(snapshot, operator_id_, 3)->text, first_.text);
  });
}

TEST_P(PolicyLife, AFileDoesNotUndoAtARestartWhatTheOfficePublished) {
  MADO_EXPECT_OK(publish(slower(), 1));
  const auto reading = policy::read_file(PROJECT_DIR "/policies/m365-21vianet.toml");
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_TRY(version, operators::publish(tx, ids_, *reading, "command line", "again", clock_.now()));
    EXPECT_EQ(version, 2);
    return {};
  }));
}

TEST_P(PolicyLife, N2_MovesRunningRequestsOnlyWhereItsPublisherChoseSo) {
  const auto stays = open(fabrikam(), wish()).listed.request.id;
  MADO_EXPECT_OK(publish(slower(), 1));
  move_all();
  EXPECT_EQ(see(agent(), stays)->listed.request.policy_version, 1);

  std::vector<RequestId> moved = {stays};
  for (int i = 0; i < 4; ++i) moved.push_back(open(fabrikam(), wish()).listed.request.id);
  auto next = with("first_response = \"1bd\"", "first_response = \"3bd\"");
  next.move = {.whom = operators::Move::Whom::at_desks, .desks = {"technical"}};
  MADO_EXPECT_OK(publish(next, 2));
  move_all();
  move_all();
  for (const auto id : moved) {
    EXPECT_EQ(see(agent(), id)->listed.request.policy_version, 3);
    EXPECT_EQ(std::ranges::count(journal(id), "policy_changed"), 1);
  }

  auto other = with("first_response = \"1bd\"", "first_response = \"4bd\"");
  other.move = {.whom = operators::Move::Whom::at_desks, .desks = {"billing"}};
  MADO_EXPECT_OK(publish(other, 3));
  move_all();
  EXPECT_EQ(see(agent(), stays)->listed.request.policy_version, 3);
}

TEST_P(PolicyLife, S10_TakesNoHostOfAnotherOperator) {
  const auto worldwide = [](const std::string& host) {
    const auto file = policy::read_file(PROJECT_DIR "/policies/m365-worldwide.toml").value();
    auto text = file.source.text;
    const std::string_view was = "\"m365-ww.localhost\"";
    text.replace(text.find(was), was.size(), '"' + host + '"');
    return policy::read(text, operators::reader_of(file.source.files));
  };
  const auto from_file = [&](const policy::Reading& reading) {
    return database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_CHECK(operators::publish(tx, ids_, reading, "command line", "file", clock_.now()));
      return {};
    });
  };
  const auto also = [&](std::string_view host) {
    return with("\"m365-cn.localhost\"", "\"m365-cn.localhost\", \"" + std::string(host) + '"');
  };
  EXPECT_EQ(from_file(worldwide("m365-cn.localhost")).error().code, ErrorCode::conflict);
  EXPECT_EQ(operators_.all().size(), 1U);
  auto later = also("later.localhost");
  later.effective_at = clock_.now() + 1h;
  MADO_EXPECT_OK(publish(later, 1));
  EXPECT_EQ(from_file(worldwide("later.localhost")).error().code, ErrorCode::conflict) << "it is spoken for";
  MADO_EXPECT_OK(from_file(worldwide("ww.localhost")));
  EXPECT_EQ(publish(also("ww.localhost"), 2).error().key, "policy.mistakes")
      << "not yet loaded, but published";
}

TEST_P(PolicyLife, S10_AHostTakenMeanwhileRefusesTheVersionThatWaited) {
  auto later = with("\"m365-cn.localhost\"", "\"ww.localhost\"");
  later.effective_at = clock_.now() + 1h;
  MADO_EXPECT_OK(publish(later, 1));
  const auto other = ids_.make<OperatorId>();
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    operators::store::insert_operator(tx, {.id = other, .key = "m365-ww", .version = 1}, clock_.now());
    operators::store::insert_version(tx, other, {.number = 1, .effective_at = clock_.now()},
                                     policy::Source{.text = later.text, .files = later.files});
    return {};
  }));
  clock_.pass(2h);
  EXPECT_EQ(operators::put_due_in_force(database(), clock_.now()), 1);
  EXPECT_THAT(states(), ElementsAre("refused", "in_force"));
  EXPECT_EQ(policy_journal().back(), "policy.refused");
}

TEST_P(PolicyLife, N2_GoingBackTakesRequestsAlongWherePublisherChoseSo) {
  MADO_EXPECT_OK(publish(slower_technical(), 1));
  const auto id = open(fabrikam(), wish()).listed.request.id;
  EXPECT_EQ(due_of(id), "2026-11-04T01:00:00Z");
  MADO_EXPECT_OK(publish({.from = 1}, 2));
  move_all();
  EXPECT_EQ(version_of(id), 2) << "nobody chose to take it along";
  MADO_EXPECT_OK(publish(slower_technical(), 3));
  MADO_EXPECT_OK(publish({.from = 1, .move = all()}, 4));
  move_all();
  EXPECT_EQ(version_of(id), 5) << "going back is a new version with the old text";
  EXPECT_EQ(due_of(id), "2026-11-03T01:00:00Z");
}

TEST_P(PolicyLife, N2_AVersionThatWaitedTakesRequestsOfGreaterNumbers) {
  auto later = slower_technical();
  later.effective_at = clock_.now() + 1h;
  later.move = all();
  MADO_EXPECT_OK(publish(later, 1));
  MADO_EXPECT_OK(publish(with("\"4h\"", "\"5h\""), 2));
  const auto id = open(fabrikam(), wish()).listed.request.id;
  EXPECT_EQ(version_of(id), 3);
  clock_.pass(2h);
  come_due();
  EXPECT_EQ(operators_.by_id(operator_id_)->version, 2);
  EXPECT_EQ(version_of(id), 2);
  EXPECT_EQ(due_of(id), "2026-11-04T01:00:00Z");
  EXPECT_EQ(version_of(open(fabrikam(), wish()).listed.request.id), 2);
}

TEST_P(PolicyLife, N2_AnOvertakenVersionTakesNobodyBack) {
  auto next = slower_technical();
  next.move = all();
  MADO_EXPECT_OK(publish(next, 1));
  MADO_EXPECT_OK(publish(with("\"4h\"", "\"5h\""), 2));
  const auto id = open(fabrikam(), wish()).listed.request.id;
  move_all();
  EXPECT_EQ(version_of(id), 3);
  EXPECT_THAT(journal(id), ElementsAre("opened"));
}

TEST_P(PolicyLife, N2_VersionsDueAtOnceTakeRequestsInTheOrderOfTheirTimes) {
  const auto id = open(fabrikam(), wish()).listed.request.id;
  auto late = slower_technical(), early = with("\"4h\"", "\"5h\"");
  late.effective_at = clock_.now() + 2h;
  early.effective_at = clock_.now() + 1h;
  late.move = early.move = all();
  MADO_EXPECT_OK(publish(late, 1));
  MADO_EXPECT_OK(publish(early, 2));
  clock_.pass(3h);
  come_due();
  EXPECT_EQ(version_of(id), 2);
}

}  // namespace
}  // namespace mado::testing
