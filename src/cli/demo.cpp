#include "cli/demo.hpp"

#include <spdlog/spdlog.h>

#include "cli/data.hpp"
#include "cli/demo_life.hpp"
#include "cli/demo_people.hpp"
#include "embedded/demo.hpp"
#include "help/import.hpp"

namespace mado::cli {
namespace {

Result<void> add_articles(db::Database& database, IdMaker& ids, const Clock& clock, OperatorId owner) {
  constexpr std::string_view folder = "articles/";
  std::vector<help::NamedText> texts;
  for (const auto& file : embedded::demo())
    if (file.name.starts_with(folder)) texts.push_back({file.name.substr(folder.size()), file.bytes});
  MADO_CHECK(help::import_texts({database, ids, clock, owner}, texts, [](const help::Refused& refused) {
    spdlog::error("demo article {} was refused: {}", refused.place, refused.error.key);
  }));
  return {};
}

}  // namespace

Result<void> fill_demo(db::Database& database, IdMaker& ids, const Clock& clock) {
  operators::Operators stored;
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) { return stored.load(snapshot); }));
  if (stored.by_key("m365-cn") != nullptr) return {};
  MADO_CHECK(publish_embedded(database, ids, clock, "m365-21vianet.toml"));
  MADO_CHECK(publish_embedded(database, ids, clock, "m365-worldwide.toml"));
  MADO_CHECK(database.read_now([&](db::Snapshot& snapshot) { return stored.load(snapshot); }));
  const auto china = stored.by_key("m365-cn");
  const auto worldwide = stored.by_key("m365-ww");
  MADO_CHECK(database.write_now([&](db::Tx& tx) -> Result<void> {
    for (const auto& standing : {china, worldwide}) {
      add_demo_people(tx, ids, *standing, clock.now());
      MADO_CHECK(add_demo_requests(tx, stored, *standing, clock.now()));
      MADO_CHECK(add_demo_incidents(tx, ids, *standing, clock.now()));
    }
    return {};
  }));
  for (const auto& standing : {china, worldwide})
    MADO_CHECK(add_articles(database, ids, clock, standing->id));
  return {};
}

}  // namespace mado::cli
