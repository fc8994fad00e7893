/// The operator's synonyms: a TOML file of ideas, each with every way to say it in each language.
///
///   ideas = [
///     { en = ["sign in", "log in"], ja = ["サインイン", "ログイン"], zh-Hans = ["登录"] },
///   ]
#pragma once

#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "db/database.hpp"
#include "search/ideas.hpp"

namespace mado::help {

inline constexpr size_t ideas_max = 5'000;
inline constexpr size_t ways_max = 40;  ///< of one idea in one language
inline constexpr size_t way_bytes_max = 200;

/// Errors: invalid, with a field `LINE:COLUMN` for every mistake.
Result<std::vector<search::Idea>> read_synonyms(std::string_view toml);
/// Those that the program comes with: words of people who run an office cloud.
std::string_view own_synonyms_text();
const std::vector<search::Idea>& own_synonyms();

/// Keeps what an operator wrote in place of what was there; the indexes follow (`synonyms.saved`). Answers
/// how many ideas. Errors: as read_synonyms, and those of the database.
Result<size_t> save_synonyms(db::Database& database, OperatorId owner, std::string_view toml, Instant now);

}  // namespace mado::help
