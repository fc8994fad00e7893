#include "search/practice.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace mado::search {
namespace {

constexpr Eigen::Index pairs_in_round = 256;
constexpr size_t pairs_max = 400'000;
constexpr size_t pairs_of_each_passage = 8;
constexpr float sharpness = 20;  ///< of the choice between passages, by their nearness
constexpr float first_step = .1F;
constexpr float last_step_share = .05F;
constexpr float restraint =
    .1F;                        ///< before a word has been moved often: what company told is not lost at once
constexpr int title_times = 2;  ///< as in the segments
constexpr float times_asked_max = 2;
constexpr size_t question_words_min = 2;
constexpr size_t answer_words_min = 5;
constexpr size_t tries_max = 20 * pairs_in_round;
constexpr std::uint64_t seed = 7;

using Number = Corpus::Number;
using Range = Corpus::Range;

/// The words of a text, each once, with its weight.
using Bag = std::vector<std::pair<Number, float>>;

struct Pair {
  Bag question;
  Bag answer;
  std::uint32_t document = 0;
};

/// Weights as the index gives them: to words of a question, and of a passage.
float weight_asked(size_t times) { return std::min(static_cast<float>(times), times_asked_max); }
float weight_told(size_t times) { return 1 + std::log(static_cast<float>(times)); }

Bag bag_of(std::vector<Number>& words, float (*weight)(size_t)) {
  std::ranges::sort(words);
  Bag bag;
  for (size_t at = 0; at < words.size();) {
    const auto begin = at;
    while (at < words.size() && words[at] == words[begin]) ++at;
    bag.emplace_back(words[begin], weight(at - begin));
  }
  return bag;
}

/// Draws questions and the passages that they were taken out of.
class Questions {
 public:
  explicit Questions(const Corpus& corpus) : corpus_(corpus) {
    for (const Corpus::Entry& entry : corpus.entries())
      if (entry.links.size() > 0 && entry.parts.size() > 0) linked_.push_back(&entry);
  }

  /// False if hardly anything in the corpus is a question.
  bool draw(std::vector<Pair>& pairs) {
    size_t tries = tries_max;
    for (Pair& pair : pairs)
      while (!draw(pair))
        if (--tries == 0) return false;
    return true;
  }

 private:
  enum class Source : std::uint8_t { link, title, description, heading, sentence };

  /// False if this draw gave too few words for a question or an answer.
  bool draw(Pair& pair) {
    const Source source = any_source();
    const Corpus::Part& part = part_for(source);
    const Corpus::Entry& entry = corpus_.entries()[part.document];
    asked_.clear();
    told_.clear();
    const Range question = question_of(source, entry, part);
    if (question.size() == 0) return false;
    add(question, asked_);
    shorten(asked_);
    if (source != Source::title)
      for (int time = 0; time < title_times; ++time) add(entry.title, told_);
    if (source != Source::heading) add(part.heading, told_);
    if (source == Source::sentence && below(10) != 0) {
      add({part.text.begin, question.begin}, told_);
      add({question.end, part.text.end}, told_);
    } else {
      add(part.text, told_);
    }
    if (asked_.size() < question_words_min || told_.size() < answer_words_min) return false;
    pair = {bag_of(asked_, weight_asked), bag_of(told_, weight_told), part.document};
    return true;
  }

  Source any_source() {
    const auto percent = below(100);
    if (percent < 15 && !linked_.empty()) return Source::link;
    if (percent < 25) return Source::title;
    if (percent < 35) return Source::description;
    return percent < 55 ? Source::heading : Source::sentence;
  }

  /// The beginning of an article answers its title, and mostly the links that lead to it.
  const Corpus::Part& part_for(Source source) {
    const auto& parts = corpus_.parts();
    if (source == Source::link) {
      const Range all = linked_[below(linked_.size())]->parts;
      return parts[all.begin + below(std::min<std::uint32_t>(2, all.size()))];
    }
    const Corpus::Part& part = parts[below(parts.size())];
    return source == Source::title ? parts[corpus_.entries()[part.document].parts.begin] : part;
  }

  Range question_of(Source source, const Corpus::Entry& entry, const Corpus::Part& part) {
    switch (source) {
      case Source::link:
        return one_of(entry.links);
      case Source::title:
        return entry.title;
      case Source::description:
        return one_of(entry.description);
      case Source::heading:
        return part.heading;
      case Source::sentence:
        return part.text.size() > 1 ? one_of(part.text) : Range{};
    }
    return {};
  }

  Range one_of(Range sentences) {
    if (sentences.size() == 0) return {};
    const auto sentence = sentences.begin + below(sentences.size());
    return {sentence, sentence + 1};
  }

  /// People ask in few words: 4 to 23 in a row.
  void shorten(std::vector<Number>& words) {
    const auto most = 4 + below(20);
    if (words.size() <= most) return;
    const auto begin = words.begin() + below(words.size() - most);
    words = std::vector<Number>(begin, begin + most);
  }

  void add(Range sentences, std::vector<Number>& words) const {
    const auto more = corpus_.words(sentences);
    words.insert(words.end(), more.begin(), more.end());
  }

  std::uint32_t below(size_t end) { return static_cast<std::uint32_t>(dice_() % end); }

  const Corpus& corpus_;
  std::vector<const Corpus::Entry*> linked_;
  std::vector<Number> asked_;
  std::vector<Number> told_;
  std::mt19937_64 dice_{seed};
};

/// Sums of rows, for the words of one round.
class Changes {
 public:
  explicit Changes(const Matrix& vectors)
      : places_(static_cast<size_t>(vectors.rows()), none), sums_(pairs_in_round, vectors.cols()) {}

  void add(const Bag& bag, const Eigen::RowVectorXf& change) {
    for (const auto [word, weight] : bag) {
      if (places_[word] == none) open(word);
      sums_.row(places_[word]) += weight * change;
    }
  }

  /// Hands out each word with its sum, and forgets them.
  template <class F>
  void each(F take) {
    for (size_t at = 0; at < words_.size(); ++at) {
      take(words_[at], sums_.row(static_cast<Eigen::Index>(at)));
      places_[words_[at]] = none;
    }
    words_.clear();
  }

 private:
  static constexpr std::uint32_t none = ~0U;

  void open(Number word) {
    places_[word] = static_cast<std::uint32_t>(words_.size());
    words_.push_back(word);
    if (sums_.rows() < static_cast<Eigen::Index>(words_.size()))
      sums_.conservativeResize(2 * sums_.rows(), Eigen::NoChange);
    sums_.row(places_[word]).setZero();
  }

  std::vector<std::uint32_t> places_;
  std::vector<Number> words_;
  Matrix sums_;
};

/// One side of a round, questions or answers: a row each, of length one.
struct Side {
  Matrix rows;
  Eigen::VectorXf lengths;

  void point(const Matrix& vectors, const std::vector<Pair>& pairs, Bag Pair::* bag) {
    rows.setZero(pairs_in_round, vectors.cols());
    lengths.resize(pairs_in_round);
    for (Eigen::Index at = 0; at < pairs_in_round; ++at) {
      for (const auto [word, weight] : pairs[static_cast<size_t>(at)].*bag)
        rows.row(at) += weight * vectors.row(word);
      lengths[at] = std::max(1e-6F, rows.row(at).norm());
      rows.row(at) /= lengths[at];
    }
  }

  /// `slopes` of the rows become those of the sums, before these were given length one.
  void pass_back(const Matrix& slopes, const std::vector<Pair>& pairs, Bag Pair::* bag,
                 Changes& changes) const {
    Eigen::RowVectorXf slope;
    for (Eigen::Index at = 0; at < pairs_in_round; ++at) {
      slope = (slopes.row(at) - slopes.row(at).dot(rows.row(at)) * rows.row(at)) / lengths[at];
      changes.add(pairs[static_cast<size_t>(at)].*bag, slope);
    }
  }
};

/// How the loss changes with each nearness: every question chooses among the answers, and every answer among
/// the questions (cross entropy). Answers from the document of another question are no wrong choice for it.
Matrix slopes_of(Matrix nearness, const std::vector<Pair>& pairs) {
  for (Eigen::Index row = 0; row < pairs_in_round; ++row)
    for (Eigen::Index column = 0; column < pairs_in_round; ++column)
      if (row != column &&
          pairs[static_cast<size_t>(row)].document == pairs[static_cast<size_t>(column)].document)
        nearness(row, column) = -1e9F;
  const Matrix chances = (nearness.array() * sharpness - sharpness).exp();
  Matrix slopes = (chances.array().colwise() / chances.rowwise().sum().array()) +
                  (chances.array().rowwise() / chances.colwise().sum().array());
  slopes.diagonal().array() -= 2;
  return sharpness * slopes;
}

}  // namespace

void practise(Matrix& vectors, const Corpus& corpus, const std::stop_token& stop) {
  vectors /= std::max(1e-6F, vectors.rowwise().norm().mean());
  const size_t pairs_count = std::min(pairs_max, pairs_of_each_passage * corpus.parts().size());
  const size_t rounds = pairs_count / static_cast<size_t>(pairs_in_round);
  Questions questions(corpus);
  std::vector<Pair> pairs(static_cast<size_t>(pairs_in_round));
  Side asked;
  Side told;
  Changes changes(vectors);
  // AdaGrad's sums, one for each word.
  std::vector<float> moved(static_cast<size_t>(vectors.rows()), restraint);
  for (size_t round = 0; round < rounds && !stop.stop_requested(); ++round) {
    if (!questions.draw(pairs)) return;
    asked.point(vectors, pairs, &Pair::question);
    told.point(vectors, pairs, &Pair::answer);
    const Matrix slopes = slopes_of(asked.rows * told.rows.transpose(), pairs);
    asked.pass_back(slopes * told.rows, pairs, &Pair::question, changes);
    told.pass_back(slopes.transpose() * asked.rows, pairs, &Pair::answer, changes);
    const float left = 1 - static_cast<float>(round) / static_cast<float>(rounds);
    const float step = first_step * std::max(last_step_share, left);
    changes.each([&](Number word, const auto& sum) {
      moved[word] += sum.squaredNorm() / static_cast<float>(vectors.cols());
      vectors.row(word) -= step / std::sqrt(moved[word]) * sum;
    });
  }
}

}  // namespace mado::search
