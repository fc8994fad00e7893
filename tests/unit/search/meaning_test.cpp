// What words mean, learned from documents (policy row N8).
#include "search/meaning.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "search/fold.hpp"
#include "search/index.hpp"
#include "search/learn.hpp"

namespace mado::search {
namespace {

Document document(std::int64_t id, std::string title, std::string text) {
  return {.id = id,
          .group = static_cast<std::uint8_t>(id % 2),
          .title = std::move(title),
          .description = {},
          .names = {},
          .passages = {{"", std::move(text)}},
          .links = {}};
}

constexpr unsigned themes = 60;

std::string word(unsigned theme, unsigned number) { return fmt::format("theme{}word{}", theme, number); }

/// Each tells of one theme: its title in some of ten words, its text in some of ten others.
std::vector<Document> of_themes() {
  std::mt19937 dice(5);
  std::vector<Document> documents;
  for (unsigned id = 0; id < 800; ++id) {
    std::string title;
    std::string text;
    for (int n = 0; n < 3; ++n) title += ' ' + word(id % themes, dice() % 10);
    for (int n = 0; n < 8; ++n) text += ' ' + word(id % themes, 10 + dice() % 10);
    documents.push_back(document(id, title, text));
  }
  return documents;
}

std::shared_ptr<const Meaning> learned() {
  Learner learner(Language::en);
  for (const auto& document : of_themes()) learner.see(document);
  return learner.learn({});
}

Direction direction(const Meaning& meaning, std::string_view text) {
  Sum sum = {};
  for (const Word& word : words_of(fold(utf16_of(text), Language::en), Language::en))
    meaning.add(word.key, 1, sum);
  return direction_of(sum);
}

float nearness(const Meaning& meaning, std::string_view left, std::string_view right) {
  Directions directions;
  directions.add(direction(meaning, right));
  const auto asked = direction(meaning, left);
  return directions.nearness(asked, length_of(asked), 0);
}

TEST(Meaning, words_of_like_company_are_near) {
  const auto meaning = learned();
  ASSERT_NE(meaning, nullptr);
  float alike = 0;
  float other = 0;
  for (unsigned theme = 0; theme < themes; ++theme) {
    alike += nearness(*meaning, word(theme, 1), word(theme, 2)) / themes;
    other += nearness(*meaning, word(theme, 1), word((theme + 1) % themes, 2)) / themes;
  }
  EXPECT_GT(alike, .05);
  EXPECT_LT(other, .02);
  EXPECT_GT(nearness(*meaning, word(1, 1), word(1, 1)), .99);
  EXPECT_EQ(nearness(*meaning, "nonsense", word(1, 1)), 0);
}

TEST(Meaning, the_same_documents_give_the_same) { EXPECT_EQ(learned()->bytes(), learned()->bytes()); }

TEST(Meaning, few_documents_tell_nothing) {
  Learner learner(Language::en);
  for (const auto& document : of_themes())
    if (document.id < 500) learner.see(document);
  EXPECT_EQ(learner.learn({}), nullptr);
}

TEST(Meaning, is_stored_and_read_back_or_refused) {
  const auto meaning = learned();
  const auto bytes = meaning->bytes();
  const auto back = Meaning::of_bytes(bytes);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ((*back)->bytes(), bytes);
  EXPECT_EQ((*back)->documents(), 800U);
  for (const auto& wrong : {std::string(), std::string("meaning1"), bytes.substr(0, bytes.size() - 1),
                            bytes + 'x', 'M' + bytes.substr(1)})
    EXPECT_FALSE(Meaning::of_bytes(wrong).has_value());
  auto more_words = bytes;
  more_words[8 + 16 + 7] = '\x7f';
  EXPECT_FALSE(Meaning::of_bytes(more_words).has_value());
}

TEST(Meaning, finds_what_shares_no_word_for_those_who_may_see_it) {
  const Index index = Index(Language::en, learned()).with(of_themes());
  size_t others = 0;
  for (const Hit& hit : index.find(index.read(word(7, 1) + ' ' + word(7, 2)), 0b11, 200))
    if (hit.covered == 0) others += hit.id % themes == 7 ? 1 : 0;
  EXPECT_GT(others, 2U);
  for (const Hit& hit : index.find(index.read(word(7, 1)), 0b10, 40)) EXPECT_EQ(hit.id % 2, 1);
}

TEST(Meaning, stays_with_documents_that_are_merged_and_changed) {
  const auto documents = of_themes();
  const auto meaning = learned();
  Index grown(Language::en, meaning);
  for (size_t at = 0; at < documents.size(); at += 100)
    grown = grown.with(std::span(documents).subspan(at, 100), std::vector<std::int64_t>{3});
  grown = grown.with(std::span(documents).subspan(700, 100), std::vector<std::int64_t>{3});
  const Index whole = Index(Language::en, meaning).with(documents, std::vector<std::int64_t>{3});
  const auto near = [](const Index& index) {
    std::vector<std::pair<std::int64_t, double>> all;
    for (const Hit& hit : index.find(index.read(word(7, 1) + ' ' + word(8, 1)), 0b11, 5))
      all.emplace_back(hit.id, hit.signs[static_cast<size_t>(Sign::subject)]);
    return all;
  };
  EXPECT_EQ(near(grown), near(whole));
}

}  // namespace
}  // namespace mado::search
