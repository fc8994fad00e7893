/// Which parts of a shown text match the question, and which part of a long text to show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/answer.hpp"

namespace mado::search {

/// The matched pieces of `text`, in order, joined where they touch.
std::vector<Mark> marks_in(const Query& query, std::string_view text, Language language);

struct Snippet {
  std::string text;
  std::vector<Mark> marks;
};

/// The piece of `text` that holds most of the question: at most about 160 letters or 80 characters, cut at
/// words, "…" where something is left out.
Snippet snippet_of(const Query& query, std::string_view text, Language language);

}  // namespace mado::search
