// The file of synonyms: what is read, and where it is wrong.
#include "help/synonyms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mado::help {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> mistakes(std::string_view toml) {
  const auto read = read_synonyms(toml);
  std::vector<std::string> all;
  if (read) return all;
  for (const FieldError& field : read.error().fields) all.push_back(field.field + ' ' + field.key);
  return all;
}

TEST(Synonyms, are_read_by_language) {
  const auto ideas = read_synonyms("ideas = [\n { en = [\"mail\", \"message\"], ja = [\"メール\"] },\n]\n");
  ASSERT_TRUE(ideas.has_value());
  ASSERT_THAT(*ideas, SizeIs(1));
  EXPECT_THAT((*ideas)[0][static_cast<size_t>(Language::en)], ElementsAre("mail", "message"));
  EXPECT_THAT((*ideas)[0][static_cast<size_t>(Language::ja)], ElementsAre("メール"));
}

TEST(Synonyms, every_mistake_is_told_at_its_place) {
  EXPECT_THAT(mistakes("ideas = ["), ElementsAre("1:10 synonyms.syntax"));
  EXPECT_THAT(mistakes("words = []"), ElementsAre("1:9 synonyms.unknown_key", "1:1 synonyms.no_ideas"));
  EXPECT_THAT(
      mistakes("ideas = [\n  \"mail\",\n  { de = [\"Post\"], en = \"mail\" },\n  { en = [1, \"\"] } ]"),
      ElementsAre("2:3 synonyms.no_idea", "3:10 synonyms.unknown_language", "3:25 synonyms.no_list",
                  "4:11 synonyms.no_text", "4:14 synonyms.no_text"));
  EXPECT_THAT(mistakes("ideas = [ { en = [\"mail\"] } ]"), ElementsAre("1:11 synonyms.alone"));
}

TEST(Synonyms, of_the_program_hold_in_three_languages) {
  EXPECT_GT(own_synonyms().size(), 100U);
  for (const auto& idea : own_synonyms())
    for (const auto& ways : idea) EXPECT_FALSE(ways.empty()) << idea[0].front();
}

}  // namespace
}  // namespace mado::help
