#include "search/spelling.hpp"

#include <algorithm>
#include <array>

namespace mado::search {
namespace {

constexpr size_t corrections_max = 3;
constexpr size_t letters_max = 24;

size_t changes_forgiven(size_t letters) {
  if (letters < 4 || letters > letters_max) return 0;
  return letters < 8 ? 1 : 2;
}

}  // namespace

size_t distance(std::string_view from, std::string_view to, size_t limit) {
  const size_t longer = std::max(from.size(), to.size());
  if (longer - std::min(from.size(), to.size()) > limit || longer > letters_max) return limit + 1;
  std::array<std::array<size_t, letters_max + 1>, 3> rows = {};
  for (size_t column = 0; column <= to.size(); ++column) rows[0][column] = column;
  for (size_t row = 1; row <= from.size(); ++row) {
    auto& now = rows[row % 3];
    const auto& before = rows[(row - 1) % 3];
    now[0] = row;
    size_t least = row;
    for (size_t column = 1; column <= to.size(); ++column) {
      const bool same = from[row - 1] == to[column - 1];
      now[column] = std::min({before[column] + 1, now[column - 1] + 1, before[column - 1] + (same ? 0 : 1)});
      if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
        now[column] = std::min(now[column], rows[(row - 2) % 3][column - 2] + 1);
      least = std::min(least, now[column]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[from.size() % 3][to.size()], limit + 1);
}

Corrections::Corrections(std::string_view typed)
    : typed_(typed), changes_max_(changes_forgiven(typed.size())) {}

bool Corrections::is_near(std::string_view known) const {
  return changes_max_ > 0 && distance(typed_, known, changes_max_) <= changes_max_;
}

void Corrections::take(std::string_view known, size_t documents) {
  const size_t changes = distance(typed_, known, changes_max_);
  const auto same = std::ranges::find(found_, known, &Correction::spelling);
  if (same != found_.end())
    same->documents += documents;
  else
    found_.push_back({std::string(known), changes == 1 ? 0.8F : 0.6F, changes, documents});
}

std::vector<Corrections::Correction> Corrections::best() const {
  std::vector<Correction> sorted = found_;
  std::ranges::sort(sorted, [](const Correction& a, const Correction& b) {
    return a.changes != b.changes ? a.changes < b.changes : a.documents > b.documents;
  });
  std::erase_if(sorted, [&](const Correction& one) { return one.changes > sorted.front().changes; });
  sorted.resize(std::min(sorted.size(), corrections_max));
  return sorted;
}

}  // namespace mado::search
