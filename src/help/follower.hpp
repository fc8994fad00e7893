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
  /// Starts to read all articles on a thread of its own, and from then on follows `article.saved` and
  /// `article.removed`. Answers come from what has been read so far.
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
  struct Due {
    Place place;
    ArticleId article;
    auto operator<=>(const Due&) const = default;
  };

  void run(const std::stop_token& stop);
  void fill(const std::stop_token& stop);
  void see(std::span<const db::JournalEntry> entries);
  void take_up(const std::vector<Due>& dues);
  void publish(Place place, std::shared_ptr<const search::Index> index);

  db::Database& database_;
  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  std::map<Place, std::shared_ptr<const search::Index>> indexes_;
  std::deque<Due> due_;
  bool filled_ = false;
  bool busy_ = false;
  std::unique_ptr<db::Watcher> watcher_;
  std::jthread thread_;
};

}  // namespace mado::help
