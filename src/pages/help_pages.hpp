/// Help as plain pages (policy rows S12, S29): the index of articles, one topic, an article, and answers to a
/// question asked by a plain form.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "help/show.hpp"
#include "help/store.hpp"
#include "pages/site.hpp"
#include "search/answer.hpp"

namespace mado::pages {

inline constexpr int articles_per_topic_max = 6;  ///< in the index; the topic's own page has the rest
inline constexpr int articles_of_topic_max = 500;

/// `shelved` in order of product and topic.
std::string help_page(const Reader& reader, const Visit& visit,
                      const std::vector<help::store::Shelved>& shelved);
std::string topic_page(const Reader& reader, const Visit& visit,
                       const std::vector<help::store::Shelved>& shelved);
/// What the head of every article says: place, title, languages.
void put_head(Data& data, const Reader& reader, const Visit& visit, const help::Page& article);
Frame frame_of(const help::Page& article);
std::string article_page(const Reader& reader, const Visit& visit, const help::Page& article);
std::string answers_page(const Reader& reader, const Visit& visit,
                         const std::vector<search::Answer>& answers);

/// The text as HTML with its matched pieces (UTF-16 units) in <mark>.
std::string marked_html(std::string_view text, const std::vector<search::Mark>& marks);

}  // namespace mado::pages
