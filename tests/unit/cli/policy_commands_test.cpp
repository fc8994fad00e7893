#include "cli/policy_commands.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.hpp"

namespace mado::cli {
namespace {

const std::string china = std::string(PROJECT_DIR) + "/policies/m365-21vianet.toml";

class PolicyCommands : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string written(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("madoguchi-policy-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  std::ostringstream out_;
  std::ostringstream errors_;
};

TEST_F(PolicyCommands, CheckSaysNothingAboutARightPolicy) {
  EXPECT_EQ(policy_check({china}, "", out_), 0);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(PolicyCommands, CheckPrintsFileLineAndColumn) {
  const auto path = written("bad.toml", "format = 7\n");
  EXPECT_EQ(policy_check({china, path}, "", out_), 1);
  EXPECT_TRUE(out_.str().starts_with(path + ":1:10: ")) << out_.str();
}

TEST_F(PolicyCommands, CheckSpeaksTheLanguageThatIsAskedFor) {
  const auto path = written("bad.toml", "format = 7\n");
  EXPECT_EQ(policy_check({path}, "ja-JP", out_), 1);
  EXPECT_TRUE(out_.str().ends_with(":1:10: この形式は読み取れません。読み取れるのは format = 1 です。\n"))
      << out_.str();
  out_.str("");
  EXPECT_EQ(policy_check({path}, "fr", out_), 1);
  EXPECT_TRUE(out_.str().ends_with("; the program reads format = 1\n")) << out_.str();
}

TEST_F(PolicyCommands, CheckNamesTheHolidayFileThatIsWrong) {
  const auto path =
      written("bad.toml", "format = 1\n[calendars.x]\ndaily=\"09:00-10:00\"\nholidays=\"x.ics\"\n");
  const auto holidays = written("x.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nothing\n");
  EXPECT_EQ(policy_check({path}, "", out_), 1);
  EXPECT_NE(out_.str().find(holidays + ":3:1: "), std::string::npos) << out_.str();
}

TEST_F(PolicyCommands, CheckOfNoFileFails) {
  EXPECT_EQ(policy_check({(folder_ / "none.toml").string()}, "", out_), 1);
  EXPECT_NE(out_.str().find("no such file"), std::string::npos);
}

TEST_F(PolicyCommands, S10_TwoOperatorsCannotShareAHost) {
  const auto worldwide = std::string(PROJECT_DIR) + "/policies/m365-worldwide.toml";
  EXPECT_EQ(policy_check({china, worldwide, china}, "", out_), 0) << out_.str();
  std::ostringstream text;
  text << std::ifstream(std::string(PROJECT_DIR) + "/policies/starter.toml").rdbuf();
  auto changed = text.str();
  const auto hosts = changed.find("hosts");
  ASSERT_NE(hosts, std::string::npos);
  changed.replace(hosts, changed.find('\n', hosts) - hosts, "hosts = [\"m365-cn.localhost\"]");
  const auto path = written("twin.toml", changed);
  const auto line = std::count(changed.begin(), changed.begin() + static_cast<long>(hosts), '\n') + 1;
  EXPECT_EQ(policy_check({china, path}, "", out_), 1);
  EXPECT_TRUE(
      out_.str().starts_with(path + ':' + std::to_string(line) + ":1: \"m365-cn.localhost\" is a host of"))
      << out_.str();
}

TEST_F(PolicyCommands, ExplainPrintsTextAndJson) {
  PolicyExplainOptions options{
      .file = china, .desk = "billing", .severity = "B", .at = "2026-11-22T09:00:00Z"};
  EXPECT_EQ(policy_explain(options, out_, errors_), 0);
  EXPECT_NE(out_.str().find(china + ":"), std::string::npos) << out_.str();
  out_.str("");
  options.form = ExplainForm::json;
  options.lang = "zh-CN";
  EXPECT_EQ(policy_explain(options, out_, errors_), 0);
  EXPECT_EQ(parse_json(out_.str())->at("desk"), "billing");
  EXPECT_EQ(errors_.str(), "");
}

TEST_F(PolicyCommands, ExplainTellsWrongUseFromAWrongPolicy) {
  EXPECT_EQ(policy_explain({.file = china, .at = "tomorrow"}, out_, errors_), 2);
  EXPECT_EQ(policy_explain({.file = china, .desk = "tecnical", .at = "2026-11-22T09:00:00Z"}, out_, errors_),
            2);
  EXPECT_NE(errors_.str().find("did you mean \"technical\"?"), std::string::npos) << errors_.str();
  const auto path = written("bad.toml", "format = 7\n");
  EXPECT_EQ(policy_explain({.file = path, .at = "2026-11-22T09:00:00Z"}, out_, errors_), 1);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(PolicyCommands, ReplayAnswersEveryLine) {
  std::istringstream lives(
      R"({"id":"r1","at":"2026-11-02T01:00:00Z","event":"opened","desk":"technical","severity":"B"})"
      "\n");
  EXPECT_EQ(policy_replay(china, lives, out_, errors_, policy::Trace::none), 0);
  EXPECT_EQ(parse_json(out_.str())->at("clocks").at(0).at("due"), "2026-11-03T01:00:00Z");
}

}  // namespace
}  // namespace mado::cli
