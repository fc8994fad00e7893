/// The indexes of all operators and languages, in memory, following the journal.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>

#include "db/database.hpp"
#include "db/journal.hpp"
#include "search/index.hpp"

namespace mado::help {

class Index {
 public:
  /// Starts to read all articles on a thread of its own, with what was learned of their words, and from then
  /// on follows `article.saved`, `article.removed`, `meaning.learned` and `synonyms.saved`. Answers come from
  /// what has been read so far.
  explicit Index(db::Database& database);
  ~Index();

  /// What is known now; never null. Keep it for one answer.
  std::shared_ptr<const search::Index> of(OperatorId owner, Language language) const;
  /// True once all articles that were there at the start have been read.
  bool is_filled() const;
  /// Waits until everything committed before the call is in; for commands and tests.
  void catch_up();

 private:
  using Place = std::pair<OperatorId, Language>;
  using Ideas = std::shared_ptr<const search::Ideas>;
  enum class What { article, meaning, synonyms };
  struct Due {
    What what = What::article;
    Place place;
    ArticleId article;
  };

  void run(const std::stop_token& stop);
  void fill(const std::stop_token& stop);
  void see(std::span<const db::JournalEntry> entries);
  void fill(Place place, const std::stop_token& stop);
  void take_up(const std::vector<Due>& dues, const std::stop_token& stop);
  search::Index to_grow(Place place);
  void take_up_articles(const std::vector<Due>& dues);
  void take_up_synonyms(OperatorId owner);
  Ideas ideas_of(OperatorId owner);
  void publish(Place place, std::shared_ptr<const search::Index> index);

  db::Database& database_;
  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  std::map<Place, std::shared_ptr<const search::Index>> indexes_;
  std::map<OperatorId, Ideas> ideas_;  ///< only for the thread
  std::deque<Due> due_;
  bool filled_ = false;
  bool busy_ = false;
  std::unique_ptr<db::Watcher> watcher_;
  std::jthread thread_;
};

}  // namespace mado::help
