/// Two versions compared in the policy's own words (N2): each change once, by a path that stays, with its
/// line.
#include "operators/difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "operators/facts.hpp"
#include "operators/move_json.hpp"
#include "operators/show.hpp"

namespace mado::operators {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const policy::Reading& reference(const std::string& name = "m365-21vianet") {
  static std::map<std::string, policy::Reading> readings;
  const auto found = readings.find(name);
  if (found != readings.end()) return found->second;
  return readings.emplace(name, *policy::read_file(PROJECT_DIR "/policies/" + name + ".toml")).first->second;
}

policy::Reading read_with(std::string_view what, std::string_view instead,
                          std::map<std::string, std::string> files = reference().source.files) {
  auto text = reference().source.text;
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), instead);
  auto reading = policy::read(text, [&](const std::string& name) { return std::optional(files.at(name)); });
  EXPECT_NE(reading.policy, nullptr) << what;
  return reading;
}

Difference difference(const policy::Reading& before, const policy::Reading& after,
                      Language language = Language::en) {
  return difference_of({*before.policy, before.source}, {*after.policy, after.source}, language);
}

Difference with(std::string_view what, std::string_view instead, Language language = Language::en) {
  return difference(reference(), read_with(what, instead), language);
}

std::string path_and_values(const Change& change) {
  return change.path + ": " + change.before.value_or("-") + " → " + change.after.value_or("-");
}

std::vector<std::string> told(const Difference& difference) {
  std::vector<std::string> all;
  for (const auto& change : difference.changes) all.push_back(path_and_values(change));
  return all;
}

std::uint32_t line_with(const policy::Reading& reading, std::string_view what) {
  const std::string_view text = reading.source.text;
  return 1 + static_cast<std::uint32_t>(std::ranges::count(text.substr(0, text.find(what)), '\n'));
}

TEST(FactsN2, HaveAPathOfTheirOwnAndWordsInEveryLanguage) {
  for (const auto* name : {"m365-21vianet", "m365-worldwide", "starter"})
    for (const auto language : all_languages) {
      std::set<std::string> paths;
      for (const auto& fact : facts_of(*reference(name).policy, language)) {
        EXPECT_TRUE(paths.insert(fact.path).second) << name << ' ' << fact.path << " is there twice";
        EXPECT_FALSE(fact.text.empty()) << fact.path;
        EXPECT_EQ(fact.text.find("versions."), std::string::npos) << fact.text;
        EXPECT_EQ(fact.value.find("versions."), std::string::npos) << fact.path << ' ' << fact.value;
      }
    }
}

TEST(FactsN2, AreTheSamePathsInEveryLanguage) {
  const auto paths = [](Language language) {
    std::vector<std::string> all;
    for (const auto& fact : facts_of(*reference().policy, language)) all.push_back(fact.path);
    return all;
  };
  EXPECT_EQ(paths(Language::en), paths(Language::ja));
  EXPECT_EQ(paths(Language::en), paths(Language::zh_hans));
}

TEST(DifferenceN2, IsNothingBetweenAPolicyAndItself) {
  const auto same = difference(reference(), reference());
  EXPECT_THAT(same.changes, IsEmpty());
  EXPECT_THAT(same.files, IsEmpty());
}

TEST(DifferenceN2, TellsWhatChangedInWordsWithBothLines) {
  const auto told = with("first_response = \"1h\"", "# sooner\nfirst_response = \"30m\"");
  ASSERT_THAT(told.changes, SizeIs(1));
  const auto& change = told.changes[0];
  EXPECT_EQ(change.path, "promises[technical/A+advanced-agreement].first_response");
  EXPECT_THAT(change.text, testing::HasSubstr("Technical support"));
  EXPECT_EQ(change.before, "within 1 hour (always)");
  EXPECT_EQ(change.after, "within 30 minutes (always)");
  const auto line = line_with(reference(), "first_response = \"1h\"");
  EXPECT_EQ(change.before_line, line);
  EXPECT_EQ(change.after_line, line + 1);
  const auto in_japanese = with("first_response = \"1h\"", "first_response = \"30m\"", Language::ja);
  EXPECT_EQ(in_japanese.changes.at(0).after, "30 分以内 (always)");
}

TEST(DifferenceN2, TellsWhatIsNewAndWhatIsGone) {
  EXPECT_THAT(told(with("next_update = { within = \"5bd\", on = \"business\" }", "")),
              ElementsAre("promises[technical/C].next_update: within 5 business days (business) → -"));
  const auto all = told(with("[solved]", "[features.new]\nname = \"New\"\n[solved]"));
  ASSERT_THAT(all, SizeIs(testing::Ge(1U)));
  for (const auto& one : all) EXPECT_TRUE(one.starts_with("features[new].name.")) << one;
}

TEST(DifferenceN2, ShowsAChangedTranslationToReadersOfAnotherLanguage) {
  const auto change = with("ja = \"重大\"", "ja = \"緊急\"", Language::en);
  EXPECT_THAT(told(change), ElementsAre("severities[A].name.ja: 重大 → 緊急"));
}

TEST(DifferenceN2, TellsAHolidayByItsDateAndTheLinesOfItsFile) {
  auto files = reference().source.files;
  auto& calendar = files.at("holidays/cn.ics");
  const std::string_view was = "SUMMARY:元旦";
  calendar.replace(calendar.find(was), was.size(), "SUMMARY:New Year");
  const auto changed = difference(reference(), read_with("[solved]", "[solved]", files));
  EXPECT_THAT(told(changed),
              ElementsAre("calendars[business].holidays[2025-01-01]: 2025-01-01 元旦 → 2025-01-01 New Year"));
  ASSERT_THAT(changed.files, SizeIs(1));
  EXPECT_EQ(changed.files[0].name, "holidays/cn.ics");
  EXPECT_THAT(changed.files[0].hunks, SizeIs(1));
}

TEST(DifferenceN2, TellsWhatIsGoneWhereItStood) {
  const auto changed = read_with("[channels.web]", "");
  auto both = changed.source.text;
  const std::string_view survey = "after = \"solved\"\nat_most_every = \"30d\"",
                         criteria = "reopen_for = \"14d\"";
  both.replace(both.find(survey), survey.size(), "after = \"solved\"\nat_most_every = \"60d\"");
  both.replace(both.find(criteria), criteria.size(), "reopen_for = \"7d\"");
  both.replace(both.find("[channels.email]\naddress = \"support@m365-cn.example\""),
               std::string_view("[channels.email]\naddress = \"support@m365-cn.example\"").size(), "");
  const auto reading = policy::read(
      both, [&](const std::string& name) { return std::optional(reference().source.files.at(name)); });
  ASSERT_NE(reading.policy, nullptr);
  std::vector<std::string> paths;
  for (const auto& change : difference(reference(), reading).changes) paths.push_back(change.path);
  EXPECT_THAT(paths,
              ElementsAre("solved.reopen_for", "channels.web", "channels.email", "survey.at_most_every"));
}

TEST(DifferenceJson, HasNullForWhatIsNotThereAndLinesWithTheirKind) {
  const auto all = difference_json(with("next_update = { within = \"5bd\", on = \"business\" }", "# none"), 3,
                                   std::nullopt);
  EXPECT_EQ(all.at("from"), 3);
  EXPECT_TRUE(all.at("to").is_null()) << "a text that is not published";
  const auto& change = all.at("changes").at(0);
  EXPECT_TRUE(change.at("after").is_null());
  EXPECT_TRUE(change.at("after_line").is_null());
  EXPECT_EQ(change.at("before"), "within 5 business days (business)");
  const auto& file = all.at("files").at(0);
  EXPECT_EQ(file.at("name"), "");
  std::vector<std::string> kinds;
  for (const auto& line : file.at("hunks").at(0).at("lines").as_array())
    kinds.emplace_back(line.at("kind").as_string());
  EXPECT_THAT(kinds, ElementsAre("same", "same", "same", "removed", "added", "same", "same", "same"));
}

TEST(VersionJson, NamesTheFileWhereNobodyPublishedIt) {
  const Version from_file{.number = 1, .author = "command line", .published_at = {}, .effective_at = {}};
  const Version from_office{.number = 4,
                            .author = "Emma Clark",
                            .published_by = PersonId{9},
                            .reason = "winter",
                            .published_at = *parse_instant("2026-11-02T01:00:00Z"),
                            .effective_at = *parse_instant("2026-12-01T00:00:00Z"),
                            .state = VersionState::withdrawn,
                            .move = {.whom = Move::Whom::at_desks, .desks = {"billing"}},
                            .from = 2};
  EXPECT_NE(version_json(from_file, Language::en).at("author"), "command line");
  EXPECT_TRUE(version_json(from_file, Language::en).at("from_version").is_null());
  const json::object expected{{"number", 4},
                              {"author", "Emma Clark"},
                              {"reason", "winter"},
                              {"published_at", "2026-11-02T01:00:00Z"},
                              {"effective_at", "2026-12-01T00:00:00Z"},
                              {"state", "withdrawn"},
                              {"move", json::array{"billing"}},
                              {"from_version", 2}};
  EXPECT_EQ(version_json(from_office, Language::ja), expected);
}

TEST(MoveJson, IsReadAsItIsWritten) {
  for (const auto& move : {Move{}, Move{.whom = Move::Whom::all, .desks = {}},
                           Move{.whom = Move::Whom::at_desks, .desks = {"a", "b"}}})
    EXPECT_EQ(move_of(json_of(move)), move);
  for (const auto& wrong : {json::value("some"), json::value(1), json::value(json::array{}), json::value(),
                            json::value(json::array{1})})
    EXPECT_FALSE(move_of(wrong)) << json::serialize(wrong);
}

}  // namespace
}  // namespace mado::operators
