/// Answers and articles as the contract shows them.
#pragma once

#include "base/json.hpp"
#include "help/model.hpp"
#include "search/answer.hpp"

namespace mado::help {

/// `AskResult` of the contract.
json::object answer_json(const search::Answer& answer);
/// `{"results": […]}`.
json::object answers_json(const std::vector<search::Answer>& answers);

/// An article with its body as safe HTML, and in which languages it exists.
struct Page {
  Version version;
  std::string html;
  std::vector<Language> languages;
};
/// `Article` of the contract.
json::object page_json(const Page& page);

}  // namespace mado::help
