/// `madoguchi token create`: a bearer token that acts as one person.
#pragma once

#include <iosfwd>
#include <string>

#include "base/clock.hpp"
#include "db/database.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

struct TokenOptions {
  std::string email;
  std::string operator_key = {};  ///< empty: the first
  int days = 365;
};

/// Prints the token; only its hash is kept. Exit code 1 if there is no such operator or person.
int create_token(db::Database& database, const Clock& clock, const operators::Operators& operators,
                 const TokenOptions& options, std::ostream& out, std::ostream& errors);

}  // namespace mado::cli
