/// What the journal tells of clocks, and the order in which they are stored (policy rows S18, S32, N3): each
/// of these was wrong once, and found by the simulation (tests/sim).
#include <gmock/gmock.h>

#include "base/json.hpp"
#include "db/journal.hpp"
#include "requests/follower.hpp"
#include "requests/store.hpp"
#include "store/requests_world.hpp"

namespace mado::testing {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

class RequestsVerdicts : public RequestsTest {
 protected:
  /// An A that was answered at once: its next update is promised within the hour.
  RequestId answered() {
    const auto id = open(contoso(), wish()).listed.request.id;
    MADO_EXPECT_OK(answer(agent(), id, "We are looking into it."));
    return id;
  }

  /// "next_update kept" and so on, as the journal has them.
  std::vector<std::string> verdicts(RequestId id) {
    std::vector<std::string> all;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      for (const auto& [position, entry] : db::journal_of(snapshot, operator_id_, id.text())) {
        if (entry.kind != "request.clock_kept" && entry.kind != "request.clock_missed") continue;
        const auto clock = std::string(json::parse(entry.data).at("clock").as_string());
        all.push_back(clock + ' ' + entry.kind.substr(entry.kind.find('_') + 1));
      }
      return {};
    }));
    return all;
  }

  std::vector<policy::ClockKind> stored(RequestId id) {
    std::vector<policy::ClockKind> kinds;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      const auto request = requests::store::find(snapshot, Scope::of_operator(operator_id_), id).value();
      for (const auto& clock : requests::store::clocks(snapshot, request)) kinds.push_back(clock.status.kind);
      return {};
    }));
    return kinds;
  }
};
MADOGUCHI_ON_BOTH_ENGINES(RequestsVerdicts);

TEST_P(RequestsVerdicts, S32_AKeptUpdateIsToldThoughTheSameMessageStartsTheNext) {
  const auto id = answered();
  clock_.pass(30min);
  MADO_EXPECT_OK(answer(agent(), id, "Still looking."));
  EXPECT_THAT(verdicts(id), ElementsAre("first_response kept", "next_update kept"));
}

TEST_P(RequestsVerdicts, S32_AMissedUpdateIsToldThoughNoFollowerSawItBeforeTheNext) {
  const auto id = answered();
  clock_.pass(2h);
  MADO_EXPECT_OK(answer(agent(), id, "Sorry, we were away."));
  EXPECT_THAT(verdicts(id), ElementsAre("first_response kept", "next_update missed"));
}

TEST_P(RequestsVerdicts, S32_AMissThatWasToldIsNotToldAgain) {
  const auto id = answered();
  clock_.pass(2h);
  MADO_EXPECT_OK(requests::fire_clocks(parts(), database(), clock_.now()));
  MADO_EXPECT_OK(answer(agent(), id, "Sorry, we were away."));
  EXPECT_THAT(verdicts(id), ElementsAre("first_response kept", "next_update missed"));
}

TEST_P(RequestsVerdicts, N3_StoredClocksComeInTheOrderOfTheRules) {
  const auto id = answered();
  MADO_EXPECT_OK(answer(agent(), id, "Which mailboxes?", requests::Visibility::everyone, true));
  using enum policy::ClockKind;
  EXPECT_THAT(stored(id), ElementsAre(first_response, next_update, customer_reply));
}

}  // namespace
}  // namespace mado::testing
