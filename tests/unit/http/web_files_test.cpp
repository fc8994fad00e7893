#include "http/web_files.hpp"

#include <gtest/gtest.h>

#include <string>

#include "http/reply_head.hpp"

namespace mado::http {
namespace {

const std::string script(5000, 'x');

WebFiles& files() {
  static const embedded::File table[] = {{"_app/immutable/a.js", script},
                                         {"app.html", "<!doctype html>"},
                                         {"favicon.png", script},
                                         {"pane.js", script},
                                         {"portal/small.css", "a{}"}};
  static WebFiles files(table);
  return files;
}

TEST(WebFiles, AreFoundByTheirExactName) {
  const auto file = files().find("/_app/immutable/a.js", Coding::plain);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->body, script);
  EXPECT_EQ(file->content_type, "text/javascript; charset=utf-8");
  EXPECT_TRUE(file->immutable);
  for (const auto* path :
       {"/", "/_app", "/_app/immutable/", "/_app/immutable/b.js", "/../app.html", "/portals"})
    EXPECT_FALSE(files().find(path, Coding::plain)) << path;
}

TEST(WebFiles, TellWhatIsMeantForPagesOfOtherSites) {
  using Use = WebFile::Use;
  EXPECT_EQ(files().find("/pane.js", Coding::plain)->use, Use::handed_out);
  EXPECT_EQ(files().find("/sign-in/pane", Coding::plain)->use, Use::opened_by_others);
  for (const auto* path : {"/sign-in", "/_app/immutable/a.js", "/sign-in/pane/x"})
    EXPECT_EQ(files().find(path, Coding::plain)->use, Use::own_pages) << path;
}

TEST(WebFiles, ScreensGetThePageThatStartsThem) {
  for (const auto* path :
       {"/portal", "/portal/", "/portal/requests/req_1", "/console/queue", "/office", "/sign-in"}) {
    const auto file = files().find(path, Coding::brotli);
    ASSERT_TRUE(file) << path;
    EXPECT_EQ(file->body, "<!doctype html>");
    EXPECT_FALSE(file->immutable);
  }
  EXPECT_EQ(files().find("/portal/small.css", Coding::brotli)->body, "a{}");
}

TEST(WebFiles, AreCompressedWhereItHelps) {
  const auto brotli = files().find("/_app/immutable/a.js", Coding::brotli);
  const auto gzip = files().find("/_app/immutable/a.js", Coding::gzip);
  const auto plain = files().find("/_app/immutable/a.js", Coding::plain);
  EXPECT_EQ(brotli->coding, Coding::brotli);
  EXPECT_LT(brotli->body.size(), 100U);
  EXPECT_TRUE(gzip->body.starts_with("\x1f\x8b"));
  EXPECT_NE(brotli->etag, gzip->etag);
  EXPECT_NE(brotli->etag, plain->etag);
  EXPECT_EQ(files().find("/favicon.png", Coding::brotli)->coding, Coding::plain);
}

TEST(Coding, IsTheBestThatIsAccepted) {
  EXPECT_EQ(accepted_coding("gzip, deflate, br, zstd"), Coding::brotli);
  EXPECT_EQ(accepted_coding("gzip;q=0.5"), Coding::gzip);
  EXPECT_EQ(accepted_coding("br;q=0, gzip"), Coding::gzip);
  EXPECT_EQ(accepted_coding("br;q=0.0,gzip;q=0"), Coding::plain);
  EXPECT_EQ(accepted_coding("identity"), Coding::plain);
  EXPECT_EQ(accepted_coding(""), Coding::plain);
}

TEST(Etag, IsMatchedInAList) {
  EXPECT_TRUE(matches_etag("\"a\"", "\"a\""));
  EXPECT_TRUE(matches_etag("\"b\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(matches_etag("*", "\"a\""));
  EXPECT_FALSE(matches_etag("\"ab\"", "\"a\""));
  EXPECT_FALSE(matches_etag("", "\"a\""));
}

TEST(ReplyHead, LeavesOutHeadersWithLineBreaks) {
  const Reply reply{.body = "{}", .headers = {{"Location", "/a\r\nSet-Cookie: b=c"}, {"X-Good", "1"}}};
  const auto head = reply_head(reply, {.date = "now", .cache_control = "no-store", .body_bytes = 2});
  EXPECT_FALSE(head.contains("Set-Cookie"));
  EXPECT_TRUE(head.contains("\r\nX-Good: 1\r\n"));
  EXPECT_TRUE(head.contains("\r\nContent-Length: 2\r\n"));
  EXPECT_TRUE(head.contains("script-src 'self';"));
  EXPECT_FALSE(head.contains("unsafe"));
}

TEST(ReplyHead, DatesAreImfFixdates) {
  EXPECT_EQ(http_date(instant_of(784111777000)), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace mado::http
