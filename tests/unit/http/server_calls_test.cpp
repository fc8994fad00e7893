#include "base/json.hpp"
#include "unit/http/server_fixture.hpp"

namespace mado::http {
namespace {

std::string code_of_body(const Answered& answered) {
  return std::string(json::parse(answered.body).at("code").as_string());
}

class ServerCalls : public ServerTest {
 protected:
  ServerCalls() { start(); }
};

TEST_F(ServerCalls, KeepsTheConnectionForTheNextCall) {
  const auto one = client();
  EXPECT_EQ(one->call("GET", "/api/v1/echo/a").body, R"({"echo":"a nobody"})");
  EXPECT_EQ(one->call("GET", "/api/v1/echo/b").body, R"({"echo":"b nobody"})");
  EXPECT_EQ(one->call("GET", "/api/v1/echo/c", "Connection: close\r\n").status, 200);
  EXPECT_EQ(one->rest(), "");
}

TEST_F(ServerCalls, AnswersPipelinedCallsInOrder) {
  const auto one = client();
  std::string bytes;
  for (const auto* id : {"1", "2", "3"})
    bytes += "GET /api/v1/echo/" + std::string(id) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  one->send("\r\n" + bytes);
  for (const auto* id : {"1", "2", "3"})
    EXPECT_EQ(one->answer().body, "{\"echo\":\"" + std::string(id) + " nobody\"}");
}

TEST_F(ServerCalls, ReadsOldAndChunkedCalls) {
  const auto old = client();
  old->send("GET /api/v1/echo/old HTTP/1.0\r\nHost: a\r\n\r\n");
  EXPECT_EQ(old->answer().status, 200);
  EXPECT_EQ(old->rest(), "");
  const auto chunked = client();
  chunked->send(
      "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n");
  chunked->send("0\r\n\r\n");
  EXPECT_EQ(chunked->answer().body, R"({"size":5})");
  EXPECT_EQ(chunked->call("GET", "/api/v1/echo/x").status, 200);
}

TEST_F(ServerCalls, AsksForABodyThatWaitsToBeAsked) {
  const auto one = client();
  one->send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(one->answer().status, 100);
  one->send("abc");
  EXPECT_EQ(one->answer().status, 201);
}

TEST_F(ServerCalls, HeadAnswersWithoutABody) {
  const auto one = client();
  const auto head = one->call("HEAD", "/api/v1/echo/a");
  EXPECT_EQ(head.headers.at("content-length"), "19");
  EXPECT_EQ(one->call("GET", "/api/v1/echo/a").body.size(), 19U);
}

TEST_F(ServerCalls, SaysWhatMethodsThereAre) {
  const auto one = client();
  for (const auto* method : {"DELETE", "OPTIONS", "PROPFIND"}) {
    const auto answered = one->call(method, "/api/v1/notes");
    EXPECT_EQ(answered.status, 405) << method;
    EXPECT_EQ(answered.headers.at("allow"), "POST");
  }
  EXPECT_EQ(code_of_body(one->call("GET", "/api/v1/nothing")), "not_found");
  EXPECT_TRUE(one->call("GET", "/nothing", "Accept: text/html\r\nAccept-Language: ja\r\n")
                  .body.contains("lang=\"ja\""));
}

TEST_F(ServerCalls, ProblemsAreInTheReadersLanguage) {
  const auto answered = client()->call("POST", "/api/v1/notes", "Accept-Language: zh-CN\r\n", "bad");
  EXPECT_EQ(answered.status, 422);
  EXPECT_EQ(answered.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(json::parse(answered.body).at("title"), "需要更正");
  EXPECT_EQ(json::parse(answered.body).at("errors").at(0).at("field"), "body");
}

TEST_F(ServerCalls, AMistakeIsNoticedAndAnswered) {
  const auto one = client();
  EXPECT_EQ(one->call("GET", "/api/v1/mistake").status, 500);
  EXPECT_EQ(one->call("POST", "/api/v1/sleep", "", "not a number").status, 500);
  EXPECT_EQ(one->call("POST", "/api/v1/sleep", "", "1").status, 204);
}

TEST_F(ServerCalls, ProtectsTheReadersBrowser) {
  const auto answered = client()->call("GET", "/api/v1/echo/a");
  EXPECT_EQ(answered.headers.at("cache-control"), "no-store");
  EXPECT_EQ(answered.headers.at("x-content-type-options"), "nosniff");
  EXPECT_TRUE(answered.headers.at("content-security-policy").contains("frame-ancestors 'none'"));
  const auto crossing = client()->call("POST", "/api/v1/notes", "Sec-Fetch-Site: cross-site\r\n", "a");
  EXPECT_EQ(crossing.status, 403);
  EXPECT_EQ(code_of_body(crossing), "cross_site");
}

TEST_F(ServerCalls, PagesThatHoldThePaneCallWhatIsOpenToThemAndReadTheAnswer) {
  const auto one = client();
  const std::string guest = "Origin: https://app.example\r\nSec-Fetch-Site: cross-site\r\n";
  const auto note = one->call("POST", "/api/v1/notes", guest, "a");
  EXPECT_EQ(note.status, 201);
  EXPECT_EQ(note.headers.at("access-control-allow-origin"), "https://app.example");
  EXPECT_FALSE(note.headers.contains("access-control-allow-credentials"));
  const auto closed = one->call("GET", "/api/v1/echo/a", guest);
  EXPECT_FALSE(closed.headers.contains("access-control-allow-origin"));
  const auto other = one->call("POST", "/api/v1/notes",
                               "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n", "a");
  EXPECT_EQ(code_of_body(other), "cross_site");
  EXPECT_FALSE(other.headers.contains("access-control-allow-origin"));
  const auto large = client()->call("POST", "/api/v1/notes", guest, std::string(100'001, 'a'));
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(large.headers.at("access-control-allow-origin"), "https://app.example");
}

TEST_F(ServerCalls, BrowsersAskFirstAndHearWhatIsOpen) {
  const auto one = client();
  const auto asks = [&](std::string_view origin, std::string_view method, std::string_view path) {
    return one->call("OPTIONS", path,
                     "Origin: " + std::string(origin) +
                         "\r\nAccess-Control-Request-Method: " + std::string(method) + "\r\n");
  };
  const auto told = asks("https://app.example", "POST", "/api/v1/notes");
  EXPECT_EQ(told.status, 204);
  EXPECT_EQ(told.headers.at("access-control-allow-methods"), "POST");
  EXPECT_EQ(asks("https://app.example", "GET", "/api/v1/echo/a").status, 405);
  EXPECT_EQ(asks("https://app.example", "DELETE", "/api/v1/notes").status, 405);
  EXPECT_EQ(asks("https://evil.example", "POST", "/api/v1/notes").status, 405);
  EXPECT_EQ(asks("http://a", "POST", "/api/v1/notes").status, 405) << "the own pages need no leave";
}

TEST_F(ServerCalls, ASessionOfThePaneReachesOnlyWhatIsOpenToIt) {
  const auto one = client();
  const std::string pane = "Authorization: Bearer 70\r\n";
  EXPECT_EQ(one->call("POST", "/api/v1/notes", pane, "a").status, 201);
  EXPECT_EQ(one->call("GET", "/api/v1/echo/a", pane).body, R"({"echo":"a nobody"})");
  EXPECT_EQ(code_of_body(one->call("GET", "/api/v1/events", pane)), "unauthenticated");
}

TEST_F(ServerCalls, CompressesPages) {
  const auto one = client();
  const auto page = one->call("GET", "/", "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(page.headers.at("content-encoding"), "br");
  EXPECT_LT(page.body.size(), 200U);
  EXPECT_EQ(one->call("GET", "/").body.size(), 5000U);
}

TEST_F(ServerCalls, ARepeatedKeyIsAnsweredAgainAndNotDoneAgain) {
  const auto one = client();
  const auto note = [&](std::string_view who, std::string_view key, std::string_view body) {
    return one->call(
        "POST", "/api/v1/notes",
        "Authorization: Bearer " + std::string(who) + "\r\nIdempotency-Key: " + std::string(key) + "\r\n",
        body);
  };
  const auto first = note("7", "k1", "abc"), again = note("7", "k1", "abc");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.at("location"), "/api/v1/notes/1");
  EXPECT_EQ(again.headers.at("idempotency-replayed"), "true");
  EXPECT_EQ(code_of_body(note("7", "k1", "other")), "idempotency.reused");
  EXPECT_FALSE(note("8", "k1", "abc").headers.contains("idempotency-replayed"));
  EXPECT_EQ(note("7", "k2", "bad").status, 422);
  EXPECT_EQ(note("7", "k2", "good").status, 201);
  EXPECT_EQ(code_of_body(note("7", std::string(256, 'k'), "abc")), "idempotency.unreadable");
  EXPECT_EQ(code_of_body(note("7", "a b", "abc")), "idempotency.unreadable");
  size_t entries = 0;
  ASSERT_TRUE(database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
    entries = db::read_journal(snapshot, {}, 100).size();
    return {};
  }));
  EXPECT_EQ(entries, 3U);
}

TEST_F(ServerCalls, TellsMachinesHowItIs) {
  const auto one = client();
  EXPECT_EQ(one->call("GET", "/healthz").status, 200);
  EXPECT_EQ(one->call("GET", "/readyz").status, 503);
  server_->set_ready();
  EXPECT_EQ(one->call("GET", "/readyz").status, 200);
  one->call("GET", "/api/v1/echo/a");
  const auto metrics = one->call("GET", "/metrics").body;
  EXPECT_TRUE(metrics.contains("madoguchi_now{what=\"connections\"} 1"));
  EXPECT_TRUE(
      metrics.contains("madoguchi_http_calls_total{method=\"GET\",route=\"/readyz\",status=\"503\"} 1"));
  EXPECT_TRUE(metrics.contains("route=\"/api/v1/echo/{id}\""));
}

}  // namespace
}  // namespace mado::http
