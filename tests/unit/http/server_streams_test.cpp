#include <atomic>
#include <thread>

#include "unit/http/server_fixture.hpp"

namespace mado::http {
namespace {

class ServerStreams : public ServerTest {
 protected:
  std::unique_ptr<Client> stream(int person, std::string_view headers = "") const {
    auto one = client();
    one->send("GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + std::to_string(person) +
              "\r\n" + std::string(headers) + "\r\n");
    return one;
  }
  /// The id that was told last.
  static std::string last_id(const Client& one) {
    const auto& text = one.received();
    const auto at = text.rfind("id: ") + 4;
    return text.substr(at, text.find('\n', at) - at);
  }
};

TEST_F(ServerStreams, AreForThoseWhoAreSignedIn) {
  start();
  EXPECT_EQ(client()->call("GET", "/api/v1/events").status, 401);
  const auto one = stream(7);
  ASSERT_TRUE(one->wait_for("id: "));
  EXPECT_TRUE(one->received().contains("Content-Type: text/event-stream"));
}

TEST_F(ServerStreams, TellWhatHappensAndWhoMayKnow) {
  start();
  const auto seven = stream(7), eight = stream(8);
  ASSERT_TRUE(seven->wait_for("id: "));
  ASSERT_TRUE(eight->wait_for("id: "));
  journal("req_1", "request.secret");
  journal("req_2");
  ASSERT_TRUE(seven->wait_for("data: {\"request\":\"req_2\"}\n\n"));
  ASSERT_TRUE(eight->wait_for("req_2"));
  EXPECT_TRUE(eight->received().contains("event: request.secret\ndata: {\"request\":\"req_1\"}"));
  EXPECT_FALSE(seven->received().contains("req_1"));
}

TEST_F(ServerStreams, TellWhenMemoryHoldsIt) {
  std::atomic<int> known = 0;
  before_telling_ = [&](db::Snapshot&, std::span<const db::JournalEntry> entries) {
    std::this_thread::sleep_for(Millis(60));  // as long as reading a policy may take
    known += static_cast<int>(entries.size());
  };
  start();
  const auto one = stream(7);
  ASSERT_TRUE(one->wait_for("id: "));
  journal("req_1");
  ASSERT_TRUE(one->wait_for("req_1"));
  EXPECT_EQ(known, 1);
  server_.reset();
}

TEST_F(ServerStreams, GoOnWhereTheReaderWas) {
  start();
  auto one = stream(7);
  ASSERT_TRUE(one->wait_for("id: "));
  journal("req_1");
  ASSERT_TRUE(one->wait_for("req_1"));
  const auto seen = last_id(*one);
  one.reset();
  journal("req_2");
  journal("req_3");
  const auto again = stream(7, "Last-Event-ID: " + seen + "\r\n");
  ASSERT_TRUE(again->wait_for("req_3"));
  EXPECT_TRUE(again->received().contains("req_2"));
  EXPECT_FALSE(again->received().contains("req_1"));
  journal("req_4");
  ASSERT_TRUE(again->wait_for("req_4"));
  EXPECT_EQ(again->received().find("req_3"), again->received().rfind("req_3"));
}

TEST_F(ServerStreams, TellToFetchAnewWhenTooMuchWasMissed) {
  start();
  auto one = stream(7);
  ASSERT_TRUE(one->wait_for("id: "));
  const auto begin = last_id(*one);
  ASSERT_TRUE(database_->write_now([](db::Tx& tx) -> Result<void> {
    for (int count = 0; count < 1001; ++count)
      tx.journal({.operator_id = OperatorId{1},
                  .organization_id = std::nullopt,
                  .subject = "req_old",
                  .kind = "request.changed",
                  .actor = "system",
                  .at = instant_of(0),
                  .data = "{}"});
    return {};
  }));
  for (const auto& after : {begin, std::string("what")}) {
    const auto late = stream(7, "Last-Event-ID: " + after + "\r\n");
    ASSERT_TRUE(late->wait_for("event: reset\ndata: {\"type\":\"reset\"}\n\n"));
    EXPECT_FALSE(late->received().contains("req_old"));
    journal("req_new");
    EXPECT_TRUE(late->wait_for("req_new"));
  }
}

TEST_F(ServerStreams, LoseNothingBetweenReadingAndJoining) {
  start();
  constexpr int entries_count = 300;
  auto one = stream(7);
  ASSERT_TRUE(one->wait_for("id: "));
  const auto begin = last_id(*one);
  std::thread writer([&] {
    for (int count = 0; count < entries_count; ++count) journal("req_" + std::to_string(count) + "_");
    journal("req_end");
  });
  for (int round = 0; round < 8; ++round) {
    const auto joining = stream(8 + round, "Last-Event-ID: " + begin + "\r\n");
    ASSERT_TRUE(joining->wait_for("req_end"));
    for (int count = 0; count < entries_count; ++count)
      ASSERT_TRUE(joining->received().contains("req_" + std::to_string(count) + "_"))
          << round << ' ' << count;
  }
  writer.join();
}

TEST_F(ServerStreams, AreCounted) {
  start({.streams_max = 3, .streams_per_person_max = 2});
  const auto one = stream(7), two = stream(7);
  ASSERT_TRUE(one->wait_for("id: "));
  ASSERT_TRUE(two->wait_for("id: "));
  EXPECT_EQ(stream(7)->answer().status, 429);
  const auto three = stream(8);
  ASSERT_TRUE(three->wait_for("id: "));
  EXPECT_EQ(stream(9)->answer().status, 503);
}

TEST_F(ServerStreams, GiveTheirPlaceBack) {
  start({.streams_per_person_max = 1});
  for (int round = 0; round < 5; ++round) {
    auto one = stream(7);
    ASSERT_TRUE(one->wait_for("id: ")) << one->received();
    one.reset();
    std::this_thread::sleep_for(Millis(50));
  }
}

}  // namespace
}  // namespace mado::http
