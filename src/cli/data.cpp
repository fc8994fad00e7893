#include "cli/data.hpp"

#include <sodium.h>

#include <algorithm>
#include <iostream>

#include "base/messages.hpp"
#include "embedded/policies.hpp"
#include "operators/publish.hpp"

namespace mado::cli {
namespace {

std::optional<std::string> embedded_policy(std::string_view name) {
  const auto files = embedded::policies();
  const auto found = std::ranges::find(files, name, &embedded::File::name);
  if (found == files.end()) return std::nullopt;
  return std::string(found->bytes);
}

void print_mistakes(const std::string& file, const policy::Reading& reading) {
  for (const auto& mistake : reading.mistakes)
    std::cerr << (mistake.file.empty() ? file : mistake.file) << ':' << mistake.place.line << ':'
              << mistake.place.column << ": " << policy::spoken(mistake, Language::en) << '\n';
}

Result<void> publish_reading(db::Database& database, IdMaker& ids, const Clock& clock,
                             const policy::Reading& reading, const std::string& author,
                             const std::string& reason) {
  return database.write_now([&](db::Tx& tx) -> Result<void> {
    MADO_CHECK(operators::publish(tx, ids, reading, author, reason, clock.now()));
    return {};
  });
}

}  // namespace

Result<std::unique_ptr<db::Database>> open_database(const DataOptions& options) {
  return options.database.empty() ? db::open_sqlite(options.data) : db::open_postgres(options.database);
}

unsigned node_number() { return sodium_init() < 0 ? 0 : randombytes_uniform(2048); }

void complain(const Error& error) {
  std::cerr << "madoguchi: " << say(Language::en, "errors." + error.key, [&] {
    MessageValues values;
    for (const auto& [name, value] : error.values) values[name] = value;
    return values;
  }());
  if (!error.cause.empty()) std::cerr << " (" << error.cause << ')';
  std::cerr << '\n';
}

bool publish_policies(db::Database& database, IdMaker& ids, const Clock& clock,
                      const std::vector<std::string>& files) {
  for (const auto& file : files) {
    const auto reading = policy::read_file(file);
    if (!reading) return complain(reading.error()), false;
    if (!reading->policy) return print_mistakes(file, *reading), false;
    if (const auto done = publish_reading(database, ids, clock, *reading, "command line", file); !done)
      return complain(done.error()), false;
  }
  return true;
}

Result<void> publish_embedded(db::Database& database, IdMaker& ids, const Clock& clock,
                              const std::string& name) {
  const auto text = embedded_policy(name);
  if (!text) return fail(ErrorCode::not_found, "not_found", name);
  const auto reading = policy::read(*text, [](const std::string& file) { return embedded_policy(file); });
  if (!reading.policy)
    return print_mistakes(name, reading), fail(ErrorCode::invalid, "policy.mistakes", name);
  return publish_reading(database, ids, clock, reading, "system", name);
}

Result<void> publish_starter_if_empty(db::Database& database, IdMaker& ids, const Clock& clock) {
  bool empty = false;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    operators::Operators stored;
    MADO_CHECK(stored.load(snapshot));
    empty = stored.all().empty();
    return {};
  }));
  return empty ? publish_embedded(database, ids, clock, "starter.toml") : Result<void>{};
}

}  // namespace mado::cli
