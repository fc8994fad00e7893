#include "search/marks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mado::search {
namespace {

using ::testing::ElementsAre;

Query read(std::string_view question, Language language) { return Index(language).read(question); }

TEST(Marks, stand_on_word_forms_and_join) {
  EXPECT_THAT(marks_in(read("migrate mailbox", Language::en), "Migrating mailboxes", Language::en),
              ElementsAre(Mark{0, 9}, Mark{10, 19}));
  EXPECT_THAT(marks_in(read("メールの移行", Language::ja), "新しいメールの移行", Language::ja),
              ElementsAre(Mark{3, 9}));
}

TEST(Marks, count_utf16_units_of_the_text_as_shown) {
  EXPECT_THAT(marks_in(read("mail", Language::en), "😀 ＭＡＩＬ", Language::en), ElementsAre(Mark{3, 7}));
}

TEST(Snippet, shows_the_part_that_matches) {
  std::string text;
  for (int at = 0; at < 60; ++at) text += "nothing to see in this sentence. ";
  text += "Raise the quota of the mailbox. ";
  for (int at = 0; at < 60; ++at) text += "more words that do not matter. ";
  const Snippet snippet = snippet_of(read("mailbox quota", Language::en), text, Language::en);
  EXPECT_NE(snippet.text.find("quota of the mailbox"), std::string::npos);
  EXPECT_LT(snippet.text.size(), 220U);
  EXPECT_EQ(snippet.marks.size(), 2U);
}

TEST(Snippet, of_a_short_text_is_the_text) {
  EXPECT_EQ(snippet_of(read("x", Language::en), "Short.", Language::en).text, "Short.");
  EXPECT_EQ(snippet_of(read("x", Language::en), "", Language::en).text, "");
}

TEST(ShareIn, counts_what_is_there) {
  const Query query = read("mailbox migration", Language::en);
  EXPECT_DOUBLE_EQ(share_in(query, "Migration of mailboxes", Language::en), 1);
  EXPECT_DOUBLE_EQ(share_in(query, "mailbox", Language::en), 0.5);
  EXPECT_DOUBLE_EQ(share_in(query, "", Language::en), 0);
}

}  // namespace
}  // namespace mado::search
