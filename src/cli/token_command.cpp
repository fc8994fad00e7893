#include "cli/token_command.hpp"

#include <ostream>

#include "cli/data.hpp"
#include "people/secrets.hpp"
#include "people/store.hpp"

namespace mado::cli {

int create_token(db::Database& database, const Clock& clock, const operators::Operators& operators,
                 const TokenOptions& options, std::ostream& out, std::ostream& errors) {
  const auto all = operators.all();
  const auto standing = options.operator_key.empty() ? (all.empty() ? nullptr : all.front())
                                                     : operators.by_key(options.operator_key);
  if (standing == nullptr)
    return errors << "madoguchi: there is no operator " << options.operator_key << '\n', 1;
  const auto token = people::make_token();
  const auto made = database.write_now([&](db::Tx& tx) -> Result<void> {
    const auto person = people::store::credentials(tx, standing->id, options.email);
    if (!person) return fail(ErrorCode::not_found, "not_found", options.email);
    const auto now = clock.now();
    people::store::insert_session(tx, standing->id, person->id, people::hash_token(token), "token", now,
                                  now + std::chrono::days{options.days});
    return {};
  });
  if (!made) return complain(made.error()), 1;
  out << token << '\n';
  return 0;
}

}  // namespace mado::cli
