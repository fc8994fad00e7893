#include "cli/demo.hpp"

#include "cli/data.hpp"
#include "cli/demo_people.hpp"

namespace mado::cli {

Result<void> fill_demo(db::Database& database, IdMaker& ids, const Clock& clock) {
  operators::Operators stored;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) { return stored.load(snapshot); }));
  if (stored.by_key("m365-cn") != nullptr) return {};
  MADO_CHECK(publish_embedded(database, ids, clock, "m365-21vianet.toml"));
  MADO_CHECK(publish_embedded(database, ids, clock, "m365-worldwide.toml"));
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) { return stored.load(snapshot); }));
  return database.write_now([&](db::Tx& tx) -> Result<void> {
    for (const auto& standing : stored.all())
      if (standing->key.starts_with("m365-")) add_demo_people(tx, ids, *standing, clock.now());
    return {};
  });
}

}  // namespace mado::cli
