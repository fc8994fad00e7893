/// One request, two issues, or one that comes back too late (policy rows S31, S32): what is split off or
/// follows is a request of its own, and both tell of each other.
#include <gmock/gmock.h>

#include "requests/timeline.hpp"
#include "store/requests_world.hpp"

namespace mado::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class RequestsSplit : public RequestsTest {
 protected:
  requests::Split asks(RequestId id, std::vector<MessageId> messages) {
    return {.request = id,
            .version_seen = see(agent(), id)->listed.request.version,
            .messages = std::move(messages),
            .subject = "A bill is wrong",
            .desk = "billing",
            .severity = "C",
            .topic = {}};
  }

  Result<requests::Shown> split(const requests::Split& command) {
    std::optional<requests::Shown> outcome;
    MADO_CHECK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(done, requests::split(parts(), command, agent(), tx));
      outcome = std::move(done);
      return {};
    }));
    return std::move(*outcome);
  }

  std::vector<requests::Message> messages(RequestId id) {
    std::vector<requests::Message> all;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      all = requests::store::messages(snapshot, agent().scope(), id, requests::Visibility::agents);
      return {};
    }));
    return all;
  }

  /// A customer's answer with a file, "invoice.txt".
  requests::Answered answer_with_file(RequestId id) {
    std::optional<requests::Answered> outcome;
    MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(file, requests::upload(parts(), {"invoice.txt", "text/plain", "12 seats"}, contoso(), tx));
      const requests::Answer command{
          .request = id, .text = "By the way, the bill is wrong", .attachments = {file.id}};
      MADO_TRY(done, requests::answer(parts(), command, contoso(), tx));
      outcome = std::move(done);
      return {};
    }));
    return outcome.value();
  }

  std::vector<requests::Attachment> files(RequestId id) {
    std::vector<requests::Attachment> all;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      all = requests::store::attachments(snapshot, contoso().scope(), id);
      return {};
    }));
    return all;
  }

  std::string bytes(AttachmentId id) {
    std::string all;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      all = requests::store::attachment_bytes(snapshot, id);
      return {};
    }));
    return all;
  }

  json::array segments(RequestId id) {
    json::array all;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      MADO_TRY(receipts, requests::receipts(parts(), id, contoso(), snapshot));
      all = requests::receipts_json(receipts, contoso()).at("clocks").at(0).at("segments").as_array();
      return {};
    }));
    return all;
  }

  void solve(RequestId id) {
    const auto seen = see(agent(), id).value();
    requests::Patch patch;
    patch.request = id;
    patch.version_seen = seen.listed.request.version;
    patch.status = requests::Status::solved;
    MADO_EXPECT_OK(change(agent(), patch));
  }

  Result<requests::Shown> follow(RequestId id, const http::Caller& caller) {
    auto command = wish();
    command.follows = id;
    std::optional<requests::Shown> outcome;
    MADO_CHECK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(done, requests::open(parts(), command, caller, tx));
      outcome = std::move(done);
      return {};
    }));
    return std::move(*outcome);
  }

  static std::string wrong_field(const Result<requests::Shown>& result) {
    return result || result.error().fields.empty()
               ? ""
               : result.error().fields[0].field + ": " + result.error().fields[0].key;
  }
};
MADOGUCHI_ON_BOTH_ENGINES(RequestsSplit);

TEST_P(RequestsSplit, S31_OpensARequestOfItsOwnAndLeavesTheFirstAlone) {
  const auto first = open(contoso(), wish());
  const auto id = first.listed.request.id;
  clock_.pass(10min);
  const auto told = answer_with_file(id);
  clock_.pass(5min);
  const auto before = see(agent(), id).value();
  const auto done = split(asks(id, {told.message.id}));
  MADO_EXPECT_OK(done);
  const auto& made = done->listed.request;
  EXPECT_EQ(made.desk, "billing");
  EXPECT_EQ(made.opened_by, contoso_admin_);
  EXPECT_EQ(made.organization_id, contoso_);
  EXPECT_EQ(format_instant(made.opened_at), "2026-11-02T01:15:00Z");
  EXPECT_EQ(made.next.started_at, made.opened_at) << "its promise counts from the split";

  const auto after = see(agent(), id).value();
  EXPECT_EQ(after.listed.request.version, before.listed.request.version + 1);
  EXPECT_EQ(after.listed.request.next.due, before.listed.request.next.due) << "its clocks are left alone";
  EXPECT_THAT(messages(id), SizeIs(2)) << "copied, not moved";
  EXPECT_THAT(journal(id), ElementsAre("opened", "customer_replied", "linked"));
  EXPECT_THAT(journal(made.id), ElementsAre("opened", "linked"));

  ASSERT_THAT(done->links, SizeIs(1));
  EXPECT_EQ(done->links[0].relation, requests::Relation::split_from);
  EXPECT_EQ(done->links[0].id, id);
  ASSERT_THAT(after.links, SizeIs(1));
  EXPECT_EQ(after.links[0].relation, requests::Relation::split_off);
  EXPECT_EQ(after.links[0].number, made.number);
}

TEST_P(RequestsSplit, S31_CopiesMessagesAndFilesAsTheyWere) {
  const auto id = open(contoso(), wish()).listed.request.id;
  clock_.pass(10min);
  const auto told = answer_with_file(id);
  clock_.pass(10min);
  const auto opening = messages(id).front();
  const auto made = split(asks(id, {told.message.id, opening.id}))->listed.request.id;
  const auto copies = messages(made);
  ASSERT_THAT(copies, SizeIs(2));
  EXPECT_EQ(copies[0].text, opening.text) << "in the order in which they were written";
  EXPECT_EQ(copies[1].text, told.message.text);
  EXPECT_EQ(copies[1].at, told.message.at);
  EXPECT_EQ(copies[1].author, contoso_admin_);
  EXPECT_NE(copies[1].id, told.message.id);
  EXPECT_THAT(journal(made), ElementsAre("opened", "linked", "message_copied"));
  const auto copied = files(made);
  ASSERT_THAT(copied, SizeIs(1));
  EXPECT_EQ(copied[0].message, copies[1].id);
  EXPECT_EQ(bytes(copied[0].id), "12 seats");
  // A copy of a copy still has the bytes.
  const auto again = split(asks(made, {copies[1].id}))->listed.request.id;
  EXPECT_EQ(bytes(files(again).at(0).id), "12 seats");
  EXPECT_EQ(bytes(files(id).at(0).id), "12 seats");
}

TEST_P(RequestsSplit, N3_ReceiptBeginsAtTheSplit) {
  const auto id = open(contoso(), wish()).listed.request.id;
  const auto number = see(agent(), id)->listed.request.number;
  clock_.pass(30min);
  const auto made = split(asks(id, {messages(id).front().id}))->listed.request.id;
  const auto pieces = segments(made);
  ASSERT_FALSE(pieces.empty());
  EXPECT_EQ(pieces[0].at("kind"), "split");
  EXPECT_EQ(pieces[0].at("name").as_string(), "#" + std::to_string(number));
  EXPECT_EQ(pieces[0].at("from"), "2026-11-02T01:30:00Z");
  EXPECT_EQ(pieces[0].at("to"), "2026-11-02T01:30:00Z");
  EXPECT_EQ(segments(id)[0].at("kind"), "open");
}

TEST_P(RequestsSplit, S31_GivesWhatIsOnOffer) {
  const auto id = open(fabrikam(), wish()).listed.request.id;
  auto command = asks(id, {messages(id).front().id});
  command.desk = "technical";
  command.severity = "A";
  const auto made = split(command)->listed.request;
  EXPECT_EQ(made.severity, "B") << "Fabrikam has no agreement";
  EXPECT_EQ(made.severity_asked, "A");
}

TEST_P(RequestsSplit, S31_RefusesWhatTheCustomerDidNotWriteHere) {
  const auto id = open(contoso(), wish()).listed.request.id;
  const auto note = answer(agent(), id, "They pay late", requests::Visibility::agents)->message.id;
  const auto reply = answer(agent(), id, "We are on it")->message.id;
  const auto other = messages(open(contoso(), wish()).listed.request.id).front().id;
  const auto theirs = messages(open(fabrikam(), wish()).listed.request.id).front().id;
  const auto good = messages(id).front().id;
  for (const auto bad : {note, reply, other, theirs, MessageId{7}}) {
    const auto result = split(asks(id, {good, bad}));
    EXPECT_EQ(wrong_field(result), "messages: not_customers_message");
  }
  EXPECT_THAT(see(agent(), id)->links, IsEmpty());
}

TEST_P(RequestsSplit, S31_RefusesTheStaleAndTheSolved) {
  const auto id = open(contoso(), wish()).listed.request.id;
  auto command = asks(id, {messages(id).front().id});
  MADO_EXPECT_OK(answer(contoso(), id, "Hello?"));
  EXPECT_EQ(split(command).error().code, ErrorCode::stale);
  solve(id);
  EXPECT_EQ(split(asks(id, {messages(id).front().id})).error().key, "request.solved");
  EXPECT_THAT(see(agent(), id)->links, IsEmpty());
}

TEST_P(RequestsSplit, S32_ANewOneFollowsOnceItCannotBeReopened) {
  const auto id = open(contoso(), wish()).listed.request.id;
  EXPECT_EQ(wrong_field(follow(id, contoso())), "follows_request: request_not_final");
  solve(id);
  clock_.pass(std::chrono::days{14});
  EXPECT_EQ(wrong_field(follow(id, contoso())), "follows_request: request_not_final")
      << "to the last instant it can be reopened";
  clock_.pass(1ms);
  EXPECT_EQ(wrong_field(follow(id, fabrikam())), "follows_request: unknown_request");
  const auto made = follow(id, contoso());
  MADO_EXPECT_OK(made);
  ASSERT_THAT(made->links, SizeIs(1));
  EXPECT_EQ(made->links[0].relation, requests::Relation::follow_up_of);
  EXPECT_EQ(see(contoso(), id)->links.at(0).relation, requests::Relation::followed_up_by);
  EXPECT_THAT(journal(id), ElementsAre("opened", "solved", "linked"));
  EXPECT_EQ(see(contoso(), id)->listed.request.status, requests::Status::solved);
}

}  // namespace
}  // namespace mado::testing
