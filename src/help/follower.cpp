#include "help/follower.hpp"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "help/store.hpp"
#include "help/store_words.hpp"
#include "help/synonyms.hpp"

namespace mado::help {
namespace {

constexpr int documents_at_once = 500;
constexpr size_t many_documents = 50;

/// Building leaves three times the size of the indexes behind in freed pieces.
void give_back_memory() { malloc_trim(0); }

/// The languages in which an operator has articles.
using Places = std::vector<std::pair<OperatorId, Language>>;

std::optional<Language> language_of(const db::Entry& entry) {
  const auto data = parse_json(entry.data);
  if (!data || !data->is_object()) return std::nullopt;
  const json::value* code = data->get_object().if_contains("lang");
  return code && code->is_string() ? language_of_code(code->get_string()) : std::nullopt;
}

}  // namespace

Index::Index(db::Database& database) : database_(database) {
  db::Position from;
  const auto asked = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    from = db::journal_end(snapshot);
    return {};
  });
  if (!asked) spdlog::error("articles cannot be followed: {}", asked.error().cause);
  watcher_ = std::make_unique<db::Watcher>(
      database_, from, [this](db::Snapshot&, std::span<const db::JournalEntry> entries) { see(entries); });
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Index::~Index() {
  watcher_.reset();
  thread_.request_stop();
  changed_.notify_all();
}

std::shared_ptr<const search::Index> Index::of(OperatorId owner, Language language) const {
  const std::lock_guard lock(mutex_);
  const auto found = indexes_.find({owner, language});
  return found != indexes_.end() ? found->second : std::make_shared<const search::Index>(language);
}

bool Index::is_filled() const {
  const std::lock_guard lock(mutex_);
  return filled_;
}

void Index::catch_up() {
  watcher_->catch_up();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return filled_ && due_.empty() && !busy_; });
}

void Index::publish(Place place, std::shared_ptr<const search::Index> index) {
  const std::lock_guard lock(mutex_);
  indexes_[place] = std::move(index);
}

/// Runs on a database thread: notes what to read, no more.
void Index::see(std::span<const db::JournalEntry> entries) {
  const std::lock_guard lock(mutex_);
  for (const auto& [position, entry] : entries) {
    const auto language = language_of(entry);
    if (entry.kind == "synonyms.saved")
      due_.push_back({What::synonyms, {entry.operator_id, Language::en}, {}});
    else if (entry.kind == "meaning.learned" && language)
      due_.push_back({What::meaning, {entry.operator_id, *language}, {}});
    else if (entry.kind == "article.saved" || entry.kind == "article.removed")
      if (const auto article = ArticleId::parse(entry.subject); article && language)
        due_.push_back({What::article, {entry.operator_id, *language}, *article});
  }
  changed_.notify_all();
}

void Index::run(const std::stop_token& stop) {
  fill(stop);
  while (!stop.stop_requested()) {
    std::vector<Due> dues;
    {
      std::unique_lock lock(mutex_);
      busy_ = false;
      changed_.notify_all();
      changed_.wait(lock, stop, [&] { return !due_.empty(); });
      busy_ = true;
      const auto of_one_kind = [&] { return dues.empty() || dues.front().what == due_.front().what; };
      for (; !due_.empty() && dues.size() < documents_at_once && of_one_kind(); due_.pop_front())
        dues.push_back(due_.front());
    }
    if (!dues.empty()) take_up(dues, stop);
    if (dues.size() >= many_documents) give_back_memory();
  }
}

/// Reads everything that is there.
void Index::fill(const std::stop_token& stop) {
  Places places;
  const auto read = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    places = store::places(snapshot);
    return {};
  });
  if (!read) spdlog::error("articles cannot be read: {}", read.error().cause);
  for (const auto& place : places) fill(place, stop);
  give_back_memory();
  const std::lock_guard lock(mutex_);
  filled_ = true;
}

/// Reads one language anew, a few hundred articles at a time: reading is a database job, indexing is not.
/// While it grows, an index that was there goes on answering.
void Index::fill(Place place, const std::stop_token& stop) {
  std::shared_ptr<const search::Meaning> meaning;
  const auto learned = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    meaning = store::meaning(snapshot, place.first, place.second);
    return {};
  });
  if (!learned) spdlog::error("meanings cannot be read: {}", learned.error().cause);
  search::Index index(place.second, std::move(meaning), ideas_of(place.first));
  const bool is_first = of(place.first, place.second)->size() == 0;
  ArticleId after;
  for (std::vector<search::Document> documents; !stop.stop_requested();) {
    const auto page = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
      documents = store::documents_after(snapshot, place.first, place.second, after, documents_at_once);
      return {};
    });
    if (!page || documents.empty()) break;
    after = ArticleId{documents.back().id};
    index = index.with(documents);
    if (is_first) publish(place, std::make_shared<const search::Index>(index));
  }
  if (!stop.stop_requested()) publish(place, std::make_shared<const search::Index>(std::move(index)));
}

Index::Ideas Index::ideas_of(OperatorId owner) {
  if (const auto found = ideas_.find(owner); found != ideas_.end()) return found->second;
  auto synonyms = own_synonyms();
  const auto read = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    if (const auto written = store::synonyms(snapshot, owner)) {
      MADO_TRY(own, read_synonyms(written->text));
      synonyms = std::move(own);
    }
    return {};
  });
  if (!read) spdlog::error("synonyms cannot be read: {}", read.error().cause);
  return ideas_[owner] = std::make_shared<const search::Ideas>(synonyms);
}

void Index::take_up(const std::vector<Due>& dues, const std::stop_token& stop) {
  if (dues.front().what == What::article) return take_up_articles(dues);
  std::set<Place> places;
  for (const Due& due : dues) places.insert(due.place);
  for (const Place& place : places)
    if (dues.front().what == What::meaning)
      fill(place, stop);
    else
      take_up_synonyms(place.first);
  give_back_memory();
}

void Index::take_up_synonyms(OperatorId owner) {
  ideas_.erase(owner);
  const auto ideas = ideas_of(owner);
  for (const Language language : all_languages)
    publish({owner, language}, std::make_shared<const search::Index>(of(owner, language)->with(ideas)));
}

/// The index to add to: also of a language that had no article so far.
search::Index Index::to_grow(Place place) {
  const auto now = of(place.first, place.second);
  return now->size() > 0 ? *now : search::Index(place.second, nullptr, ideas_of(place.first));
}

void Index::take_up_articles(const std::vector<Due>& dues) {
  std::map<Place, std::set<ArticleId>> by_place;
  for (const Due& due : dues) by_place[due.place].insert(due.article);
  for (auto& [place, articles] : by_place) {
    std::vector<search::Document> documents;
    std::vector<std::int64_t> gone;
    const auto read = database_.read_now([&](db::Snapshot& snapshot) -> Result<void> {
      documents.clear();
      gone.clear();
      std::set<ArticleId> touched = articles;
      for (const ArticleId id : articles)
        for (const ArticleId linked : store::linked_from(snapshot, place.first, place.second, id))
          touched.insert(linked);
      for (const ArticleId id : touched) {
        auto document = store::document(snapshot, place.first, place.second, id);
        if (document)
          documents.push_back(*std::move(document));
        else
          gone.push_back(id.value);
      }
      return {};
    });
    if (!read) {
      spdlog::warn("changed articles cannot be read: {}", read.error().cause);
      continue;
    }
    publish(place, std::make_shared<const search::Index>(to_grow(place).with(documents, gone)));
  }
}

}  // namespace mado::help
