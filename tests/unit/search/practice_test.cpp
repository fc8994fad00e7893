// Practice: headings and sentences find the passages that they were taken out of (policy row N8).
#include "search/practice.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

namespace mado::search {
namespace {

constexpr unsigned themes = 40;
constexpr unsigned documents_of_theme = 20;

/// Headings say their theme in words that no text below them uses.
Corpus of_themes() {
  Corpus corpus(Language::en);
  std::mt19937 dice(3);
  for (unsigned id = 0; id < themes * documents_of_theme; ++id) {
    const unsigned theme = id % themes;
    std::string text;
    for (int n = 0; n < 12; ++n) text += fmt::format(" told{}x{}", theme, dice() % 12);
    corpus.add({.id = id,
                .group = 0,
                .title = "",
                .description = "",
                .names = {},
                .passages = {{fmt::format("asked{0} wanted{0}", theme), text}},
                .links = {}});
  }
  return corpus;
}

Matrix any_vectors(const Corpus& corpus) {
  std::mt19937 dice(4);
  std::normal_distribution<float> normal;
  Matrix vectors(static_cast<Eigen::Index>(corpus.keys().size()), 32);
  for (float& number : vectors.reshaped()) number = normal(dice);
  return vectors;
}

Eigen::RowVectorXf direction(const Matrix& vectors, std::span<const Corpus::Number> words) {
  Eigen::RowVectorXf sum = Eigen::RowVectorXf::Zero(vectors.cols());
  for (const auto word : words) sum += vectors.row(word);
  return sum.normalized();
}

/// How many headings are nearest to a text of their own theme.
unsigned found(const Matrix& vectors, const Corpus& corpus) {
  unsigned right = 0;
  for (unsigned asked = 0; asked < themes; ++asked) {
    const auto question = direction(vectors, corpus.words(corpus.parts()[asked].heading));
    unsigned nearest = 0;
    float best = -2;
    for (unsigned told = 0; told < themes; ++told) {
      const float nearness = question.dot(direction(vectors, corpus.words(corpus.parts()[told].text)));
      if (nearness > best) nearest = told;
      best = std::max(best, nearness);
    }
    right += nearest == asked ? 1 : 0;
  }
  return right;
}

TEST(Practice, words_find_what_never_says_them) {
  const Corpus corpus = of_themes();
  Matrix vectors = any_vectors(corpus);
  EXPECT_LT(found(vectors, corpus), themes / 4);
  practise(vectors, corpus, {});
  EXPECT_GT(found(vectors, corpus), themes * 3 / 4);
}

TEST(Practice, the_same_corpus_gives_the_same) {
  const Corpus corpus = of_themes();
  Matrix first = any_vectors(corpus);
  Matrix second = first;
  practise(first, corpus, {});
  practise(second, corpus, {});
  EXPECT_TRUE(first == second);
}

TEST(Practice, a_corpus_without_questions_leaves_all_sound) {
  Corpus corpus(Language::en);
  for (int id = 0; id < 800; ++id)
    corpus.add({.id = id,
                .group = 0,
                .title = "one",
                .description = "",
                .names = {},
                .passages = {{"", "two"}},
                .links = {}});
  Matrix vectors = any_vectors(corpus);
  practise(vectors, corpus, {});
  EXPECT_TRUE(vectors.allFinite());
}

TEST(Practice, stops_when_told) {
  const Corpus corpus = of_themes();
  Matrix vectors = any_vectors(corpus);
  Matrix before = vectors / vectors.rowwise().norm().mean();
  std::stop_source stop;
  stop.request_stop();
  practise(vectors, corpus, stop.get_token());
  EXPECT_TRUE(vectors == before);
}

}  // namespace
}  // namespace mado::search
