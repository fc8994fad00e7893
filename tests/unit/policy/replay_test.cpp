/// Replaying lives: the form of the answers, line by line.
#include "policy/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

std::vector<std::string> replayed(const std::string& lives, Trace trace = Trace::none) {
  std::istringstream in(lives);
  std::ostringstream out;
  replay(*policy(), in, out, trace);
  std::vector<std::string> lines;
  std::istringstream answers(out.str());
  for (std::string line; std::getline(answers, line);) lines.push_back(line);
  return lines;
}

const std::string open_line =
    R"({"id":"r1","at":"2026-11-02T09:00:00+08:00","event":"opened","desk":"technical","severity":"A","has":["agreement"]})"
    "\n";

TEST(Replay, AnswersEveryLineWithTheClocks) {
  EXPECT_THAT(
      replayed(open_line + R"({"id":"r1","at":"2026-11-02T01:30:00.250Z","event":"agent_replied"})"
                           "\n"
                           R"({"id":"r1","at":"2026-11-02T01:40:00Z","event":"awaiting_customer"})"),
      testing::ElementsAre(
          R"({"id":"r1","at":"2026-11-02T01:00:00Z","severity":"A","clocks":[{"kind":"first_response","state":"running","due":"2026-11-02T02:00:00Z"}]})",
          R"({"id":"r1","at":"2026-11-02T01:30:00.250Z","severity":"A","clocks":[{"kind":"first_response","state":"kept","due":"2026-11-02T02:00:00Z"},{"kind":"next_update","state":"running","due":"2026-11-02T02:30:00.250Z"}]})",
          R"({"id":"r1","at":"2026-11-02T01:40:00Z","severity":"A","clocks":[{"kind":"first_response","state":"kept","due":"2026-11-02T02:00:00Z"},{"kind":"next_update","state":"waiting","due":null},{"kind":"customer_reply","state":"running","due":"2026-11-02T05:40:00Z"}]})"));
}

TEST(Replay, LivesAreToldApartById) {
  const auto lines =
      replayed(open_line +
               R"({"id":"r2","at":"2026-11-01T00:00:00Z","event":"opened","desk":"technical","severity":"B"})"
               "\n"
               R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"asked"})");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_THAT(lines[1], testing::HasSubstr(R"("id":"r2")"));
  EXPECT_THAT(lines[2], testing::HasSubstr("2026-11-02T02:00:00Z"));
}

TEST(Replay, AnErrorNamesLifeAndTimeAndChangesNothing) {
  const auto lines = replayed(open_line + R"({"id":"r1","at":"2026-11-02T00:59:59Z","event":"asked"})"
                                          "\n"
                                          R"({"id":"r1","at":"2026-11-02T05:00:00Z","event":"danced"})"
                                          "\n"
                                          R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"asked"})");
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[1],
            R"({"id":"r1","at":"2026-11-02T00:59:59Z","error":"This is earlier than what came before."})");
  EXPECT_EQ(lines[2], R"({"id":"r1","at":"2026-11-02T05:00:00Z","error":"There is no such event."})");
  EXPECT_THAT(lines[3], testing::HasSubstr("running"));
}

TEST(Replay, ALineThatCannotBeReadIsAnsweredAndTheRestGoesOn) {
  for (
      const std::string bad :
      {"{", "[]", "null", "{}", R"({"id":"r1"})", R"({"id":1,"at":"2026-11-02T01:00:00Z","event":"asked"})",
       R"({"id":"r1","at":7,"event":"asked"})", R"({"id":"r1","at":"yesterday","event":"asked"})",
       R"({"id":"r1","at":"2026-11-02T01:00:00Z"})", R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":[]})",
       R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"severity_changed"})",
       R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"desk_changed","desk":null})",
       R"({"id":"r1","id":"r1","at":"2026-11-02T01:00:00Z","event":"asked"})",
       R"({"id":"r3","at":"2026-11-02T01:00:00Z","event":"opened","desk":"technical","severity":"A","has":"gold"})",
       R"({"id":"r3","at":"2026-11-02T01:00:00Z","event":"opened","desk":"technical","severity":"A","has":[1]})",
       R"({"id":"r3","at":"2026-11-02T01:00:00Z","event":"opened","desk":"technical","severity":"A","zone":"Mars"})",
       "{\"id\":\"\xff\"}"}) {
    const auto lines =
        replayed(open_line + bad + "\n" + R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"asked"})");
    ASSERT_EQ(lines.size(), 3U) << bad;
    const auto error = boost::json::parse(lines[1]).as_object();
    EXPECT_EQ(error.size(), 3U) << bad;
    EXPECT_TRUE(error.contains("id") && error.contains("at") && error.at("error").is_string()) << bad;
    EXPECT_FALSE(error.at("error").as_string().starts_with("errors.")) << bad;
    EXPECT_EQ(std::string_view(error.at("error").as_string()).find("body"), std::string_view::npos) << bad;
    EXPECT_THAT(lines[2], testing::HasSubstr("running")) << bad;
  }
}

TEST(Replay, BlankLinesAndAByteOrderMarkAreNoLines) {
  const auto lines = replayed("\xEF\xBB\xBF" + open_line + "\n \t\r\n" +
                              R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"asked"})" + "\r\n\n");
  ASSERT_EQ(lines.size(), 2U);
  for (const auto& line : lines) EXPECT_THAT(line, testing::HasSubstr("running"));
}

TEST(Replay, ALineThatIsTooLongIsAnsweredAndTheRestGoesOn) {
  const auto lines = replayed(R"({"id":")" + std::string(1024 * 1024, 'x') + "\"}\n" + open_line);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], R"({"id":null,"at":null,"error":"The line has more than 1048576 bytes."})");
  EXPECT_THAT(lines[1], testing::HasSubstr("running"));
}

TEST(Replay, ADueBeyondTheYear9999IsNotTold) {
  const auto lines =
      replayed(R"({"id":"r1","at":"9999-12-31T00:00:00Z","event":"opened","desk":"billing","severity":"C"})");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], testing::HasSubstr(R"("state":"running","due":null)"));
}

TEST(ReplayN3, TheTraceListsOpenClosedHolidayAndWaiting) {
  const auto lines = replayed(
      R"({"id":"r1","at":"2026-11-04T17:00:00+08:00","event":"opened","desk":"billing","severity":"C"})"
      "\n"
      R"({"id":"r1","at":"2026-11-04T17:00:00+08:00","event":"agent_replied"})"
      "\n"
      R"({"id":"r1","at":"2026-11-04T17:30:00+08:00","event":"awaiting_customer"})"
      "\n"
      R"({"id":"r1","at":"2026-11-06T10:00:00+08:00","event":"customer_replied"})",
      Trace::segments);
  ASSERT_EQ(lines.size(), 4U);
  const auto update = boost::json::parse(lines[3]).at("clocks").as_array().at(1).as_object();
  std::vector<std::string> segments;
  for (const auto& segment : update.at("segments").as_array()) {
    const auto& one = segment.as_object();
    segments.push_back(written(*parse_instant(std::string(one.at("from").as_string()))) + ' ' +
                       std::string(one.at("kind").as_string()) +
                       (one.contains("name") ? ' ' + std::string(one.at("name").as_string()) : ""));
  }
  EXPECT_THAT(segments, testing::ElementsAre(
                            "2026-11-04T17:00 open", "2026-11-04T17:30 waiting", "2026-11-04T18:00 closed",
                            "2026-11-05T00:00 holiday Founders' Day", "2026-11-06T00:00 closed",
                            "2026-11-06T09:00 waiting", "2026-11-06T10:00 open", "2026-11-06T18:00 closed",
                            "2026-11-07T09:00 open"));
  EXPECT_EQ(update.at("due").as_string(), "2026-11-07T02:30:00Z");
}

}  // namespace
}  // namespace mado::policy::sample
