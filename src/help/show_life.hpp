/// Language versions and their history as writers see them.
#pragma once

#include "base/json.hpp"
#include "help/life.hpp"

namespace mado::help {

/// `ArticleLife` of the contract without its votes.
json::object life_json(const Life& life);
/// Adds the members of `ArticleText`.
void put_text(json::object& object, const Text& text);
/// `ArticleSaving`.
json::object saving_json(const Saving& saving);
/// `ArticleDifference`: the fields that changed, and the lines of the text that did.
json::object difference_json(const Text& before, const Text& after);

}  // namespace mado::help
