#include "policy/explain.hpp"

#include <gtest/gtest.h>

namespace mado::policy {
namespace {

const Reading& china() {
  static const auto reading = *read_file(std::string(PROJECT_DIR) + "/policies/m365-21vianet.toml");
  return reading;
}

Explanation explained(ExplainQuestion question) {
  auto explanation = explain(china(), question);
  EXPECT_TRUE(explanation.has_value());
  return *std::move(explanation);
}

Instant at(const char* text) { return *parse_instant(text); }

const PolicyLine* line_about(const Explanation& explanation, PolicyLine::About about) {
  for (const auto& line : explanation.lines)
    if (line.about == about) return &line;
  return nullptr;
}

/// Sunday 22 November 2026, 17:00 in Beijing.
const Instant sunday = at("2026-11-22T09:00:00Z");

TEST(Explain, SaysWhenTheFirstAnswerIsDueAndWhichLineSaysSo) {
  const auto explanation =
      explained({.desk = "technical", .severity = "B", .role = "service-support-admin", .at = sunday});
  EXPECT_EQ(explanation.verdict.answer, Answer::allowed);
  ASSERT_FALSE(explanation.clocks.empty());
  EXPECT_EQ(explanation.clocks.front().status.due, at("2026-11-24T01:00:00Z"));
  EXPECT_FALSE(explanation.clocks.front().segments.empty());
  const auto* line = line_about(explanation, PolicyLine::About::first_response);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->text, "first_response = { within = \"1bd\", on = \"business\" }");
}

TEST(Explain, ShowsWhatWouldLiftALimit) {
  const auto explanation = explained({.desk = "technical", .severity = "A", .at = sunday});
  EXPECT_EQ(explanation.verdict.severity, "B");
  ASSERT_TRUE(explanation.verdict.limit);
  const auto text = text_of(explanation, "p.toml", Language::en);
  EXPECT_NE(text.find("sales account manager"), std::string::npos) << text;
  const auto* line = line_about(explanation, PolicyLine::About::limit);
  ASSERT_NE(line, nullptr);
  EXPECT_TRUE(line->text.starts_with("needs = \"advanced-agreement\"")) << line->text;
  EXPECT_NE(text.find("p.toml:" + std::to_string(line->place.line) + ": "), std::string::npos) << text;
}

TEST(Explain, GivesSeverityAWithTheAgreement) {
  const auto explanation =
      explained({.desk = "technical", .severity = "A", .has = {"advanced-agreement"}, .at = sunday});
  EXPECT_EQ(explanation.verdict.severity, "A");
  EXPECT_FALSE(explanation.verdict.limit);
  EXPECT_EQ(explanation.clocks.front().status.due, at("2026-11-22T10:00:00Z"));
}

TEST(Explain, SaysNoToARoleWithoutTheRight) {
  const auto explanation = explained({.desk = "technical", .role = "billing-admin", .at = sunday});
  EXPECT_EQ(explanation.verdict.answer, Answer::role_lacks_right);
  EXPECT_NE(line_about(explanation, PolicyLine::About::role), nullptr);
  EXPECT_EQ(json_of(explanation, "p.toml", Language::en).at("answer"), "role_lacks_right");
}

TEST(Explain, RefusesNamesThatThePolicyDoesNotKnow) {
  for (const auto& [question, field] :
       std::vector<std::pair<ExplainQuestion, std::string>>{{{.desk = "tecnical"}, "desk"},
                                                            {{.severity = "Z"}, "severity"},
                                                            {{.role = "boss"}, "role"},
                                                            {{.has = {"agreement"}}, "has"}}) {
    const auto explanation = explain(china(), question);
    ASSERT_FALSE(explanation) << field;
    EXPECT_EQ(explanation.error().fields.front().field, field);
  }
}

TEST(Explain, SpeaksEveryLanguageWithoutLeavingAKey) {
  const auto explanation = explained({.desk = "technical", .severity = "A", .at = sunday});
  for (const auto language : all_languages) {
    const auto text = text_of(explanation, "p.toml", language);
    EXPECT_EQ(text.find("rules."), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), text.find("{ within")) << text;
  }
}

TEST(Explain, TellsProgramsTheSame) {
  const auto explanation = explained({.desk = "technical", .severity = "B", .at = sunday});
  const auto object = json_of(explanation, "p.toml", Language::ja);
  EXPECT_EQ(object.at("severity"), "B");
  const auto& clock = object.at("clocks").at(0);
  EXPECT_EQ(clock.at("kind"), "first_response");
  EXPECT_EQ(clock.at("due"), "2026-11-24T01:00:00Z");
  EXPECT_EQ(clock.at("target").at("within"), "1bd");
  EXPECT_FALSE(clock.at("segments").as_array().empty());
  EXPECT_EQ(object.at("lines").at(0).at("file"), "p.toml");
}

struct Asked {
  std::string name;
  ExplainQuestion question;
  PolicyLine::About about;
  std::string line;  ///< a part of the line that is shown
  std::string word;  ///< a part of the text in English
};

/// Every answer that is no shows its line, and what would make it a yes.
TEST(ExplainN5, EveryRefusalShowsItsLineAndTheWayOnInEveryLanguage) {
  using About = PolicyLine::About;
  for (const auto& asked :
       std::vector<Asked>{{"S5",
                           {.desk = "technical", .through_partner = true, .at = sunday},
                           About::partner_customers,
                           "partner_customers = \"partner-first\"",
                           "A new request anyway is possible"},
                          {"S13",
                           {.desk = "technical", .asker = Asker::visitor, .at = sunday},
                           About::desk,
                           "[desks.technical]",
                           "Open instead: Before you buy"},
                          {"S2",
                           {.desk = "technical", .asker = Asker::end_user, .at = sunday},
                           About::desk,
                           "[desks.technical]",
                           "Only admins"},
                          {"S2 role",
                           {.desk = "technical", .role = "billing-admin", .at = sunday},
                           About::role,
                           "may = [",
                           "Roles that may: Global administrator"},
                          {"no desk",
                           {.desk = "technical", .plans = {"advanced-agreement"}, .at = sunday},
                           About::plan,
                           "[plans.business-basic]",
                           "Plans that open it: Microsoft 365 Business Basic"},
                          {"S16",
                           {.desk = "technical", .words = "VPN", .at = sunday},
                           About::out_of_scope,
                           "[[out_of_scope]]",
                           "network team"},
                          {"S21",
                           {.desk = "technical", .severity = "A", .at = sunday},
                           About::plan,
                           "[plans.advanced-agreement]",
                           "sales account manager"}}) {
    const auto explanation = explained(asked.question);
    const auto* line = line_about(explanation, asked.about);
    ASSERT_NE(line, nullptr) << asked.name;
    EXPECT_NE(line->text.find(asked.line), std::string::npos) << asked.name << ": " << line->text;
    const auto text = text_of(explanation, "p.toml", Language::en);
    EXPECT_NE(text.find(asked.word), std::string::npos) << asked.name << ": " << text;
    for (const auto language : all_languages) {
      EXPECT_EQ(text_of(explanation, "p.toml", language).find("rules."), std::string::npos) << asked.name;
      const auto object = json_of(explanation, "p.toml", language);
      EXPECT_EQ(object.at("lines").as_array().size(), explanation.lines.size());
      EXPECT_TRUE(object.contains("way_on"));
    }
  }
}

TEST(ExplainN5, RefusesAPlanOrZoneThatIsNone) {
  EXPECT_EQ(explain(china(), {.plans = {"basic"}}).error().fields.front().field, "plan");
  EXPECT_EQ(explain(china(), {.zone = "Mars"}).error().fields.front().field, "zone");
}

}  // namespace
}  // namespace mado::policy
