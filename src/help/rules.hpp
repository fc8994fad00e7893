/// Pure decisions about articles: how one is read, who may see it, where its links lead.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/json.hpp"
#include "help/model.hpp"
#include "http/call.hpp"
#include "policy/model.hpp"

namespace mado::help {

inline constexpr size_t article_bytes_max = 4 * 1024 * 1024;
inline constexpr size_t title_bytes_max = 1000;

/// One line of a JSON Lines file: id, lang, title, markdown; description, product, url_path, updated, topic,
/// audience if there. `zh:` or the like before the id only names the language: the rest is the reference.
/// Errors name the field.
Result<Draft> read_line(std::string_view line);

/// A Markdown file with front matter (title, description, product, topic, audience, updated), named
/// `<slug>.<language>.md`. Errors name the field.
Result<Draft> read_file(std::string_view name, std::string_view text);

/// Takes the text apart: passages (cut at headings, not longer than an answer), links, minutes.
Reading read(const Draft& draft);

/// Which article `address`, written in the article `reference`, leads to; "" if to none. Understood are
/// `article:<slug>` and paths relative to the article.
std::string target_of(std::string_view address, std::string_view reference);

/// The picture that an address ("/pictures/pic_…") shows.
std::optional<PictureId> picture_in(std::string_view address);

/// "image/png" and the like by how the bytes begin, whatever they were said to be; nothing for all but PNG,
/// JPEG, GIF and WebP.
std::optional<std::string_view> media_type_of(std::string_view bytes);

/// What the caller may read: bit n set for Audience n.
unsigned audiences_of(const http::Caller& caller, const policy::Policy& policy);
inline bool may_read(unsigned audiences, Audience audience) {
  return (audiences >> static_cast<unsigned>(audience) & 1U) != 0;
}

/// For agents with `article:write`.
Result<void> require_writer(const http::Caller& caller, const policy::Policy& policy);
/// To whoever does not write, an article that is written on does not exist (not_found).
Result<void> require_sight(const http::Caller& caller, const policy::Policy& policy);

/// Languages in the order in which the caller can use them: their own, the operator's, the rest.
std::vector<Language> languages_for(Language own, const policy::Policy& policy);

}  // namespace mado::help
