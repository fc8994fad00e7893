/// Requests on a real database: the story of one, its clocks through restarts, and who sees what.
#include <gmock/gmock.h>

#include "requests/follower.hpp"
#include "requests/similar.hpp"
#include "requests/timeline.hpp"
#include "store/requests_world.hpp"

namespace mado::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using namespace std::chrono_literals;

class Requests : public RequestsTest {};
MADOGUCHI_ON_BOTH_ENGINES(Requests);

requests::Patch patch(const requests::Shown& shown) {
  return {.request = shown.listed.request.id,
          .version_seen = shown.listed.request.version,
          .severity = {},
          .desk = {},
          .assignee = {},
          .status = {}};
}

TEST_P(Requests, OpenWithThePromiseOfTheirSeverity) {
  const auto grave = open(contoso(), wish());
  EXPECT_EQ(grave.listed.request.severity, "A");
  EXPECT_EQ(format_instant(*grave.listed.request.next.due), "2026-11-02T02:00:00Z");
  const auto limited = open(fabrikam(), wish());
  EXPECT_EQ(limited.listed.request.severity, "B");
  EXPECT_EQ(limited.listed.request.severity_asked, "A");
  EXPECT_EQ(format_instant(*limited.listed.request.next.due), "2026-11-03T01:00:00Z");
  EXPECT_EQ(limited.listed.request.number, grave.listed.request.number + 1);
}

TEST_P(Requests, TellTheirLifeTruthfully) {
  const auto id = open(contoso(), wish()).listed.request.id;
  clock_.pass(10min);
  MADO_EXPECT_OK(answer(agent(), id, "Looking into it", requests::Visibility::agents));
  MADO_EXPECT_OK(answer(agent(), id, "We are on it", requests::Visibility::everyone, true));
  clock_.pass(5min);
  MADO_EXPECT_OK(answer(contoso(), id, "Thank you"));
  auto solve = patch(see(agent(), id).value());
  solve.status = requests::Status::solved;
  MADO_EXPECT_OK(change(agent(), solve));
  clock_.pass(5min);
  MADO_EXPECT_OK(answer(contoso(), id, "It is back"));
  EXPECT_THAT(journal(id),
              ElementsAre("opened", "note_added", "agent_replied", "awaiting_customer", "clock_kept",
                          "customer_replied", "solved", "reopened", "customer_replied"));
  EXPECT_EQ(see(contoso(), id)->listed.request.status, requests::Status::open);
}

TEST_P(Requests, HideWhatIsAmongAgents) {
  const auto id = open(contoso(), wish()).listed.request.id;
  MADO_EXPECT_OK(answer(agent(), id, "They pay late", requests::Visibility::agents));
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    MADO_TRY(seen, requests::timeline(parts(), id, contoso(), snapshot));
    for (const auto& item : seen.items) EXPECT_NE(item.entry.kind, "request.note_added");
    MADO_TRY(all, requests::timeline(parts(), id, agent(), snapshot));
    EXPECT_EQ(all.items.size(), seen.items.size() + 1);
    return {};
  }));
}

TEST_P(Requests, AreUnknownToOtherOrganizations) {
  const auto id = open(contoso(), wish()).listed.request.id;
  EXPECT_EQ(see(fabrikam(), id).error().code, ErrorCode::not_found);
  EXPECT_EQ(answer(fabrikam(), id, "hello").error().code, ErrorCode::not_found);
  EXPECT_EQ(see(person(contoso_admin_, ""), id).error().code, ErrorCode::not_found) << "an end user";
}

TEST_P(Requests, RefuseAStaleChangeAndShowTheCurrentState) {
  const auto seen = open(contoso(), wish());
  auto first = patch(seen);
  first.assignee = agent_;
  MADO_EXPECT_OK(change(agent(), first));
  auto second = patch(seen);
  second.severity = "B";
  const auto refused = change(agent(), second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::stale);
  EXPECT_THAT(refused.error().members.at("current"), ::testing::HasSubstr("\"version\":2"));
}

TEST_P(Requests, FireEachMarkExactlyOnceAlsoAfterARestart) {
  const auto id = open(contoso(), wish()).listed.request.id;
  clock_.pass(46min);
  EXPECT_EQ(requests::fire_clocks(parts(), database(), clock_.now()).value(), 1);
  EXPECT_THAT(journal(id), ElementsAre("opened", "clock_warned"));
  EXPECT_TRUE(see(agent(), id)->listed.request.warned);
  reopen();
  load();
  EXPECT_EQ(requests::fire_clocks(parts(), database(), clock_.now()).value(), 0);
  clock_.pass(14min);  // exactly due: still running
  EXPECT_EQ(requests::fire_clocks(parts(), database(), clock_.now()).value(), 0);
  clock_.pass(3h);
  EXPECT_EQ(requests::fire_clocks(parts(), database(), clock_.now()).value(), 1);
  EXPECT_EQ(requests::fire_clocks(parts(), database(), clock_.now()).value(), 0);
  EXPECT_THAT(journal(id), ElementsAre("opened", "clock_warned", "clock_missed"));
  EXPECT_EQ(see(agent(), id)->listed.request.version, 1) << "a clock that fires is nobody's change";
}

TEST_P(Requests, KeepAMissForEver) {
  const auto id = open(contoso(), wish()).listed.request.id;
  clock_.pass(2h);
  MADO_EXPECT_OK(answer(agent(), id, "Sorry"));
  EXPECT_THAT(journal(id), Contains("clock_missed"));
  EXPECT_THAT(journal(id), Not(Contains("clock_kept")));
}

TEST_P(Requests, AreListedByTheNextPromise) {
  const auto later = open(fabrikam(), wish()).listed.request.id;
  const auto sooner = open(contoso(), wish()).listed.request.id;
  const auto waiting =
      open(contoso(), wish(policy::ServiceImpact::question, policy::PeopleImpact::one)).listed.request.id;
  MADO_EXPECT_OK(answer(agent(), waiting, "Which one?", requests::Visibility::everyone, true));
  std::vector<RequestId> order;
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    requests::store::ListQuestion question;
    question.limit = 2;
    for (bool more = true; more;) {
      const auto page = requests::store::list(snapshot, agent().scope(), question);
      for (const auto& row : page) order.push_back(row.request.id);
      more = page.size() == 2;
      if (more) question.after = {page.back().request.sort_key, page.back().request.id.value};
    }
    return {};
  }));
  EXPECT_THAT(order, ElementsAre(sooner, later, waiting));
}

TEST_P(Requests, NeverGoBackInTimeWhenTheClockDoes) {
  const auto id = open(contoso(), wish()).listed.request.id;
  clock_.pass(-2h);
  MADO_EXPECT_OK(answer(agent(), id, "At once"));
  EXPECT_THAT(journal(id), Contains("clock_kept"));
}

TEST_P(Requests, TakeOnlyAttachmentsOfTheirWriter) {
  AttachmentId file;
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_TRY(kept,
             requests::upload(parts(), {"log.txt", "text/plain", std::string("a\0b", 3)}, contoso(), tx));
    file = kept.id;
    return {};
  }));
  auto stolen = wish();
  stolen.attachments = {file};
  const auto refused = database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_CHECK(requests::open(parts(), stolen, fabrikam(), tx));
    return {};
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.front().field, "attachments");
  const auto opened = open(contoso(), stolen);
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    EXPECT_EQ(requests::store::attachment_bytes(snapshot, file), std::string("a\0b", 3));
    EXPECT_EQ(requests::store::attachments(snapshot, fabrikam().scope(), opened.listed.request.id).size(),
              0U);
    return {};
  }));
}

TEST_P(Requests, FindSimilarOnesOfTheirOperator) {
  const auto first = open(contoso(), wish());
  const auto second = open(fabrikam(), wish());
  db::Follower texts(database(), "requests.text", requests::index_text);
  texts.catch_up();
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    const auto found = requests::similar(snapshot, agent().scope(), first.listed.request, 5);
    EXPECT_EQ(found.size(), 1U);
    if (!found.empty()) EXPECT_EQ(found.front().request.id, second.listed.request.id);
    return {};
  }));
}

}  // namespace
}  // namespace mado::testing
