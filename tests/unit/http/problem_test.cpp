#include "http/problem.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mado::http {
namespace {

const Error wrong_field{
    .code = ErrorCode::invalid,
    .key = "invalid",
    .fields = {{.field = "contact.phone", .key = "number.range", .values = {{"least", "1"}, {"most", "9"}}}}};

TEST(Problem, IsSaidInTheReadersLanguage) {
  const auto body = [](Language language) {
    return json::parse(problem(wrong_field, language).body).as_object();
  };
  EXPECT_EQ(body(Language::en)["detail"], "Something in what was sent needs correcting.");
  EXPECT_EQ(body(Language::ja)["title"], "修正が必要です");
  const auto chinese = body(Language::zh_hans);
  EXPECT_EQ(chinese.at("errors").at(0).at("message"), "此数必须介于 1 和 9 之间。");
  EXPECT_EQ(chinese.at("errors").at(0).at("field"), "contact.phone");
  EXPECT_EQ(chinese.at("errors").at(0).at("code"), "number.range");
  EXPECT_EQ(chinese.at("code"), "invalid");
  EXPECT_EQ(chinese.at("status"), 422);
  EXPECT_EQ(chinese.at("type"), "urn:madoguchi:problem:invalid");
}

TEST(Problem, SaysWhenToComeAgain) {
  const auto has_retry = [](ErrorCode code) {
    const auto reply = problem({.code = code, .key = "busy"}, Language::en);
    return std::ranges::any_of(reply.headers,
                               [](const auto& header) { return header.first == "Retry-After"; });
  };
  EXPECT_TRUE(has_retry(ErrorCode::too_many));
  EXPECT_TRUE(has_retry(ErrorCode::unavailable));
  EXPECT_FALSE(has_retry(ErrorCode::invalid));
}

TEST(Problem, EveryCodeHasAStatusAndATitle) {
  for (auto code = 0; code <= static_cast<int>(ErrorCode::unavailable); ++code) {
    const auto reply = problem({.code = static_cast<ErrorCode>(code), .key = "invalid"}, Language::ja);
    EXPECT_NE(reply.status, 500);
    EXPECT_FALSE(json::parse(reply.body).at("title").as_string().starts_with("errors.")) << reply.status;
  }
}

TEST(Problem, MayBringTheCurrentState) {
  const auto reply = problem(
      {.code = ErrorCode::stale, .key = "stale", .members = {{"current", R"({"version":8})"}}}, Language::en);
  EXPECT_EQ(reply.status, 412);
  EXPECT_EQ(json::parse(reply.body).at("current").at("version"), 8);
}

TEST(Problem, TheCauseStaysInside) {
  const auto reply =
      problem({.code = ErrorCode::unavailable, .key = "unavailable", .cause = "disk /dev/x"}, Language::en);
  EXPECT_FALSE(reply.body.contains("/dev/x"));
}

}  // namespace
}  // namespace mado::http
