#include "db/database.hpp"

#include <future>

namespace mado::db {

Result<void> Database::write_now(WriteJob job) {
  std::promise<Result<void>> promise;
  auto outcome = promise.get_future();
  write(std::move(job), [&promise](Result<void> result) { promise.set_value(std::move(result)); });
  return outcome.get();
}

Result<void> Database::read_now(ReadJob job) {
  std::promise<Result<void>> promise;
  auto outcome = promise.get_future();
  read(std::move(job), [&promise](Result<void> result) { promise.set_value(std::move(result)); });
  return outcome.get();
}

}  // namespace mado::db
