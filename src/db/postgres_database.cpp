/// The PostgreSQL driver: threads with a connection each, some that write and some that read, and one that
/// hears of other nodes' commits and tells them of ours.
#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "base/clock.hpp"
#include "db/migrate.hpp"
#include "db/postgres_connection.hpp"
#include "db/queue.hpp"

namespace mado::db {
namespace {

using std::chrono::milliseconds;

constexpr int tries_max = 12;
constexpr int tries_after_taken_key_max = 2;
constexpr milliseconds pause_max{64};
/// While the server is away, jobs are refused at once and it is tried this often.
constexpr std::int64_t reconnect_after_milliseconds = 500;
/// Commits are told together: a notification inside each transaction would make all commits wait in one line.
constexpr milliseconds tell_interval{20};
constexpr int poll_milliseconds = 1000;

/// A connection that comes back after it was lost.
class Line {
 public:
  explicit Line(std::string url) : url_(std::move(url)) {}

  /// Throws Failure (disconnected) if the server is away.
  PostgresConnection& connection() {
    if (connection_ && connection_->connected()) return *connection_;
    const auto now = steady_millis();
    if (tried_at_ && now - *tried_at_ < reconnect_after_milliseconds)
      throw Failure("PostgreSQL is away", FailureKind::disconnected);
    connection_.reset();
    tried_at_ = now;
    connection_ = std::make_unique<PostgresConnection>(url_);
    tried_at_.reset();
    return *connection_;
  }
  /// Leaves no transaction open, whatever happened.
  void settle() {
    if (!connection_ || !connection_->connected()) return connection_.reset();
    try {
      if (connection_->in_transaction()) connection_->script("rollback");
    } catch (const Failure&) {
      connection_.reset();
    }
  }

 private:
  const std::string url_;
  std::unique_ptr<PostgresConnection> connection_;
  std::optional<std::int64_t> tried_at_;
};

enum class Purpose { read, write };

const char* begin_of(Purpose purpose) {
  return purpose == Purpose::read ? "begin isolation level repeatable read, read only"
                                  : "begin isolation level serializable";
}

struct Attempt {
  Result<void> outcome;
  std::optional<Failure> failure = std::nullopt;
  bool committing = false;  ///< the failure came from the commit itself
};

template <class Job>
Attempt attempt(Line& line, const Job& job, Purpose purpose) {
  Attempt made;
  try {
    auto& connection = line.connection();
    connection.script(begin_of(purpose));
    Transaction transaction(connection);
    made.outcome = transaction.run(job);
    made.failure = transaction.failure();
    if (made.outcome) {
      made.committing = true;
      connection.script("commit");
    }
  } catch (const Failure& failure) {
    made.failure = failure;
    made.outcome = fail(ErrorCode::unavailable, "unavailable", failure.what());
  }
  line.settle();
  return made;
}

/// Whether a job that failed so may succeed if it is run again.
bool again(const Attempt& made, Purpose purpose, int tries) {
  if (!made.failure || made.outcome || tries >= tries_max) return false;
  switch (made.failure->kind()) {
    case FailureKind::serialization:
      return true;
    case FailureKind::unique:  // two at once may both have looked before either wrote
      return tries < tries_after_taken_key_max;
    case FailureKind::disconnected:
      // Lost during the commit, nobody knows whether it was kept: not repeated.
      return tries == 1 && (purpose == Purpose::read || !made.committing);
    default:
      return false;
  }
}

void pause(int tries) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const auto longest = std::min<std::int64_t>(pause_max.count() * 1000, 500LL << std::min(tries, 12));
  std::this_thread::sleep_for(
      std::chrono::microseconds(std::uniform_int_distribution<std::int64_t>(0, longest)(random)));
}

template <class Job>
Result<void> run(Line& line, const Job& job, Purpose purpose) {
  for (int tries = 1;; ++tries) {
    auto made = attempt(line, job, purpose);
    if (!again(made, purpose, tries)) return std::move(made.outcome);
    pause(tries);
  }
}

/// Wakes the thread that tells and hears.
class Bell {
 public:
  Bell() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::runtime_error("no eventfd");
  }
  ~Bell() { ::close(descriptor_); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  void ring() const { eventfd_write(descriptor_, 1); }
  bool rang() const {
    eventfd_t count = 0;
    return eventfd_read(descriptor_, &count) == 0;
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, const Settings& settings);
  ~PostgresDatabase() override { close(); }
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  void write(WriteJob job, Done done) override { writes_.push(std::move(job), std::move(done)); }
  void read(ReadJob job, Done done) override { reads_.push(std::move(job), std::move(done)); }
  Engine engine() const override { return Engine::postgres; }
  void on_journal(std::function<void()> listener) override { listeners_.add(std::move(listener)); }
  size_t jobs_waiting() const override { return writes_.size() + reads_.size(); }
  void close() override;

 private:
  void write_loop();
  void read_loop();
  void news_loop(const std::stop_token& stop);
  /// Waits for a bell or a notification, and passes both on.
  void exchange_news(PostgresConnection& connection, const std::stop_token& stop);

  const std::string url_;
  Queue<WriteJob> writes_;
  Queue<ReadJob> reads_;
  Listeners listeners_;
  Bell bell_;
  std::vector<std::jthread> workers_;
  std::jthread news_;
};

PostgresDatabase::PostgresDatabase(const std::string& url, const Settings& settings)
    : url_(url), writes_(settings.queue_jobs_max), reads_(settings.queue_jobs_max) {
  for (unsigned i = 0; i < settings.write_threads; ++i) workers_.emplace_back([this] { write_loop(); });
  for (unsigned i = 0; i < settings.read_threads; ++i) workers_.emplace_back([this] { read_loop(); });
  news_ = std::jthread([this](const std::stop_token& stop) { news_loop(stop); });
}

void PostgresDatabase::close() {
  writes_.close();
  reads_.close();
  workers_.clear();
  if (!news_.joinable()) return;
  news_.request_stop();
  bell_.ring();
  news_.join();
}

void PostgresDatabase::write_loop() {
  Line line(url_);
  while (auto next = writes_.take_one()) {
    next->done(run(line, next->job, Purpose::write));
    // Also after a job that wrote no entry, or failed: its end may settle what later ones wrote.
    listeners_.call();
    bell_.ring();
  }
}

void PostgresDatabase::read_loop() {
  Line line(url_);
  while (auto next = reads_.take_one()) next->done(run(line, next->job, Purpose::read));
}

void PostgresDatabase::news_loop(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      PostgresConnection connection(url_);
      connection.script("listen madoguchi_journal");
      listeners_.call();  // what was missed
      while (!stop.stop_requested()) exchange_news(connection, stop);
    } catch (const Failure& failure) {
      if (stop.stop_requested()) return;
      spdlog::warn("hearing of other nodes: {}", failure.what());
      std::this_thread::sleep_for(milliseconds(reconnect_after_milliseconds));
    }
  }
}

void PostgresDatabase::exchange_news(PostgresConnection& connection, const std::stop_token& stop) {
  pollfd sources[] = {{connection.socket(), POLLIN, 0}, {bell_.descriptor(), POLLIN, 0}};
  poll(sources, 2, poll_milliseconds);
  if (stop.stop_requested()) return;
  if (bell_.rang()) {
    connection.script("notify madoguchi_journal");
    std::this_thread::sleep_for(tell_interval);
  }
  if (connection.take_notifications()) listeners_.call();
}

const char* key_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::disconnected:
      return "db.unreachable";
    case FailureKind::locked:
      return "db.locked";
    default:
      return "db.unusable";
  }
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, const Settings& settings) {
  try {
    PostgresConnection connection(url);
    MADO_CHECK(migrate(connection, migrations_of(Engine::postgres)));
    return std::make_unique<PostgresDatabase>(url, settings);
  } catch (const Failure& failure) {
    return fail(ErrorCode::unavailable, key_of(failure.kind()), failure.what());
  }
}

}  // namespace mado::db
