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

/// ` (did you mean "desk"?)`, or, where nothing is near and the choice is small, ` (known: "a", "b")`, or "".
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

/// The name that such a suggestion in a message holds; "" if there is none.
std::string_view suggested(std::string_view message);

}  // namespace mado::policy
