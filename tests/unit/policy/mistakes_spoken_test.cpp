/// The mistakes of a policy in every language: each sentence of the catalogue has a wrong policy that shows
/// it, and what is said in Japanese or Chinese holds the file's own words and no other English.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "base/json.hpp"
#include "base/messages.hpp"
#include "unit/policy/slips.hpp"

namespace mado::policy {
namespace {

std::set<std::string> keys_of_catalogue() {
  std::ifstream file(std::string(PROJECT_DIR) + "/locales/en/mistakes.json");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::set<std::string> keys;
  for (const auto& [key, sentence] : json::parse(text).as_object())
    keys.insert("mistakes." + std::string(key));
  return keys;
}

/// What only others than the reader of one policy can say.
const std::set<std::string> told_elsewhere = {
    "mistakes.host_shared",  // policy_commands_test
    "mistakes.host_taken",   // tests/api/policy_mistakes
    "mistakes.id_stays",     // tests/api/policy_mistakes
};

TEST(MistakesSpoken, EverySentenceHasAWrongPolicyThatShowsIt) {
  auto left = keys_of_catalogue();
  for (const auto& key : told_elsewhere) EXPECT_EQ(left.erase(key), 1U) << key;
  for (const auto& slips : all_slips)
    for (const auto& slip : slips)
      for (const auto& mistake : read_slip(slip).mistakes) {
        left.erase(mistake.sentence.key);
        if (!mistake.hint.meant.empty()) left.erase("mistakes.with_meant");
        if (!mistake.hint.choice.empty()) left.erase("mistakes.with_choice");
      }
  for (const auto& key : left) ADD_FAILURE() << "no slip shows " << key;
}

/// What is left of a sentence without what it quotes, [tables] and the names that all languages share.
std::string without_quotations(const std::string& said) {
  static const std::regex quotation(
      "\"[^\"]*\"|「[^」]*」|“[^”]*”|\\[+[^\\]]*\\]+|'[^']*'|\\{[^}]*\\}|"
      "format = 1|open = |true|false|TOML|ISO|\\bid\\b|\\([^a-z]*[0-9]+(m|h|d|bd)\\)");
  return std::regex_replace(said, quotation, "");
}

std::string all_slips_in(Language language, const std::function<bool(const Mistake&, std::string)>& right) {
  std::string wrong;
  for (const auto& slips : all_slips)
    for (const auto& slip : slips)
      for (const auto& mistake : read_slip(slip).mistakes)
        if (const auto said = spoken(mistake, language); !right(mistake, said)) wrong += said + '\n';
  return wrong;
}

TEST(MistakesSpoken, JapaneseAndChineseHoldNoEnglishButTheFilesOwn) {
  static const std::regex english("[A-Za-z]{2,}");
  for (const auto language : {Language::ja, Language::zh_hans})
    EXPECT_EQ(all_slips_in(language,
                           [](const auto& mistake, const auto& said) {
                             return mistake.sentence.key == "mistakes.syntax" ||
                                    !std::regex_search(without_quotations(said), english);
                           }),
              "");
}

TEST(MistakesSpoken, EveryLanguageQuotesTheFilesWordAndWhatWasMeant) {
  for (const auto language : all_languages)
    EXPECT_EQ(all_slips_in(language,
                           [](const auto& mistake, const auto& said) {
                             const auto& values = mistake.sentence.values;
                             const auto word = values.find("word");
                             return said != mistake.sentence.key && said.contains(mistake.hint.meant) &&
                                    (word == values.end() || said.contains(word->second));
                           }),
              "");
}

TEST(MistakesSpoken, ASentenceGoesBeforeItsHint) {
  const Mistake mistake{.place = {1, 1},
                        .sentence = {"mistakes.name_unknown", {{"kind", "desk"}, {"word", "tecnical"}}},
                        .hint = {.meant = "technical"}};
  EXPECT_EQ(spoken(mistake, Language::en), "there is no desk \"tecnical\" (did you mean \"technical\"?)");
  EXPECT_EQ(spoken(mistake, Language::ja), "窓口「tecnical」はありません。「technical」ではありませんか。");
  EXPECT_EQ(spoken(mistake, Language::zh_hans), "没有服务台“tecnical”。您要写的是“technical”吗?");
}

}  // namespace
}  // namespace mado::policy
