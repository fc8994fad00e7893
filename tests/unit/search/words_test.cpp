#include "search/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mado::search {
namespace {

using ::testing::ElementsAre;

std::u16string folded(std::u16string_view text, Language language = Language::ja) {
  return fold(text, language).text;
}

std::vector<Key> keys(std::u16string_view text, Language language) {
  std::vector<Key> found;
  for (const Word& word : words_of(fold(text, language), language)) found.push_back(word.key);
  return found;
}

TEST(Fold, makes_width_and_case_equal) {
  EXPECT_EQ(folded(u"ＡＢＣ Exchange"), u"abc exchange");
  EXPECT_EQ(folded(u"ﾒｰﾙﾎﾞｯｸｽ"), u"メールボックス");
  EXPECT_EQ(folded(u"ハ\u309aス"), u"パス");
}

TEST(Fold, makes_traditional_characters_simplified_in_chinese) {
  EXPECT_EQ(folded(u"郵箱遷移", Language::zh_hans), u"邮箱迁移");
  EXPECT_EQ(folded(u"郵箱", Language::ja), u"郵箱");
}

TEST(Fold, remembers_where_each_unit_came_from) {
  const Folded text = fold(u"aﾎﾞb", Language::ja);
  EXPECT_EQ(text.text, u"aボb");
  EXPECT_THAT(text.from, ElementsAre(0U, 1U, 3U, 4U));
}

TEST(Words, of_english_are_stems_without_stop_words) {
  EXPECT_EQ(keys(u"the migrations of mailboxes", Language::en), keys(u"migrate mailbox", Language::en));
  EXPECT_TRUE(keys(u"how do I", Language::en).empty());
}

TEST(Words, of_other_scripts_are_overlapping_pairs) {
  EXPECT_THAT(keys(u"移行で", Language::ja), ElementsAre(pair_key(u'移', u'行'), pair_key(u'行', u'で')));
  EXPECT_THAT(keys(u"移", Language::ja), ElementsAre(pair_key(u'移', 0)));
}

TEST(Words, keep_numbers_with_dots_and_drop_apostrophes) {
  EXPECT_EQ(keys(u"5.7.1", Language::en).size(), 1U);
  EXPECT_EQ(keys(u"user's", Language::en), keys(u"users", Language::en));
}

TEST(Words, of_mixed_texts_stand_side_by_side) { EXPECT_EQ(keys(u"Outlookで送信", Language::ja).size(), 3U); }

}  // namespace
}  // namespace mado::search
