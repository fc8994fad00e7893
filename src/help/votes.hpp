/// Whether an article helped whoever read it (policy row S12): one vote of each reader, changed or taken back
/// at will; editors see how many there are, and the reasons, never who gave them.
#pragma once

#include <optional>
#include <string>

#include "help/model.hpp"
#include "http/call.hpp"
#include "policy/model.hpp"

namespace mado::help {

/// Names a browser in which nobody is signed in.
inline constexpr std::string_view reader_cookie = "madoguchi_reader";
inline constexpr size_t reason_characters_max = 1000;
/// From one address within an hour, by readers who are not signed in.
inline constexpr int unsigned_votes_max = 30;

struct Vote {
  ArticleId id;
  Language language = Language::en;  ///< of the version that was read
  std::optional<bool> helped;        ///< nothing: taken back
  std::string reason;
  std::string browser;  ///< its name, where nobody is signed in; a fresh one if it has none yet
  std::string address;  ///< where the call came from
};

/// The browser's name and address of a call.
Vote vote_of(const http::Call& call, ArticleId id);

/// Errors: not_found (no such version for these eyes), too_many ("vote.too_many").
Result<void> cast(db::Tx& tx, const http::Caller& caller, const policy::Policy& policy, const Vote& vote,
                  Instant now);

/// Lets the browser keep its name, if nobody is signed in there.
void keep_browser(http::Reply& reply, const http::Caller& caller, const std::string& browser);

}  // namespace mado::help
