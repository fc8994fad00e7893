/// "Did you mean …?" for names that the policy does not know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mado::policy {

/// What there is to choose from: the ids of desks, severities, features …
template <class T>
std::vector<std::string> ids_of(const std::vector<T>& all) {
  std::vector<std::string> ids;
  ids.reserve(all.size());
  for (const auto& one : all) ids.push_back(one.id);
  return ids;
}

/// The known name nearest to `word`, if it is near enough to be a slip of the pen (a third of its letters, at
/// least one); else "". Upper and lower case, `-` and `_` count as the same letter.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// What to tell somebody who wrote a name that is not known: the one probably meant, or, where nothing is
/// near and the choice is small, all there are; or nothing.
struct Hint {
  std::string meant = {};
  std::vector<std::string> choice = {};
};
Hint hint_for(std::string_view word, const std::vector<std::string>& known);

/// `"a", "b"`, as TOML writes them.
std::string listed(const std::vector<std::string>& words);

}  // namespace mado::policy
