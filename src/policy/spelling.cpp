#include "policy/spelling.hpp"

#include <algorithm>
#include <cctype>

namespace mado::policy {
namespace {

constexpr size_t choice_size_max = 8;

std::string plain(std::string_view word) {
  std::string out(word);
  for (auto& letter : out)
    letter = letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return out;
}

/// Insertions, deletions, replacements and swaps of neighbours that make one word of the other.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const auto sought = plain(word);
  std::string best;
  auto best_distance = std::max<size_t>(1, sought.size() / 3) + 1;
  for (const auto& candidate : known) {
    const auto far = distance(sought, plain(candidate));
    if (far < best_distance && far < candidate.size()) best = candidate, best_distance = far;
  }
  return best;
}

Hint hint_for(std::string_view word, const std::vector<std::string>& known) {
  if (auto near = nearest(word, known); !near.empty()) return {.meant = std::move(near)};
  if (known.size() > choice_size_max) return {};
  return {.choice = known};
}

std::string listed(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "\"" : ", \"") + word + '"';
  return all;
}

}  // namespace mado::policy
