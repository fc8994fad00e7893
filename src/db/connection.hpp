/// One connection to a database of either engine, and the transaction over it that jobs see. Only the drivers
/// and the migrations use it; slices see Tx and Snapshot.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "db/database.hpp"

namespace mado::db {

/// Not for several threads at once. Everything throws Failure.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;
  /// Runs statements that are separated by semicolons, without parameters and answers.
  virtual void script(const std::string& statements) = 0;
  virtual void each(std::string_view sql, std::span<const Value> values,
                    const std::function<void(const Row&)>& row) = 0;
  virtual std::int64_t change(std::string_view sql, std::span<const Value> values) = 0;
};

/// What a job gets. Beginning and ending the transaction is the driver's.
class Transaction final : public Tx {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}

  using Snapshot::each;
  using Tx::change;
  Engine engine() const override { return connection_.engine(); }
  void each(std::string_view sql, std::span<const Value> values,
            const std::function<void(const Row&)>& row) override;
  std::int64_t change(std::string_view sql, std::span<const Value> values) override;
  void journal(const Entry& entry) override;

  /// Runs `job` on this transaction. What it throws, and a Failure it hid, is answered as `unavailable`.
  template <class Job>
  Result<void> run(const Job& job);

  bool journaled() const { return journaled_; }
  /// The first failure of a statement; the transaction must be undone then, whatever the job says.
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  Connection& connection_;
  bool journaled_ = false;
  std::optional<Failure> failure_;
};

template <class Job>
Result<void> Transaction::run(const Job& job) {
  try {
    auto outcome = job(*this);
    if (outcome && failure_) return fail(ErrorCode::unavailable, "unavailable", failure_->what());
    return outcome;
  } catch (const std::exception& exception) {
    return fail(ErrorCode::unavailable, "unavailable", exception.what());
  } catch (...) {
    return fail(ErrorCode::unavailable, "unavailable", "a job threw something that is no exception");
  }
}

}  // namespace mado::db
