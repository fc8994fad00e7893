#include "cli/pane_commands.hpp"

#include <ostream>

#include "cli/data.hpp"
#include "people/store_pane.hpp"

namespace mado::cli {
namespace {

using people::PaneKeyId;

std::shared_ptr<const operators::Standing> find_operator(const operators::Operators& operators,
                                                         const std::string& key, std::ostream& errors) {
  const auto all = operators.all();
  auto standing = key.empty() ? (all.empty() ? nullptr : all.front()) : operators.by_key(key);
  if (!standing) errors << "madoguchi: there is no operator " << key << '\n';
  return standing;
}

void journal(db::Tx& tx, OperatorId owner, PaneKeyId id, std::string kind, Instant at) {
  tx.journal({.operator_id = owner,
              .organization_id = {},
              .subject = id.text(),
              .kind = std::move(kind),
              .actor = "system",
              .at = at,
              .data = "{}"});
}

}  // namespace

int add_pane_key(db::Database& database, IdMaker& ids, const Clock& clock,
                 const operators::Operators& operators, const std::string& operator_key, std::ostream& out,
                 std::ostream& errors) {
  const auto standing = find_operator(operators, operator_key, errors);
  if (!standing) return 1;
  const auto pair = people::make_pane_key();
  const people::PaneKey key{.id = ids.make<PaneKeyId>(), .public_key = pair.public_key};
  const auto kept = database.write_now([&](db::Tx& tx) -> Result<void> {
    const auto now = clock.now();
    people::store::insert(tx, standing->id, key, now);
    journal(tx, standing->id, key.id, "pane.key_added", now);
    return {};
  });
  if (!kept) return complain(kept.error()), 1;
  out << key.id.text() << '\n' << pair.private_pem;
  return 0;
}

int list_pane_keys(db::Database& database, const operators::Operators& operators,
                   const std::string& operator_key, std::ostream& out, std::ostream& errors) {
  const auto standing = find_operator(operators, operator_key, errors);
  if (!standing) return 1;
  const auto read = database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    for (const auto& key : people::store::pane_keys(snapshot, standing->id)) out << key.id.text() << '\n';
    return {};
  });
  if (!read) return complain(read.error()), 1;
  return 0;
}

int remove_pane_key(db::Database& database, const Clock& clock, const operators::Operators& operators,
                    const std::string& operator_key, const std::string& key, std::ostream& errors) {
  const auto standing = find_operator(operators, operator_key, errors);
  if (!standing) return 1;
  const auto id = PaneKeyId::parse(key);
  const auto removed = database.write_now([&](db::Tx& tx) -> Result<void> {
    if (!id || !people::store::remove_pane_key(tx, standing->id, *id))
      return fail(ErrorCode::not_found, "not_found", key);
    journal(tx, standing->id, *id, "pane.key_removed", clock.now());
    return {};
  });
  if (!removed) return complain(removed.error()), 1;
  return 0;
}

}  // namespace mado::cli
