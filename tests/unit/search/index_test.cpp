#include "search/index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mado::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr unsigned everybody = 1;

Document document(std::int64_t id, std::string title, std::string text) {
  return {.id = id,
          .group = 0,
          .title = std::move(title),
          .description = {},
          .names = {},
          .passages = {{"", std::move(text)}},
          .links = {}};
}

std::vector<std::int64_t> found(const Index& index, std::string_view question, unsigned groups = everybody) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : index.find(index.read(question), groups, 10)) ids.push_back(hit.id);
  return ids;
}

Index english() {
  const std::vector<Document> documents = {
      document(1, "Migrate mailboxes", "Move mailboxes to the cloud in batches."),
      document(2, "Forward mail", "Send a copy of each message to another address."),
      document(3, "Share a calendar", "Let colleagues see your appointments.")};
  return Index(Language::en).with(documents);
}

Index japanese() {
  const std::vector<Document> documents = {
      document(1, "メールボックスを移行する", "メールボックスをクラウドに移します。"),
      document(2, "メールを転送する", "届いたメールを別のアドレスに送ります。"),
      document(3, "予定表を共有する", "同僚が予定を見られるようにします。")};
  return Index(Language::ja).with(documents);
}

TEST(Index, finds_by_word_forms) {
  EXPECT_EQ(found(english(), "migrating a mailbox").front(), 1);
  EXPECT_EQ(found(english(), "calendars").front(), 3);
  EXPECT_THAT(found(english(), "printer"), IsEmpty());
}

TEST(Index, finds_while_typing) {
  for (const char* typed : {"mi", "mig", "migr", "migrat", "migrati", "migration"})
    EXPECT_THAT(found(english(), typed), ElementsAre(1)) << typed;
  EXPECT_EQ(found(japanese(), "予").front(), 3);
  EXPECT_EQ(found(japanese(), "めーるぼっく").front(), 1);
  EXPECT_EQ(found(japanese(), "メールボックスのi").front(), 1);
}

TEST(Index, forgives_wrong_keystrokes) {
  EXPECT_EQ(found(english(), "calender sharing").front(), 3);
  EXPECT_EQ(found(english(), "mailboxs migratoin").front(), 1);
}

TEST(Index, finds_any_width) {
  EXPECT_EQ(found(japanese(), "ﾒｰﾙﾎﾞｯｸｽの移行").front(), 1);
  EXPECT_EQ(found(english(), "ＣＡＬＥＮＤＡＲ").front(), 3);
}

TEST(Index, shows_each_group_its_own) {
  Document secret = document(9, "Migrate mailboxes in secret", "For agents.");
  secret.group = 2;
  const Index index = english().with(std::vector{secret});
  EXPECT_THAT(found(index, "secret", 0b001), IsEmpty());
  EXPECT_THAT(found(index, "secret", 0b111), ElementsAre(9));
}

TEST(Index, replaces_and_removes) {
  Index index = english().with(std::vector{document(1, "Archive mail", "Keep old messages.")});
  EXPECT_EQ(index.size(), 3U);
  EXPECT_THAT(found(index, "migrate"), IsEmpty());
  EXPECT_EQ(found(index, "archive").front(), 1);
  index = index.with({}, std::vector<std::int64_t>{1});
  EXPECT_EQ(index.size(), 2U);
  EXPECT_THAT(found(index, "archive"), IsEmpty());
  EXPECT_FALSE(index.has(1));
}

TEST(Index, stays_the_same_however_it_was_made) {
  std::vector<Document> documents;
  for (std::int64_t id = 1; id <= 40; ++id)
    documents.push_back(document(id, "Title " + std::string(static_cast<size_t>(id % 7) + 3, 'q'),
                                 "word" + std::to_string(id) + " common text"));
  Index one_by_one(Language::en);
  for (const auto& one : documents) one_by_one = one_by_one.with(std::vector{one});
  EXPECT_EQ(one_by_one.size(), documents.size());
  for (std::int64_t id = 1; id <= 40; ++id)
    EXPECT_EQ(found(one_by_one, "word" + std::to_string(id)).front(), id);
}

TEST(Index, names_the_best_passage) {
  Document long_one = document(5, "Quota", "Nothing here.");
  long_one.passages.push_back({"Raise the quota", "Use the shell to raise the quota of a mailbox."});
  const Index index = english().with(std::vector{long_one});
  const auto hits = index.find(index.read("raise quota shell"), everybody, 1);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits.front().passage, 1U);
}

TEST(Index, answers_nothing_to_nothing) {
  EXPECT_THAT(found(english(), ""), IsEmpty());
  EXPECT_THAT(found(english(), "?? \xff !!"), IsEmpty());
  EXPECT_THAT(found(Index(Language::ja), "移行"), IsEmpty());
  EXPECT_THAT(found(english(), std::string(5000, 'x')), IsEmpty());
}

}  // namespace
}  // namespace mado::search
