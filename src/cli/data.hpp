/// Opening what a command works on: `--data DIR` or `--database URL`.
#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "db/database.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

struct DataOptions {
  std::string data = "./madoguchi-data";
  std::string database;  ///< postgresql://…; empty: embedded
};

Result<std::unique_ptr<db::Database>> open_database(const DataOptions& options);

/// A number of this process among all that may write to the same database.
unsigned node_number();

/// Publishes policy files. Mistakes are printed. Answers false if one was refused.
bool publish_policies(db::Database& database, IdMaker& ids, const Clock& clock,
                      const std::vector<std::string>& files);
/// Publishes an embedded policy ("m365-21vianet.toml") under its own name.
Result<void> publish_embedded(db::Database& database, IdMaker& ids, const Clock& clock,
                              const std::string& name);

/// Publishes the starter policy where there is no operator at all.
Result<void> publish_starter_if_empty(db::Database& database, IdMaker& ids, const Clock& clock);

/// One line on standard error for a failure.
void complain(const Error& error);

}  // namespace mado::cli
