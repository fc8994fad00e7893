/// The index of one language: an immutable row of segments. Changing makes a new one that shares what stayed;
/// readers keep the one they hold.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "search/ideas.hpp"
#include "search/segment.hpp"
#include "search/weights.hpp"

namespace mado::search {

/// One word of a question: the keys that count as it (word forms half typed, spellings close by), each with
/// its share.
struct Term {
  struct Alternative {
    Key key = 0;
    float share = 1;
  };
  std::vector<Alternative> alternatives;
  float weight = 1;      ///< how much it tells of the subject, times how often it was said (at most twice)
  double documents = 0;  ///< how many hold it
  double rarity = 0;     ///< ln(1 + (N − n + .5) / (n + .5))
  bool added = false;    ///< not said, but means the same as something that was (Ideas)
};

/// A question, ready to be looked up in the index that read it.
struct Query {
  std::vector<Term> terms;  ///< at most 64
  struct Pair {
    std::uint8_t first = 0;  ///< places in `terms`: said one behind the other
    std::uint8_t second = 0;
  };
  std::vector<Pair> pairs;
  double total = 0;  ///< Σ weight · rarity of what was said
  double known = 0;  ///< that of all terms that some document holds, said or added
  /// What it means, with the words that were added; nothing where no meaning has been learned.
  Direction direction = {};
  float length = 0;

  bool empty() const { return terms.empty(); }
};

/// How many documents are looked at closely.
enum class Effort { full, little };

struct Hit {
  std::int64_t id = 0;
  double score = 0;           ///< only for ordering within one answer
  double covered = 0;         ///< share of the question that the document holds, by rarity, 0 to 1
  double covered_known = 0;   ///< the same of what any document of the index could hold, in other words too
  std::uint32_t passage = 0;  ///< the best one, counted from 0
  Signs signs = {};           ///< what spoke for it
};

class Index {
 public:
  /// Documents get directions by `meaning`, if there is one.
  explicit Index(Language language, std::shared_ptr<const Meaning> meaning = nullptr,
                 std::shared_ptr<const Ideas> ideas = nullptr)
      : language_(language), meaning_(std::move(meaning)), ideas_(std::move(ideas)) {}

  Language language() const { return language_; }
  size_t size() const { return live_; }
  bool has(std::int64_t id) const;
  size_t bytes() const;

  /// With `documents` (replacing those with the same ids) and without `removed`. Segments of like size are
  /// merged, so that there are never more than about 2 log n of them.
  Index with(std::span<const Document> documents, std::span<const std::int64_t> removed = {}) const;

  /// The same documents, asked with other ideas.
  Index with(std::shared_ptr<const Ideas> ideas) const;

  /// Takes a question apart. `text` may end in the middle of a word.
  Query read(std::string_view text) const;

  /// The best documents of the groups in `groups` (bit n: group n), best first.
  std::vector<Hit> find(const Query& query, unsigned groups, size_t limit,
                        Effort effort = Effort::full) const;

 private:
  friend class Reader;
  friend class Ranking;
  struct Part {
    std::shared_ptr<const Segment> segment;
    std::vector<bool> dead;  ///< empty: all live
    size_t live = 0;
  };
  void kill(std::int64_t id);
  void settle();
  size_t documents_with(Key key) const;

  Language language_;
  std::shared_ptr<const Meaning> meaning_;
  std::shared_ptr<const Ideas> ideas_;
  std::vector<Part> parts_;
  Totals totals_;
  size_t live_ = 0;
};

}  // namespace mado::search
