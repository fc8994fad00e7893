/// The public site: plain pages that are right without a script, printable, and linkable by paragraph. It
/// shows what the policy, health and help say; it decides nothing, and changes nothing but a reader's vote on
/// an article (and the cookie that keeps a choice of language). Here: who reads, what was asked, and the page
/// as it is answered.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "http/call.hpp"
#include "operators/operators.hpp"

namespace mado::pages {

/// Of one guide: how far its reader has come.
inline constexpr std::string_view way_cookie = "madoguchi_way";

/// What a page needs to know of a call.
struct Visit {
  std::string path = {};
  std::string host = {};
  std::string name = {};      ///< path parameter {name} or {id}
  std::string words = {};     ///< ?q=
  std::string after = {};     ///< ?after=
  std::string topic = {};     ///< ?topic=
  std::string said = {};      ///< ?said= of an article: what its reader just did
  std::string way = {};       ///< ?way= of a guide: the choices made so far
  std::string kept_way = {};  ///< and those of the last time
  std::string if_none_match = {};
  bool chose_language = false;  ///< ?lang= that is to be remembered
};

/// Never fails: what cannot be read is left empty, and the page says what it found.
Result<Visit> visit_of(const http::Call& call);

/// A page and what its reply needs.
struct Page {
  int status = 200;
  std::string html = {};
  Visit visit = {};
  std::string keeps_way = {};  ///< the cookie that remembers how far a guide was walked
};

/// Who reads, and what is in force.
struct Reader {
  Language language = Language::en;
  std::string zone = {};  ///< the operator's: times on pages are in it, by name
  http::CallerKind kind = http::CallerKind::nobody;
  std::shared_ptr<const operators::Standing> standing = {};
  Instant now;

  const policy::Policy& policy() const { return *standing->policy; }
  std::string_view in(const Texts& texts) const {
    return texts.in(language, policy().operator_facts.languages);
  }
};

/// Reply with ETag, a short cache, and the language cookie where one was chosen.
http::Reply reply_of(const Page& page, const http::Caller& caller);

}  // namespace mado::pages
