/// `madoguchi pane …`: the keys by which another product says who its reader is (docs/embed.md).
#pragma once

#include <iosfwd>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "db/database.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

/// Prints the new key's id and, this once, the half that signs. Exit code 1 if there is no such operator.
int add_pane_key(db::Database& database, IdMaker& ids, const Clock& clock,
                 const operators::Operators& operators, const std::string& operator_key, std::ostream& out,
                 std::ostream& errors);
/// Prints the ids of the keys that hold, a line each.
int list_pane_keys(db::Database& database, const operators::Operators& operators,
                   const std::string& operator_key, std::ostream& out, std::ostream& errors);
/// What was signed by it opens nothing from now on. Exit code 1 if there is no such key.
int remove_pane_key(db::Database& database, const Clock& clock, const operators::Operators& operators,
                    const std::string& operator_key, const std::string& key, std::ostream& errors);

}  // namespace mado::cli
