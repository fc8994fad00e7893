/// What comes over a running request: another version of the policy, and silence (policy rows N2, N3, N7,
/// S20).
#include <gmock/gmock.h>

#include "operators/publish.hpp"
#include "requests/follower.hpp"
#include "requests/timeline.hpp"
#include "store/requests_world.hpp"

namespace mado::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono_literals;

class RequestsLife : public RequestsTest {
 protected:
  /// The reference policy with some of its text put differently, published as a new version.
  std::int64_t publish(const std::vector<std::pair<std::string, std::string>>& replacements) {
    const auto original = policy::read_file(PROJECT_DIR "/policies/m365-21vianet.toml").value();
    auto text = original.source.text;
    for (const auto& [from, to] : replacements) {
      const auto at = text.find(from);
      EXPECT_NE(at, std::string::npos) << from;
      text.replace(at, from.size(), to);
    }
    const auto reading = policy::read(text, [&](const std::string& name) -> std::optional<std::string> {
      return original.source.files.at(name);
    });
    for (const auto& mistake : reading.mistakes) ADD_FAILURE() << spoken(mistake, Language::en);
    std::int64_t version = 0;
    MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(number, operators::publish(tx, ids_, reading, "test", "next", clock_.now()));
      version = number;
      return {};
    }));
    load();
    return version;
  }

  requests::Moved move(std::int64_t version, std::vector<RequestId> ids) {
    requests::Moved moved;
    MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(done,
               requests::move_to_version(parts(), {operator_id_, version, std::move(ids), "system"}, tx));
      moved = std::move(done);
      return {};
    }));
    return moved;
  }

  requests::MovePreview preview(RequestId id, std::int64_t version) {
    requests::MovePreview result;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      const auto request = requests::store::find(snapshot, Scope::of_operator(operator_id_), id).value();
      MADO_TRY(life, requests::life_of(snapshot, operators_, request));
      MADO_TRY(candidate, operators_.version(snapshot, operator_id_, version));
      result = requests::preview(life, candidate, clock_.now());
      return {};
    }));
    return result;
  }

  json::object receipt(RequestId id, const http::Caller& caller) {
    json::object result;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      MADO_TRY(all, requests::receipts(parts(), id, caller, snapshot));
      result = requests::receipts_json(all, caller);
      return {};
    }));
    return result;
  }

  Result<requests::Shown> object(const http::Caller& caller, RequestId id, std::string text = {}) {
    std::optional<requests::Shown> outcome;
    MADO_CHECK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(seen, requests::shown(tx, operators_, caller, id, clock_.now()));
      MADO_TRY(done, requests::object(parts(), {id, seen.listed.request.version, text}, caller, tx));
      outcome = std::move(done);
      return {};
    }));
    return std::move(*outcome);
  }

  void fire() { MADO_EXPECT_OK(requests::fire_clocks(parts(), database(), clock_.now())); }

  /// An A that waits for the customer since 09:10 in Beijing; its time of silence is four hours.
  RequestId awaited() {
    const auto id = open(contoso(), wish()).listed.request.id;
    clock_.pass(10min);
    MADO_EXPECT_OK(answer(agent(), id, "Which mailboxes?", requests::Visibility::everyone, true));
    return id;
  }
};
MADOGUCHI_ON_BOTH_ENGINES(RequestsLife);

const std::vector<std::pair<std::string, std::string>> by_itself = {
    {R"(after_silence = "4h", warn = "2h", by = "agent")",
     R"(after_silence = "4h", warn = "2h", by = "automatic")"}};
const std::vector<std::pair<std::string, std::string>> two_hours = {
    {R"(first_response = "1h")", R"(first_response = "2h")"}};

TEST_P(RequestsLife, N2_GoesOnUnderAnotherVersionOnlyWhenMoved) {
  const auto id = open(contoso(), wish()).listed.request.id;
  const auto next = publish(two_hours);
  EXPECT_EQ(format_instant(*see(agent(), id)->listed.request.next.due), "2026-11-02T02:00:00Z");
  const auto foreseen = preview(id, next);
  ASSERT_EQ(foreseen.clocks.size(), 1U);
  EXPECT_EQ(format_instant(*foreseen.clocks[0].due_after), "2026-11-02T03:00:00Z");
  clock_.pass(10min);
  EXPECT_EQ(move(next, {id}).moved, 1);
  EXPECT_EQ(move(next, {id}).left, 1) << "once is enough";
  const auto seen = see(agent(), id).value();
  EXPECT_EQ(seen.listed.request.policy_version, next);
  EXPECT_EQ(format_instant(*seen.listed.request.next.due), "2026-11-02T03:00:00Z");
  EXPECT_THAT(journal(id), ElementsAre("opened", "policy_changed"));
  EXPECT_THAT(preview(id, next).clocks, IsEmpty());
}

TEST_P(RequestsLife, N3_ReceiptNamesTheChangesAndTheVersion) {
  const auto id = open(contoso(), wish()).listed.request.id;
  clock_.pass(10min);
  const auto next = publish(two_hours);
  move(next, {id});
  for (const auto& reader : {contoso(), agent()}) {
    const auto all = receipt(id, reader);
    const auto& clock = all.at("clocks").at(0).as_object();
    EXPECT_EQ(clock.at("policy_version").as_int64(), next);
    EXPECT_EQ(clock.at("open_seconds").as_int64(), 7200);
    ASSERT_EQ(clock.at("segments").as_array().size(), 3U);
    EXPECT_EQ(clock.at("segments").at(1).at("kind").as_string(), "policy_change");
    EXPECT_EQ(clock.at("segments").at(1).at("name").as_string(), "version " + std::to_string(next));
    EXPECT_EQ(clock.at("segments").at(1).at("from").as_string(), "2026-11-02T01:10:00Z");
  }
}

TEST_P(RequestsLife, N2_LeavesWhatIsSolved) {
  const auto id = open(contoso(), wish()).listed.request.id;
  const auto seen = see(agent(), id).value();
  MADO_EXPECT_OK(change(agent(), {.request = id,
                                  .version_seen = seen.listed.request.version,
                                  .severity = {},
                                  .desk = {},
                                  .assignee = {},
                                  .status = requests::Status::solved}));
  const auto next = publish(two_hours);
  EXPECT_EQ(move(next, {id}).left, 1);
  EXPECT_THAT(journal(id), Not(Contains("policy_changed")));
}

TEST_P(RequestsLife, S20_TheCustomerIsReminded) {
  const auto id = awaited();
  clock_.pass(2h);
  fire();
  const auto seen = see(contoso(), id).value();
  ASSERT_TRUE(seen.lowering);
  EXPECT_EQ(seen.lowering->severity, "B");
  EXPECT_EQ(format_instant(seen.lowering->at), "2026-11-02T05:10:00Z");
  EXPECT_FALSE(seen.lowering->is_over);
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    MADO_TRY(all, requests::timeline(parts(), id, contoso(), snapshot));
    EXPECT_EQ(all.items.back().entry.kind, "request.clock_warned");
    return {};
  }));
}

TEST_P(RequestsLife, S20_AnAgentMayLowerAfterSilence) {
  const auto id = awaited();
  clock_.pass(4h + 1ms);
  fire();
  const auto seen = see(agent(), id).value();
  EXPECT_EQ(seen.listed.request.severity, "A") << "not by itself";
  ASSERT_TRUE(seen.lowering);
  EXPECT_TRUE(seen.lowering->is_over);
  MADO_EXPECT_OK(change(agent(), {.request = id,
                                  .version_seen = seen.listed.request.version,
                                  .severity = "B",
                                  .desk = {},
                                  .assignee = {},
                                  .status = {}}));
  const auto lowered = see(contoso(), id)->lowered;
  ASSERT_TRUE(lowered);
  EXPECT_EQ(lowered->from, "A");
}

TEST_P(RequestsLife, S20_SilenceLowersByItselfOnce) {
  publish(by_itself);
  const auto id = awaited();
  clock_.pass(4h);
  fire();
  EXPECT_EQ(see(agent(), id)->listed.request.severity, "A") << "at exactly the due time it still runs";
  clock_.pass(1ms);
  fire();
  fire();
  EXPECT_EQ(see(agent(), id)->listed.request.severity, "B");
  EXPECT_EQ(std::ranges::count(journal(id), "severity_changed"), 1);
  clock_.pass(24h);
  fire();
  EXPECT_EQ(std::ranges::count(journal(id), "severity_changed"), 1);
}

TEST_P(RequestsLife, N7_OneClickRestoresWhatSilenceLowered) {
  publish(by_itself);
  const auto id = awaited();
  EXPECT_EQ(object(contoso(), id).error().code, ErrorCode::conflict) << "nothing was lowered yet";
  clock_.pass(5h);
  fire();
  EXPECT_THAT(see(contoso(), id)->actions, Contains(requests::Action::object));
  EXPECT_THAT(see(agent(), id)->actions, Not(Contains(requests::Action::object)));
  EXPECT_EQ(object(fabrikam(), id).error().code, ErrorCode::not_found);
  EXPECT_EQ(object(agent(), id).error().code, ErrorCode::forbidden);
  MADO_EXPECT_OK(object(contoso(), id, "We were asleep."));
  const auto seen = see(agent(), id).value();
  EXPECT_EQ(seen.listed.request.severity, "A");
  EXPECT_EQ(seen.listed.request.status, requests::Status::open);
  ASSERT_TRUE(seen.lowered);
  EXPECT_TRUE(seen.lowered->objected_at);
  EXPECT_EQ(object(contoso(), id).error().code, ErrorCode::conflict) << "once";
  MADO_EXPECT_OK(answer(agent(), id, "Sorry."));
  EXPECT_FALSE(see(agent(), id)->lowered);
}

TEST_P(RequestsLife, N7_AnObjectionEndsWithAnAnswerAndAfterFourteenDays) {
  publish(by_itself);
  const auto answered = awaited();
  const auto late = awaited();
  clock_.pass(5h);
  fire();
  MADO_EXPECT_OK(answer(contoso(), answered, "Here they are."));
  EXPECT_EQ(object(contoso(), answered).error().key, "request.nothing_to_object_to");
  clock_.pass(14 * 24h + 1ms);
  EXPECT_EQ(object(contoso(), late).error().key, "request.objection_too_late");
}

}  // namespace
}  // namespace mado::testing
