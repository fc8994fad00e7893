#include <thread>

#include "base/json.hpp"
#include "unit/http/server_fixture.hpp"

namespace mado::http {
namespace {

using std::chrono::seconds;

class ServerLimits : public ServerTest {
 protected:
  /// What a connection answers to these bytes.
  Answered answer_to(std::string_view bytes) {
    const auto one = client();
    one->send(bytes);
    return one->answer();
  }
};

TEST_F(ServerLimits, UnreadableCallsAreRefused) {
  start();
  const std::pair<const char*, int> cases[] = {
      {"HELLO\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nX-Bad: \xff\xfe\r\n\r\n", 400},
      {"GET / HTTP/3.7\r\nHost: a\r\n\r\n", 400},
      {"POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400},
      {"POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
      {"POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
       400},
      {"POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
  };
  for (const auto& [bytes, status] : cases) EXPECT_EQ(answer_to(bytes).status, status) << bytes;
  EXPECT_EQ(client()->call("GET", "/api/v1/echo/a").status, 200);
}

TEST_F(ServerLimits, BytesAfterABodyAreTheNextCall) {
  start();
  const auto one = client();
  one->send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcdef\r\n\r\n");
  EXPECT_EQ(one->answer().status, 201);
  EXPECT_EQ(one->answer().status, 400);
  EXPECT_EQ(one->answer().status, 0);
}

TEST_F(ServerLimits, LargeHeadsAreRefused) {
  start();
  const std::string large(20'000, 'a'), long_target(5'000, 'a');
  EXPECT_EQ(answer_to("GET /" + large + " HTTP/1.1\r\nHost: a\r\n\r\n").status, 414);
  EXPECT_EQ(answer_to("GET /" + long_target + " HTTP/1.1\r\nHost: a\r\n\r\n").status, 414);
  EXPECT_EQ(answer_to("GET / HTTP/1.1\r\nHost: a\r\nX: " + large + "\r\n\r\n").status, 431);
}

TEST_F(ServerLimits, LargeBodiesAreRefused) {
  start();
  const auto head = std::string("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\n");
  EXPECT_EQ(answer_to(head + "Content-Length: 100001\r\n\r\n").status, 413);
  EXPECT_EQ(answer_to(head + "Content-Length: 99999999999999999999\r\n\r\n").status, 400);
  EXPECT_EQ(answer_to(head + "Content-Length: 100000\r\n\r\n" + std::string(100'000, 'a')).status, 201);
  EXPECT_EQ(
      answer_to(head + "Transfer-Encoding: chunked\r\n\r\n186a1\r\n" + std::string(100'001, 'a')).status,
      413);
}

TEST_F(ServerLimits, BodiesShareABudget) {
  start({.bodies_bytes_max = 1000});
  const auto slow = client();
  slow->send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nabc");
  std::this_thread::sleep_for(Millis(100));
  const auto refused = client()->call("POST", "/api/v1/notes", "", std::string(200, 'a'));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.headers.at("retry-after"), "2");
  slow->send(std::string(897, 'a'));
  EXPECT_EQ(slow->answer().status, 201);
  EXPECT_EQ(client()->call("POST", "/api/v1/notes", "", std::string(200, 'a')).status, 201);
}

TEST_F(ServerLimits, OneAddressDoesNotHoldTheRoomOfAll) {
  start({.bodies_bytes_max = 1000, .bodies_bytes_per_address_max = 600});
  const auto greedy = client("127.0.0.2"), chunked = client("127.0.0.2");
  greedy->send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nabc");
  std::this_thread::sleep_for(Millis(100));
  const auto refused = client("127.0.0.2")->call("POST", "/api/v1/notes", "", std::string(200, 'a'));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.at("retry-after"), "2");
  EXPECT_THAT(refused.body, testing::HasSubstr("bodies.too_many"));
  chunked->send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(chunked->answer().status, 429);
  EXPECT_EQ(client("127.0.0.2")->call("POST", "/api/v1/notes", "", std::string(100, 'a')).status, 201);
  EXPECT_EQ(client("127.0.0.3")->call("POST", "/api/v1/notes", "", std::string(500, 'a')).status, 201);
  greedy->send(std::string(497, 'a'));
  EXPECT_EQ(greedy->answer().status, 201);
  EXPECT_EQ(client("127.0.0.2")->call("POST", "/api/v1/notes", "", std::string(600, 'a')).status, 201);
}

TEST_F(ServerLimits, ABodyWhereNothingIsWrittenIsNotRead) {
  start({.bodies_bytes_max = 1});
  for (const auto* body : {"Content-Length: 99999999\r\n\r\n", "Content-Length: 3\r\n\r\nabc",
                           "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"}) {
    const auto one = client();
    one->send(std::string("GET /api/v1/echo/a HTTP/1.1\r\nHost: a\r\n") + body);
    const auto answered = one->answer();
    EXPECT_EQ(answered.status, 200) << body;
    EXPECT_EQ(answered.headers.at("connection"), "close") << body;
    EXPECT_EQ(one->rest(), "") << body;
  }
  EXPECT_EQ(answer_to("GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer 7\r\n"
                      "Content-Length: 3\r\n\r\nabc")
                .status,
            400);
}

TEST_F(ServerLimits, SlowCallersAreToldSo) {
  start({.header_timeout = seconds(1), .body_timeout = seconds(1), .idle_timeout = seconds(1)});
  const auto idle = client(), slow_head = client(), slow_body = client();
  slow_head->send("GET / HTTP/1.1\r\nHo");
  slow_body->send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
  EXPECT_EQ(slow_head->answer().status, 408);
  EXPECT_EQ(slow_body->answer().status, 408);
  EXPECT_EQ(idle->rest(), "");
}

TEST_F(ServerLimits, ConnectionsAreCounted) {
  start({.connections_max = 3, .connections_per_address_max = 2});
  const auto one = client(), two = client();
  EXPECT_EQ(one->call("GET", "/api/v1/echo/a").status, 200);
  EXPECT_EQ(two->call("GET", "/api/v1/echo/a").status, 200);
  EXPECT_EQ(client()->answer().status, 429);
  start({.connections_max = 1});
  const auto only = client();
  EXPECT_EQ(only->call("GET", "/api/v1/echo/a").status, 200);
  const auto refused = client()->answer();
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.headers.contains("retry-after"));
}

TEST_F(ServerLimits, AFullQueueIsNotTheCallersDoing) {
  start({}, {.queue_jobs_max = 1, .read_threads = 1});
  std::vector<std::unique_ptr<Client>> clients;
  for (int count = 0; count < 6; ++count) {
    clients.push_back(client());
    clients.back()->send("GET /api/v1/slow HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  std::map<int, int> statuses;
  for (const auto& one : clients) ++statuses[one->answer().status];
  EXPECT_GE(statuses[503], 3);
  EXPECT_EQ(statuses[200] + statuses[503], 6);
  while (client()->call("GET", "/api/v1/echo/a").status == 503) {
  }  // the queue empties again
}

TEST_F(ServerLimits, SlowComputingHasAQueueOfItsOwn) {
  start({.work_threads = 1, .work_jobs_max = 1});
  std::vector<std::unique_ptr<Client>> clients;
  for (int count = 0; count < 5; ++count) {
    clients.push_back(client());
    clients.back()->send("POST /api/v1/sleep HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n300");
  }
  EXPECT_EQ(client()->call("GET", "/api/v1/echo/a").status, 200);
  std::map<int, int> statuses;
  for (const auto& one : clients) ++statuses[one->answer().status];
  EXPECT_GE(statuses[503], 2);
  EXPECT_EQ(statuses[204] + statuses[503], 5);
}

TEST_F(ServerLimits, StopAnswersWhatRunsAndEndsWhatWaits) {
  start();
  const auto idle = client(), running = client(), stream = client();
  EXPECT_EQ(idle->call("GET", "/api/v1/echo/a").status, 200);
  stream->send("GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer 7\r\n\r\n");
  ASSERT_TRUE(stream->wait_for("id: "));
  running->send("GET /api/v1/slow HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(Millis(50));
  const auto begun = steady_millis();
  server_->stop();
  EXPECT_LT(steady_millis() - begun, 3'000);
  const auto answered = running->answer();
  EXPECT_EQ(answered.status, 200);
  EXPECT_EQ(answered.headers.at("connection"), "close");
  EXPECT_EQ(idle->rest(), "");
  stream->rest();
  EXPECT_THROW(client(), std::runtime_error);
}

TEST_F(ServerLimits, StoppedBeforeItsThreadsHaveBegunItEndsAllTheSame) {
  start();
  for (int round = 0; round < 100; ++round) {
    Server brief(*database_, clock_, doorkeeper_, {}, {}, {});
    ASSERT_TRUE(brief.start("127.0.0.1:0"));
  }
}

TEST_F(ServerLimits, AnAddressThatCannotBeHadIsAnError) {
  start();
  const std::pair<const char*, const char*> cases[] = {{"", "listen.no_address"},
                                                       {"127.0.0.1", "listen.no_address"},
                                                       {"127.0.0.1:", "listen.no_address"},
                                                       {"127.0.0.1:99999", "listen.no_address"},
                                                       {"256.0.0.1:80", "listen.no_address"},
                                                       {"192.0.2.1:0", "listen.failed"}};
  for (const auto& [bad, key] : cases) {
    Server second(*database_, clock_, doorkeeper_, {}, {}, {});
    const auto started = second.start(bad);
    ASSERT_FALSE(started) << bad;
    EXPECT_EQ(started.error().key, key) << bad;
    EXPECT_EQ(started.error().values.at("listen"), bad);
  }
}

TEST_F(ServerLimits, TwoServersNeverShareAnAddress) {
  start();
  const auto port = address_.substr(address_.find(':'));
  for (const auto& listen : {address_, "0.0.0.0" + port}) {
    Server second(*database_, clock_, doorkeeper_, {}, {}, {});
    const auto started = second.start(listen);
    ASSERT_FALSE(started) << listen;
    EXPECT_EQ(started.error().key, "listen.in_use");
    EXPECT_EQ(started.error().values.at("listen"), listen);
  }
}

TEST_F(ServerLimits, AnAddressIsFreeAgainAtOnce) {
  start();
  for (int round = 0; round < 3; ++round) {
    const auto left_open = client();
    EXPECT_EQ(left_open->call("GET", "/healthz").status, 200);
    server_->stop();
    server_ = std::make_unique<Server>(*database_, clock_, doorkeeper_, Router{}, Live{}, Limits{});
    ASSERT_TRUE(server_->start(address_)) << round;
    EXPECT_EQ(client()->call("GET", "/healthz").status, 200);
  }
}

}  // namespace
}  // namespace mado::http
