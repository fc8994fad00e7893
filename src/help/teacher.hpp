/// Learns, in the background, what words mean from the articles of each operator and language, once there are
/// enough of them and again when they have become clearly more or fewer. What was learned is stored, and the
/// indexes of all nodes take it over (`meaning.learned`).
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "db/database.hpp"
#include "db/journal.hpp"

namespace mado::help {

/// Learns whatever is due now; answers how many meanings. Seconds of one processor for 10,000 articles.
/// Errors: those of the database.
Result<int> learn_what_is_due(db::Database& database, const Clock& clock, const std::stop_token& stop);

class Teacher {
 public:
  /// Looks at the articles once now, and from then on whenever none has changed for some seconds.
  Teacher(db::Database& database, const Clock& clock);
  ~Teacher();

 private:
  void run(const std::stop_token& stop);

  db::Database& database_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool has_news_ = true;
  std::unique_ptr<db::Watcher> watcher_;
  std::jthread thread_;
};

}  // namespace mado::help
