// `madoguchi calendar eval`, on lines of its own and on the cases of data/biztime (expected answers of
// several programs; see its README). The cases are looked for in $MADOGUCHI_DATA, else beside the project.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.hpp"
#include "cli/calendar_eval.hpp"

namespace mado::cli {
namespace {

std::vector<json::object> answers(const std::string& lines) {
  std::istringstream in(lines);
  std::ostringstream out;
  EXPECT_EQ(calendar_eval(in, out), 0);
  std::vector<json::object> objects;
  std::istringstream replies(out.str());
  for (std::string reply; std::getline(replies, reply);) objects.push_back(json::parse(reply).as_object());
  return objects;
}

std::filesystem::path cases_path() {
  const char* data = std::getenv("MADOGUCHI_DATA");
  return std::filesystem::path(data != nullptr ? data : PROJECT_DIR "/../shared/data") / "biztime/dev.jsonl";
}

bool is_negative(const json::object& question, std::string_view field) {
  const auto* value = question.if_contains(field);
  return value != nullptr && value->to_number<double>() < 0;
}

void expect_answer(const json::object& question, const json::object& reply) {
  SCOPED_TRACE(json::serialize(question));
  EXPECT_EQ(reply.at("id"), question.at("id"));
  const auto& op = question.at("op").as_string();
  if (op == "escalation" || question.contains("backward") || is_negative(question, "seconds") ||
      is_negative(question, "days"))
    EXPECT_TRUE(reply.contains("error"));
  else if (op == "between")
    EXPECT_EQ(reply.at("seconds").to_number<double>(), question.at("expected_seconds").to_number<double>());
  else if (op == "open_at")
    EXPECT_EQ(reply.at("open"), question.at("expected_open"));
  else
    EXPECT_EQ(reply.at("end"), question.at("expected_end"));
}

TEST(CalendarEval, answers_the_collected_cases) {
  std::ifstream file(cases_path());
  if (!file) GTEST_SKIP() << "no cases at " << cases_path() << "; set MADOGUCHI_DATA";
  std::ostringstream lines;
  lines << file.rdbuf();
  const auto replies = answers(lines.str());
  std::istringstream questions(lines.str());
  size_t count = 0;
  for (std::string line; std::getline(questions, line); ++count) {
    ASSERT_LT(count, replies.size());
    expect_answer(json::parse(line).as_object(), replies[count]);
  }
  EXPECT_EQ(count, replies.size());
}

const std::string week = R"("tz":"UTC","week":{"mon":[["09:00","17:00"]]},"start":"2026-11-02T10:00:00Z")";

TEST(CalendarEval, writes_whole_seconds_and_fractions) {
  const auto replies = answers(R"({"id":1,"op":"between","end":"2026-11-02T10:00:01.500Z",)" + week + "}\n" +
                               R"({"id":"b","op":"between","end":"2026-11-02T11:00:00Z",)" + week + "}\n");
  EXPECT_EQ(json::serialize(replies.at(0)), R"({"id":1,"seconds":1.5E0})");
  EXPECT_EQ(json::serialize(replies.at(1)), R"({"id":"b","seconds":3600})");
}

TEST(CalendarEval, goes_on_after_lines_it_cannot_answer) {
  const char* bad[] = {
      "not json",
      "[1]",
      R"({"id":1})",
      R"({"id":1,"op":"forward","tz":"UTC"})",
      R"({"id":1,"op":"add","tz":"Mars/Olympus"})",
      R"({"id":1,"op":"add","tz":7})",
      R"({"id":1,"op":"add","tz":"UTC","week":{"monday":[]}})",
      R"({"id":1,"op":"add","tz":"UTC","week":{"mon":[["9","17:00"]]}})",
      R"({"id":1,"op":"add","tz":"UTC","week":{"mon":[["09:00"]]}})",
      R"({"id":1,"op":"add","tz":"UTC","week":{"mon":[["22:00","06:00"]]}})",
      R"({"id":1,"op":"add","tz":"UTC","week":{},"start":"2026-11-02T10:00:00Z","seconds":1})",
      R"({"id":1,"op":"add","tz":"UTC","holidays":["2026-02-30"]})",
      R"({"id":1,"op":"add","tz":"UTC","recurring_holidays":["13-01"]})",
      R"({"id":1,"op":"add","tz":"UTC","breaks":{"soon":[]}})",
  };
  std::string lines;
  for (const char* line : bad) lines += std::string(line) + "\n\n";
  for (const char* part :
       {R"("op":"add","seconds":"1",)", R"("op":"add","seconds":-1,)", R"("op":"add","seconds":1e300,)",
        R"("op":"add_business_days","days":1.5,)", R"("op":"add_business_days","days":-2,)",
        R"("op":"add","seconds":1,"backward":true,)", R"("op":"between","end":"yesterday",)"})
    lines += "{" + std::string(part) + week + "}\n";
  const auto replies = answers(lines + R"({"id":9,"op":"open_at",)" + week + "}");
  ASSERT_EQ(replies.size(), std::size(bad) + 8);
  for (size_t n = 0; n + 1 < replies.size(); ++n) {
    ASSERT_TRUE(replies[n].contains("error")) << json::serialize(replies[n]);
    EXPECT_TRUE(replies[n].at("error").as_string().find(' ') != std::string::npos)
        << "a sentence, not a key: " << json::serialize(replies[n]);
  }
  EXPECT_EQ(json::serialize(replies.back()), R"({"id":9,"open":true})");
}

}  // namespace
}  // namespace mado::cli
