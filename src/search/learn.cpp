#include "search/learn.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "search/fold.hpp"

namespace mado::search {
namespace {

/// Rows side by side, so that adding one row to another is one run through memory.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr Eigen::Index dimensions = meaning_dimensions;
constexpr Eigen::Index directions_tried = dimensions + 20;
constexpr int rounds = 3;
constexpr std::uint32_t documents_with_min = 4;
constexpr double share_with_max = .4;
constexpr std::uint16_t title_times = 3;
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

std::shared_ptr<const Meaning> meaning_of(const Table& table, const Matrix& documents) {
  std::vector<std::int8_t> directions;
  directions.reserve(table.keys.size() * meaning_dimensions);
  std::vector<float> weights;
  weights.reserve(table.keys.size());
  Eigen::RowVectorXf word(dimensions);
  for (size_t at = 0; at < table.keys.size(); ++at) {
    word.setZero();
    for (const auto [document, weight] : table.of(at)) word += weight * documents.row(document);
    Sum sum;
    std::ranges::copy(word, sum.begin());
    const Direction direction = direction_of(sum);
    directions.insert(directions.end(), direction.begin(), direction.end());
    const float length = length_of(direction);
    weights.push_back(length > 0 ? table.rarities[at] * word.norm() / length : 0);
  }
  return std::make_shared<const Meaning>(table.keys, std::move(directions), std::move(weights),
                                         table.documents);
}

}  // namespace

void Learner::see(const Document& document) {
  std::unordered_map<std::uint32_t, std::uint32_t> counted;
  const auto count = [&](std::string_view text, std::uint32_t times) {
    for (const Word& word : words_of(fold(utf16_of(text), language_), language_)) {
      const auto [found, is_new] = numbers_.emplace(word.key, static_cast<std::uint32_t>(numbers_.size()));
      if (is_new) documents_with_.push_back(0);
      counted[found->second] += times;
    }
  };
  count(document.title, title_times);
  count(document.description, 1);
  for (const Passage& passage : document.passages) {
    count(passage.heading, 1);
    count(passage.text, 1);
  }
  for (const auto [word, times] : counted) {
    ++documents_with_[word];
    words_.push_back(word);
    times_.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(times, 0xffff)));
  }
  rows_.push_back(words_.size());
}

std::shared_ptr<const Meaning> Learner::learn(const std::stop_token& stop) {
  const size_t count = documents();
  if (count < documents_to_learn_from_min) return nullptr;
  Table table;
  table.documents = count;
  const auto most = share_with_max * static_cast<double>(count);
  std::vector<std::pair<Key, std::uint32_t>> kept;
  for (const auto& [key, number] : numbers_)
    if (const auto with = documents_with_[number]; with >= documents_with_min && with < most)
      kept.emplace_back(key, number);
  numbers_ = {};
  std::ranges::sort(kept);
  constexpr std::uint32_t left_out = ~0U;
  std::vector<std::uint32_t> places(documents_with_.size(), left_out);
  table.begins.push_back(0);
  for (const auto& [key, number] : kept) {
    places[number] = static_cast<std::uint32_t>(table.keys.size());
    table.keys.push_back(key);
    table.rarities.push_back(
        static_cast<float>(std::log(static_cast<double>(count) / documents_with_[number])));
    table.begins.push_back(table.begins.back() + documents_with_[number]);
  }
  table.appearances.resize(table.begins.back());
  std::vector<size_t> ends(table.begins.begin(), table.begins.end() - 1);
  for (std::uint32_t document = 0; document < count; ++document) {
    double square = 0;
    const auto each = [&](auto see) {
      for (size_t at = rows_[document]; at < rows_[document + 1]; ++at)
        if (const auto place = places[words_[at]]; place != left_out)
          see(place, (1 + std::log(static_cast<float>(times_[at]))) * table.rarities[place]);
    };
    each([&](std::uint32_t, float weight) { square += static_cast<double>(weight) * weight; });
    const auto share = static_cast<float>(square > 0 ? 1 / std::sqrt(square) : 0);
    each([&](std::uint32_t place, float weight) {
      table.appearances[ends[place]++] = {document, weight * share};
    });
  }
  rows_ = {0};
  words_ = {};
  times_ = {};
  const Matrix found = strongest(table, stop);
  return stop.stop_requested() ? nullptr : meaning_of(table, found);
}

}  // namespace mado::search
