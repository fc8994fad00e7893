// Words that mean the same (policy row N8): asked in one word, found in another, in another language too.
#include "search/ideas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/fold.hpp"
#include "search/index.hpp"

namespace mado::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const Ideas> ideas() {
  return std::make_shared<const Ideas>(
      std::vector<Idea>{{{{"sign in", "log in", "logon"}, {"サインイン", "ログイン"}, {"登录"}}},
                        {{{"former employee", "leaver"}, {"退職者"}, {"离职员工"}}},
                        {{{"x"}, {"人"}, {}}}});
}

Document document(std::int64_t id, std::string title) {
  return {.id = id,
          .group = 0,
          .title = std::move(title),
          .description = {},
          .names = {},
          .passages = {},
          .links = {}};
}

std::vector<std::int64_t> found(const Index& index, std::string_view question) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : index.find(index.read(question), 1, 10)) ids.push_back(hit.id);
  return ids;
}

size_t added(std::string_view text, Language wanted) {
  return ideas()->added_for(utf16_of(text), wanted).size();
}

TEST(Ideas, add_what_means_the_same) {
  EXPECT_EQ(added("I cannot log in", Language::en), 3U) << "sign, log, logon: stop words are left out";
  EXPECT_EQ(added("a former colleague", Language::en), 0U) << "only half of it was said";
  EXPECT_EQ(added("ログインできない", Language::zh_hans), 1U);
  EXPECT_EQ(added("登錄", Language::ja), 5U)
      << "traditional characters are read, too: サイ イン ンイ ログ グイ";
  EXPECT_EQ(added("人", Language::en), 0U) << "one character is part of too much";
}

TEST(Ideas, find_in_other_words_and_languages) {
  const std::vector<Document> documents = {document(1, "Sign in to the portal"),
                                           document(2, "Remove a leaver"), document(3, "Print a label")};
  const Index index = Index(Language::en, nullptr, ideas()).with(documents);
  EXPECT_THAT(found(index, "logon fails"), ElementsAre(1));
  EXPECT_THAT(found(index, "退職者のメール"), ElementsAre(2));
  EXPECT_THAT(found(index, "former employee"), ElementsAre(2));
  EXPECT_THAT(found(index.with(std::make_shared<const Ideas>()), "logon fails"), IsEmpty());
}

TEST(Ideas, what_is_said_comes_before_what_means_the_same) {
  const std::vector<Document> documents = {document(1, "Log in on a phone"),
                                           document(2, "Sign in on a phone")};
  const Index index = Index(Language::en, nullptr, ideas()).with(documents);
  EXPECT_THAT(found(index, "log in"), ElementsAre(1, 2));
  EXPECT_THAT(found(index, "sign in"), ElementsAre(2, 1));
}

TEST(Ideas, cover_what_the_index_knows) {
  const std::vector<Document> documents = {document(1, "Remove a leaver"), document(2, "Print a label")};
  const Index index = Index(Language::en, nullptr, ideas()).with(documents);
  const auto hits = index.find(index.read("退職者"), 1, 10, Effort::little);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].covered, 0) << "none of its words";
  EXPECT_NEAR(hits[0].covered_known, 1, 1e-9);
}

}  // namespace
}  // namespace mado::search
