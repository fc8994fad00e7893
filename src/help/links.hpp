/// Where what is written in articles leads: to other articles, to pictures, out of the site, or nowhere.
#pragma once

#include <string>

#include "db/database.hpp"
#include "help/model.hpp"

namespace mado::help {

/// Which text it is: relative addresses count from its reference, other articles open in its language.
struct Written {
  std::string reference = {};
  Language language = Language::en;
};

/// Where an address of that text leads: to another article's page, a picture, out of the site, to an anchor;
/// empty: nowhere.
std::string address_of(db::Snapshot& snapshot, OperatorId owner, const Written& written,
                       std::string_view address);

/// A paragraph that is nothing but a link to a video says so, and where it opens: videos are never framed.
/// `html` as safe_html writes it.
std::string with_videos(std::string_view html, Language language);

/// The text as safe HTML, with its addresses made real; what leads nowhere loses its address.
std::string article_html(db::Snapshot& snapshot, OperatorId owner, const Written& written,
                         std::string_view markdown);

}  // namespace mado::help
