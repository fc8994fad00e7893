// Documents as numbered words, for learning (policy row N8).
#include "search/corpus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mado::search {
namespace {

using testing::ElementsAre;

Document document(std::string title, std::string description, std::vector<Passage> passages,
                  std::vector<std::string> links = {}) {
  return {.id = 1,
          .group = 0,
          .title = std::move(title),
          .description = std::move(description),
          .names = {},
          .passages = std::move(passages),
          .links = std::move(links)};
}

TEST(Corpus, are_cut_into_sentences) {
  Corpus corpus(Language::en);
  corpus.add(
      document("Mail flow", "Mail waits. Mail goes.", {{"Queues", "Look at queues!\nMail 1.5 waits"}}));
  const auto& entry = corpus.entries().front();
  EXPECT_EQ(entry.title.size(), 1U);
  EXPECT_EQ(entry.description.size(), 2U);
  ASSERT_EQ(entry.parts.size(), 1U);
  EXPECT_EQ(corpus.parts().front().heading.size(), 1U);
  EXPECT_EQ(corpus.parts().front().text.size(), 2U);
  EXPECT_EQ(entry.links.size(), 0U);
  EXPECT_THAT(corpus.words(entry.title), ElementsAre(0, 1));
  EXPECT_THAT(corpus.words(entry.description.begin), ElementsAre(0, 2));
}

TEST(Corpus, of_japanese_end_at_the_full_stop) {
  Corpus corpus(Language::ja);
  corpus.add(document("送信", "", {{"", "送信できない。再送信する！"}}));
  EXPECT_EQ(corpus.parts().front().text.size(), 2U);
  EXPECT_EQ(corpus.words(corpus.entries().front().title).size(), 1U);
}

TEST(Corpus, of_a_document_stand_side_by_side_and_links_behind) {
  Corpus corpus(Language::en);
  corpus.add(document("One", "Two", {{"Three", "Four"}, {"Five", "Six"}}, {"Seven eight", "Nine"}));
  const auto& entry = corpus.entries().front();
  EXPECT_THAT(corpus.words({entry.title.begin, entry.links.begin}), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_EQ(entry.links.size(), 2U);
  EXPECT_THAT(corpus.words(entry.links.begin), ElementsAre(6, 7));
}

TEST(Corpus, get_other_numbers_or_go) {
  Corpus corpus(Language::en);
  corpus.add(document("alpha beta", "beta. gamma", {{"", "alpha gamma"}}));
  ASSERT_EQ(corpus.keys().size(), 3U);
  const std::vector<Corpus::Number> numbers = {1, Corpus::left_out, 0};
  corpus.renumber(numbers);
  const auto& entry = corpus.entries().front();
  EXPECT_THAT(corpus.words(entry.title), ElementsAre(1));
  EXPECT_THAT(corpus.words(entry.description.begin), ElementsAre());
  EXPECT_THAT(corpus.words(entry.description.begin + 1), ElementsAre(0));
  EXPECT_THAT(corpus.words(corpus.parts().front().text), ElementsAre(1, 0));
}

}  // namespace
}  // namespace mado::search
