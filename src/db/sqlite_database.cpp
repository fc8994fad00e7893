/// The SQLite driver: one thread that writes, in groups; some that read, each on its own snapshot.
#include <fmt/format.h>

#include <filesystem>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "db/migrate.hpp"
#include "db/queue.hpp"
#include "db/sqlite_connection.hpp"

namespace mado::db {
namespace {

/// How soon a commit of another process is noticed.
constexpr std::chrono::milliseconds poll_interval{200};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::string& file, std::unique_ptr<SqliteConnection> writer, const Settings& settings);
  ~SqliteDatabase() override { close(); }
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void write(WriteJob job, Done done) override { writes_.push(std::move(job), std::move(done)); }
  void read(ReadJob job, Done done) override { reads_.push(std::move(job), std::move(done)); }
  /// On the caller's own thread: who waits anyway (followers, once a second each) wakes nobody for it.
  Result<void> read_now(ReadJob job) override;
  Engine engine() const override { return Engine::sqlite; }
  void on_journal(std::function<void()> listener) override { listeners_.add(std::move(listener)); }
  size_t jobs_waiting() const override { return writes_.size() + reads_.size(); }
  void close() override;

 private:
  using Group = std::vector<Waiting<WriteJob>>;

  void write_loop();
  void read_loop(SqliteConnection& connection);
  static Result<void> read_with(SqliteConnection& connection, const ReadJob& job);
  void run_group(Group& group);
  /// Runs the jobs in one transaction; true if one of them wrote to the journal. Throws Failure if the whole
  /// group is lost.
  bool commit_group(Group& group, std::vector<Result<void>>& outcomes);
  Result<void> run_one(const WriteJob& job, bool& journaled);
  void notice_others();

  const Settings settings_;
  Queue<WriteJob> writes_;
  Queue<ReadJob> reads_;
  Listeners listeners_;
  std::unique_ptr<SqliteConnection> writer_;
  std::int64_t seen_version_ = 0;
  std::int64_t looked_at_ = 0;  ///< steady milliseconds
  std::vector<std::unique_ptr<SqliteConnection>> readers_;
  std::mutex waiting_reader_mutex_;
  std::unique_ptr<SqliteConnection> waiting_reader_;  ///< of those who wait; null after close
  std::vector<std::jthread> threads_;
};

SqliteDatabase::SqliteDatabase(const std::string& file, std::unique_ptr<SqliteConnection> writer,
                               const Settings& settings)
    : settings_(settings),
      writes_(settings.queue_jobs_max),
      reads_(settings.queue_jobs_max),
      writer_(std::move(writer)),
      seen_version_(writer_->data_version()) {
  for (unsigned i = 0; i < settings_.read_threads; ++i)
    readers_.push_back(std::make_unique<SqliteConnection>(file, SqliteConnection::Access::read));
  waiting_reader_ = std::make_unique<SqliteConnection>(file, SqliteConnection::Access::read);
  threads_.emplace_back([this] { write_loop(); });
  for (auto& reader : readers_) threads_.emplace_back([this, &reader] { read_loop(*reader); });
}

void SqliteDatabase::close() {
  writes_.close();
  reads_.close();
  threads_.clear();
  // The writer goes last: the last connection of all puts the WAL back into the file.
  readers_.clear();
  {
    const std::lock_guard lock(waiting_reader_mutex_);
    waiting_reader_.reset();
  }
  writer_.reset();
}

void SqliteDatabase::write_loop() {
  while (auto group = writes_.take(settings_.group_jobs_max, poll_interval)) {
    if (!group->empty()) run_group(*group);
    notice_others();
  }
}

void SqliteDatabase::run_group(Group& group) {
  std::vector<Result<void>> outcomes(group.size());
  bool journaled = false;
  try {
    journaled = commit_group(group, outcomes);
  } catch (const Failure& failure) {
    if (writer_->in_transaction()) writer_->script("rollback");
    for (auto& outcome : outcomes)
      if (outcome) outcome = fail(ErrorCode::unavailable, "unavailable", failure.what());
  }
  for (size_t i = 0; i < group.size(); ++i) group[i].done(std::move(outcomes[i]));
  if (journaled) listeners_.call();
}

bool SqliteDatabase::commit_group(Group& group, std::vector<Result<void>>& outcomes) {
  bool journaled = false;
  writer_->run("begin immediate");
  for (size_t i = 0; i < group.size(); ++i) outcomes[i] = run_one(group[i].job, journaled);
  writer_->run("commit");
  return journaled;
}

Result<void> SqliteDatabase::run_one(const WriteJob& job, bool& journaled) {
  writer_->run("savepoint job");
  Transaction transaction(*writer_);
  auto outcome = transaction.run(job);
  if (!writer_->in_transaction())
    throw Failure(fmt::format("SQLite undid the group: {}", outcome ? "" : outcome.error().cause));
  if (!outcome) writer_->run("rollback to job");
  writer_->run("release job");
  journaled = journaled || (outcome && transaction.journaled());
  return outcome;
}

void SqliteDatabase::notice_others() {
  const auto now = steady_millis();
  if (now - looked_at_ < poll_interval.count()) return;
  looked_at_ = now;
  try {
    const auto version = writer_->data_version();
    if (std::exchange(seen_version_, version) != version) listeners_.call();
  } catch (const Failure&) {
    looked_at_ = 0;  // tried again next time
  }
}

void SqliteDatabase::read_loop(SqliteConnection& connection) {
  while (auto next = reads_.take_one()) next->done(read_with(connection, next->job));
}

Result<void> SqliteDatabase::read_now(ReadJob job) {
  const std::unique_lock lock(waiting_reader_mutex_, std::try_to_lock);
  if (!lock || !waiting_reader_) return Database::read_now(std::move(job));
  return read_with(*waiting_reader_, job);
}

Result<void> SqliteDatabase::read_with(SqliteConnection& connection, const ReadJob& job) {
  Result<void> outcome;
  try {
    connection.run("begin");
    Transaction transaction(connection);
    outcome = transaction.run(job);
    connection.run("commit");
  } catch (const Failure& failure) {
    if (connection.in_transaction()) connection.script("rollback");
    if (outcome) outcome = fail(ErrorCode::unavailable, "unavailable", failure.what());
  }
  return outcome;
}

std::unexpected<Error> cannot_open(const Failure& failure) {
  const bool locked = failure.kind() == FailureKind::locked;
  return fail(ErrorCode::unavailable, locked ? "db.locked" : "db.unusable", failure.what());
}

/// What is stored is customers': a folder that is made here is for its owner alone.
void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::create_directories(folder, error))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& directory, const Settings& settings) {
  make_folder(directory);
  const auto file = (std::filesystem::path(directory) / "madoguchi.db").string();
  try {
    auto writer = std::make_unique<SqliteConnection>(file, SqliteConnection::Access::write);
    MADO_CHECK(migrate(*writer, migrations_of(Engine::sqlite)));
    // PostgreSQL always checks references; migrations, which may rebuild tables, run before.
    writer->script("pragma foreign_keys = on");
    return std::make_unique<SqliteDatabase>(file, std::move(writer), settings);
  } catch (const Failure& failure) {
    return cannot_open(failure);
  }
}

}  // namespace mado::db
