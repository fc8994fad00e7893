#include "http/call.hpp"

#include <gtest/gtest.h>

#include "http/guard.hpp"

namespace mado::http {
namespace {

TEST(Call, ReadsWholeNumbersOfTheQuery) {
  const Call call{.query = {{"limit", "50"}, {"word", "ten"}, {"empty", ""}, {"large", "99999999999"}}};
  EXPECT_EQ(call.query_number("limit", 1, 100, 20), 50);
  EXPECT_EQ(call.query_number("absent", 1, 100, 20), 20);
  EXPECT_EQ(call.query_number("word", 1, 100, 20).error().fields[0].key, "number.unreadable");
  EXPECT_EQ(call.query_number("empty", 1, 100, 20).error().fields[0].key, "number.unreadable");
  EXPECT_EQ(call.query_number("large", 1, 100, 20).error().fields[0].key, "number.unreadable");
  const auto outside = call.query_number("limit", 1, 49, 20).error();
  EXPECT_EQ(outside.fields[0].field, "limit");
  EXPECT_EQ(outside.fields[0].values.at("most"), "49");
}

TEST(Call, ReadsTheVersionOfIfMatch) {
  const auto read = [](const char* text) { return Call{.headers = {{"if-match", text}}}.if_match(); };
  EXPECT_EQ(read("\"7\""), 7);
  EXPECT_EQ(Call{}.if_match().error().key, "if_match.missing");
  for (const auto* bad : {"7", "\"\"", "\"x\"", "W/\"7\"", "*", "\"7", "\""})
    EXPECT_EQ(read(bad).error().key, "if_match.unreadable") << bad;
}

TEST(Call, BodyMustBeAnObject) {
  const auto read = [](const char* body) { return Call{.body = body}.json_body(); };
  EXPECT_EQ(read(R"({"a":1})")->at("a"), 1);
  EXPECT_EQ(read("[1]").error().key, "json.not_object");
  EXPECT_EQ(read("null").error().key, "json.not_object");
  EXPECT_EQ(read("").error().key, "json.unreadable");
  EXPECT_EQ(read(R"({"a":1,"a":2})").error().key, "json.duplicate_key");
}

TEST(Call, BodyMustComeAsJson) {
  const auto read = [](const char* type, const char* body = "{}") {
    return Call{.headers = {{"content-type", type}}, .body = body}.json_body();
  };
  for (const auto* good : {"", "application/json", "Application/JSON", "application/json; charset=utf-8",
                           "application/json ;x=y", "application/merge-patch+json", "application/a+JSON;b=c"})
    EXPECT_TRUE(read(good)) << good;
  for (const auto* bad :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=json",
        "application/jsonp", "text/json", "json", "+json", "application/json, text/plain",
        "text/plain; a=application/json", ";application/json"}) {
    const auto refused = read(bad);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, ErrorCode::wrong_type) << bad;
  }
  EXPECT_EQ(read("text/plain", "").error().key, "json.unreadable");
}

TEST(Call, AForeignIdIsNotFound) {
  const Call call{.parameters = {{"id", "req_1"}}};
  EXPECT_EQ(call.id_parameter<RequestId>("id").error().code, ErrorCode::not_found);
  EXPECT_EQ(call.id_parameter<RequestId>("absent").error().code, ErrorCode::not_found);
}

struct SiteCase {
  Method method;
  std::map<std::string, std::string, std::less<>> headers;
  bool is_refused;
};

TEST(Guard, RefusesCallsThatAnotherSiteMade) {
  const SiteCase cases[] = {
      {Method::get, {{"sec-fetch-site", "cross-site"}}, false},
      {Method::post, {{"sec-fetch-site", "cross-site"}}, true},
      {Method::post, {{"sec-fetch-site", "same-site"}}, true},
      {Method::del, {{"sec-fetch-site", "cross-site"}, {"cookie", "a=b"}}, true},
      {Method::post, {{"sec-fetch-site", "same-origin"}}, false},
      {Method::post, {{"sec-fetch-site", "none"}}, false},
      {Method::post, {{"sec-fetch-site", "cross-site"}, {"authorization", "Bearer x"}}, false},
      {Method::post, {{"origin", "https://a.example"}, {"host", "a.example"}}, false},
      {Method::post, {{"origin", "https://b.example"}, {"host", "a.example"}}, true},
      {Method::post, {{"origin", "http://a.example:81"}, {"host", "a.example"}}, true},
      {Method::post, {{"origin", "null"}, {"host", "a.example"}}, true},
      {Method::post, {{"host", "a.example"}}, false},
  };
  for (const auto& one : cases)
    EXPECT_EQ(!refuse_cross_site({.method = one.method, .headers = one.headers}), one.is_refused)
        << testing::PrintToString(one.headers);
}

}  // namespace
}  // namespace mado::http
