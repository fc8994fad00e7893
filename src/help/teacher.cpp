#include "help/teacher.hpp"

#include <malloc.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/json.hpp"
#include "help/store.hpp"
#include "help/store_words.hpp"
#include "search/learn.hpp"

namespace mado::help {
namespace {

constexpr int documents_at_once = 250;
constexpr std::chrono::seconds quiet{3};  ///< without a change, before learning begins
constexpr int niceness = 10;
/// Learning again is worth it when this share of the articles has come or gone.
constexpr double share_changed_min = .15;

bool is_due(const store::Stock& stock) {
  if (stock.articles < static_cast<std::int64_t>(search::documents_to_learn_from_min)) return false;
  const auto changed = static_cast<double>(std::abs(stock.articles - stock.learned_from));
  return changed >= share_changed_min * static_cast<double>(stock.articles);
}

/// Everything else comes first.
void stand_back() { setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness); }

Result<void> see_all(db::Database& database, const store::Stock& stock, search::Learner& learner,
                     const std::stop_token& stop) {
  ArticleId after;
  for (std::vector<search::Document> documents; !stop.stop_requested();) {
    MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
      documents = store::documents_after(snapshot, stock.owner, stock.language, after, documents_at_once);
      return {};
    }));
    if (documents.empty()) break;
    after = ArticleId{documents.back().id};
    for (const auto& document : documents) learner.see(document);
  }
  return {};
}

Result<bool> learn(db::Database& database, const store::Stock& stock, const Clock& clock,
                   const std::stop_token& stop) {
  search::Learner learner(stock.language);
  MADO_CHECK(see_all(database, stock, learner, stop));
  const auto meaning = learner.learn(stop);
  if (!meaning) return false;
  MADO_CHECK(database.write_now([&](db::Tx& tx) -> Result<void> {
    store::keep_meaning(tx, stock.owner, stock.language, *meaning, clock.now());
    tx.journal({.operator_id = stock.owner,
                .organization_id = std::nullopt,
                .subject = stock.owner.text(),
                .kind = "meaning.learned",
                .actor = "system",
                .at = clock.now(),
                .data = json::serialize(json::object{{"lang", code_of(stock.language)}})});
    return {};
  }));
  return true;
}

}  // namespace

Result<int> learn_what_is_due(db::Database& database, const Clock& clock, const std::stop_token& stop) {
  std::vector<store::Stock> stocks;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    stocks = store::stocks(snapshot);
    return {};
  }));
  int learned = 0;
  for (const auto& stock : stocks) {
    if (!is_due(stock)) continue;
    MADO_TRY(done, learn(database, stock, clock, stop));
    learned += done ? 1 : 0;
    malloc_trim(0);
  }
  return learned;
}

Teacher::Teacher(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {
  db::Position from;
  const auto asked = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    from = db::journal_end(snapshot);
    return {};
  });
  if (!asked) spdlog::error("articles cannot be followed: {}", asked.error().cause);
  watcher_ = std::make_unique<db::Watcher>(database_, from,
                                           [this](db::Snapshot&, std::span<const db::JournalEntry> entries) {
                                             const auto is_article = [](const db::JournalEntry& one) {
                                               return one.entry.kind.starts_with("article.");
                                             };
                                             if (std::ranges::none_of(entries, is_article)) return;
                                             const std::lock_guard lock(mutex_);
                                             has_news_ = true;
                                             changed_.notify_all();
                                           });
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Teacher::~Teacher() {
  watcher_.reset();
  thread_.request_stop();
  changed_.notify_all();
}

void Teacher::run(const std::stop_token& stop) {
  stand_back();
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [&] { return has_news_; });
      do has_news_ = false;
      while (changed_.wait_for(lock, stop, quiet, [&] { return has_news_; }));
    }
    if (stop.stop_requested()) return;
    const auto learned = learn_what_is_due(database_, clock_, stop);
    if (!learned) spdlog::warn("meanings cannot be learned: {}", learned.error().cause);
  }
}

}  // namespace mado::help
