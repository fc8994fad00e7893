#include "search/learn.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "search/practice.hpp"

namespace mado::search {
namespace {

constexpr Eigen::Index dimensions = meaning_dimensions;
constexpr Eigen::Index directions_tried = dimensions + 20;
constexpr int rounds = 3;
constexpr std::uint32_t documents_with_min = 4;
constexpr double share_with_max = .4;
constexpr std::uint32_t title_times = 3;
constexpr std::uint64_t seed = 1;
constexpr double strength_least = 1e-3;  ///< by the greatest: weaker directions are rounding

/// A word's appearance in a document, with its weight: all appearances of a word lie together.
struct Appearance {
  std::uint32_t document;
  float weight;
};

/// The matrix of documents and words, by word.
struct Table {
  std::vector<Key> keys;  ///< in order
  std::vector<float> rarities;
  std::vector<size_t> begins;  ///< one more than keys
  std::vector<Appearance> appearances;
  size_t documents = 0;

  std::span<const Appearance> of(size_t word) const {
    return std::span(appearances).subspan(begins[word], begins[word + 1] - begins[word]);
  }
};

/// A·(Aᵀ·q), a word at a time: Aᵀ·q is never held whole.
Matrix round_trip(const Table& table, const Matrix& q) {
  Matrix result = Matrix::Zero(q.rows(), q.cols());
  Eigen::RowVectorXf word(q.cols());
  for (size_t at = 0; at < table.keys.size(); ++at) {
    word.setZero();
    for (const auto [document, weight] : table.of(at)) word += weight * q.row(document);
    for (const auto [document, weight] : table.of(at)) result.row(document) += weight * word;
  }
  return result;
}

/// The same space with columns of length one that stand upright on each other (by Cholesky's way).
Matrix upright(const Matrix& columns) {
  Eigen::MatrixXd gram = (columns.transpose() * columns).cast<double>();
  gram.diagonal().array() += 1e-7 * gram.diagonal().maxCoeff();
  const Eigen::LLT<Eigen::MatrixXd> factors(gram);
  const Eigen::MatrixXf inverse =
      factors.matrixU().solve(Eigen::MatrixXd::Identity(gram.rows(), gram.cols())).cast<float>();
  return columns * inverse;
}

Matrix any_columns(size_t rows) {
  std::mt19937_64 dice(seed);
  std::normal_distribution<float> normal;
  Matrix columns(static_cast<Eigen::Index>(rows), directions_tried);
  for (float& number : columns.reshaped()) number = normal(dice);
  return columns;
}

/// The documents' strongest directions, each divided by its strength.
Matrix strongest(const Table& table, const std::stop_token& stop) {
  Matrix q = upright(any_columns(table.documents));
  for (int round = 0; round < rounds && !stop.stop_requested(); ++round) q = upright(round_trip(table, q));
  if (stop.stop_requested()) return {};
  const Eigen::MatrixXd small = (q.transpose() * round_trip(table, q)).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> found((small + small.transpose()) / 2);
  const Eigen::MatrixXd vectors = found.eigenvectors().rightCols(dimensions);
  const Eigen::VectorXd squares = found.eigenvalues().tail(dimensions);
  const double least = strength_least * strength_least * squares.maxCoeff();
  const Eigen::VectorXd shares =
      (squares.array() > least).select(squares.array().max(least).rsqrt(), 0.0).matrix();
  return q * (vectors * shares.asDiagonal()).cast<float>();
}

/// How often each word is in each document, as needed: words by number, a document at a time.
class Counts {
 public:
  explicit Counts(const Corpus& corpus) : corpus_(corpus), times_(corpus.keys().size()) {}

  /// Hands out each word of a document with how often it is there; its title counts more.
  template <class F>
  void each(const Corpus::Entry& entry, F take) {
    for (std::uint32_t time = 1; time < title_times; ++time) count(corpus_.words(entry.title));
    count(corpus_.words({entry.title.begin, entry.links.begin}));
    for (const Corpus::Number word : words_) {
      take(word, times_[word]);
      times_[word] = 0;
    }
    words_.clear();
  }

 private:
  void count(std::span<const Corpus::Number> words) {
    for (const Corpus::Number word : words)
      if (times_[word]++ == 0) words_.push_back(word);
  }

  const Corpus& corpus_;
  std::vector<std::uint32_t> times_;
  std::vector<Corpus::Number> words_;
};

/// Those that are neither rare nor everywhere get new numbers, in the order of their keys.
std::vector<Corpus::Number> choose_words(const Corpus& corpus, Table& table) {
  std::vector<std::uint32_t> documents_with(corpus.keys().size());
  Counts counts(corpus);
  for (const auto& entry : corpus.entries())
    counts.each(entry, [&](Corpus::Number word, std::uint32_t) { ++documents_with[word]; });
  const auto all = static_cast<double>(corpus.entries().size());
  std::vector<std::pair<Key, Corpus::Number>> kept;
  for (Corpus::Number word = 0; word < documents_with.size(); ++word)
    if (documents_with[word] >= documents_with_min && documents_with[word] < share_with_max * all)
      kept.emplace_back(corpus.keys()[word], word);
  std::ranges::sort(kept);
  std::vector<Corpus::Number> numbers(corpus.keys().size(), Corpus::left_out);
  table.begins.push_back(0);
  for (const auto& [key, word] : kept) {
    numbers[word] = static_cast<Corpus::Number>(table.keys.size());
    table.keys.push_back(key);
    table.rarities.push_back(static_cast<float>(std::log(all / documents_with[word])));
    table.begins.push_back(table.begins.back() + documents_with[word]);
  }
  return numbers;
}

/// The table of the words that have a number; rows of documents have length one.
void fill(const Corpus& corpus, std::span<const Corpus::Number> numbers, Table& table) {
  table.documents = corpus.entries().size();
  table.appearances.resize(table.begins.back());
  std::vector<size_t> ends(table.begins.begin(), table.begins.end() - 1);
  Counts counts(corpus);
  std::vector<std::pair<Corpus::Number, float>> row;
  for (std::uint32_t document = 0; document < table.documents; ++document) {
    double square = 0;
    row.clear();
    counts.each(corpus.entries()[document], [&](Corpus::Number word, std::uint32_t times) {
      const auto number = numbers[word];
      if (number == Corpus::left_out) return;
      const float weight = (1 + std::log(static_cast<float>(times))) * table.rarities[number];
      square += static_cast<double>(weight) * weight;
      row.emplace_back(number, weight);
    });
    const auto share = static_cast<float>(square > 0 ? 1 / std::sqrt(square) : 0);
    for (const auto [number, weight] : row) table.appearances[ends[number]++] = {document, weight * share};
  }
}

/// What a word means: the documents that it is in, by its rarity.
Matrix vectors_of(const Table& table, const Matrix& documents) {
  Matrix vectors = Matrix::Zero(static_cast<Eigen::Index>(table.keys.size()), dimensions);
  for (size_t at = 0; at < table.keys.size(); ++at) {
    auto row = vectors.row(static_cast<Eigen::Index>(at));
    for (const auto [document, weight] : table.of(at)) row += weight * documents.row(document);
    row *= table.rarities[at];
  }
  return vectors;
}

std::shared_ptr<const Meaning> meaning_of(std::vector<Key> keys, const Matrix& vectors, size_t documents) {
  std::vector<std::int8_t> directions;
  directions.reserve(keys.size() * meaning_dimensions);
  std::vector<float> weights;
  weights.reserve(keys.size());
  for (Eigen::Index at = 0; at < vectors.rows(); ++at) {
    Sum sum;
    std::ranges::copy(vectors.row(at), sum.begin());
    const Direction direction = direction_of(sum);
    directions.insert(directions.end(), direction.begin(), direction.end());
    const float length = length_of(direction);
    weights.push_back(length > 0 ? vectors.row(at).norm() / length : 0);
  }
  return std::make_shared<const Meaning>(std::move(keys), std::move(directions), std::move(weights),
                                         documents);
}

}  // namespace

std::shared_ptr<const Meaning> Learner::learn(const std::stop_token& stop) {
  if (documents() < documents_to_learn_from_min) return nullptr;
  Table table;
  const auto numbers = choose_words(corpus_, table);
  fill(corpus_, numbers, table);
  corpus_.renumber(numbers);
  const Matrix directions = strongest(table, stop);
  if (stop.stop_requested()) return nullptr;
  Matrix vectors = vectors_of(table, directions);
  table.appearances = {};
  practise(vectors, corpus_, stop);
  if (stop.stop_requested()) return nullptr;
  return meaning_of(std::move(table.keys), vectors, documents());
}

}  // namespace mado::search
