/// Templates and files of the public site (web/site), and the frame that every page has: head, navigation,
/// languages, footer. Knows no page.
#pragma once

#include <fmt/format.h>

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "pages/visit.hpp"

namespace mado::pages {

using Data = kainjow::mustache::data;

/// Which entry of the navigation a page belongs to.
enum class Place { support, health, help, plans, duties };

struct Frame {
  std::string title;        ///< of the window
  std::string description;  ///< for those who find the page elsewhere; may be empty
  Place place = Place::support;
  /// The address of the page for those who find it elsewhere, without language; empty: its path.
  std::string address = {};
  /// The languages it exists in; empty: all of the operator's.
  std::vector<Language> written_in = {};
};

/// Fills the template web/site/NAME.mustache with `data` and puts the frame around it. `{{#say}}key{{/say}}`
/// in a template is the text public.key in the reader's language, `{{#anchor}}id{{/anchor}}` the link of a
/// paragraph to itself.
std::string render(std::string_view name, Data data, const Frame& frame, const Reader& reader,
                   const Visit& visit);

/// The same without the frame: a part of a page.
std::string piece(std::string_view name, Data data, const Reader& reader);

/// A list from anything; `make` makes the data of each.
template <class All, class Make>
Data list(const All& all, Make make) {
  Data items{Data::type::list};
  for (const auto& each : all) items.push_back(make(each));
  return items;
}

/// Style sheets and the script, at /site/….
void add_files(http::Router& router);

}  // namespace mado::pages
