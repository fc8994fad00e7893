#include "base/difference.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace mado {
namespace {

using Lines = std::vector<std::string_view>;

constexpr size_t around = 3;
constexpr int differences_max = 1000;  ///< of Myers' search; its notes take the square of it

Lines lines_in(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Edit {
  HunkLine::Kind kind;
  std::string_view text;
};
using Edits = std::vector<Edit>;

void put_all(Edits& edits, HunkLine::Kind kind, const Lines& lines) {
  for (const auto line : lines) edits.push_back({kind, line});
}

/// Myers' greedy search (An O(ND) Difference Algorithm, 1986): how far each diagonal reaches with each number
/// of differences, until one reaches the end.
class Search {
 public:
  Search(const Lines& a, const Lines& b)
      : a_(a), b_(b), most_(std::min(differences_max, static_cast<int>(a.size() + b.size()))) {}

  Edits edits() {
    std::vector<int> reach(static_cast<size_t>(2 * most_ + 3), 0);
    for (int d = 0; d <= most_; ++d) {
      steps_.push_back(reach);
      for (int k = -d; k <= d; k += 2)
        if (advance(reach, d, k)) return walk_back(d);
    }
    Edits all;
    put_all(all, HunkLine::Kind::removed, a_);
    put_all(all, HunkLine::Kind::added, b_);
    return all;
  }

 private:
  size_t at(int k) const { return static_cast<size_t>(std::int64_t{k} + most_ + 1); }
  bool down(const std::vector<int>& reach, int d, int k) const {
    return k == -d || (k != d && reach[at(k - 1)] < reach[at(k + 1)]);
  }

  bool advance(std::vector<int>& reach, int d, int k) const {
    int x = down(reach, d, k) ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
    while (x < size(a_) && x - k < size(b_) && a_[index(x)] == b_[index(x - k)]) ++x;
    reach[at(k)] = x;
    return x >= size(a_) && x - k >= size(b_);
  }

  Edits walk_back(int d) const {
    Edits back;
    int x = size(a_), y = size(b_);
    for (; d > 0; --d) {
      const auto& reach = steps_[static_cast<size_t>(d)];
      const int k = x - y;
      const bool added = down(reach, d, k);
      const int from = added ? k + 1 : k - 1;
      const int from_x = reach[at(from)], from_y = from_x - from;
      while (x > from_x + (added ? 0 : 1) && y > from_y + (added ? 1 : 0)) keep(back, --x, --y);
      if (added)
        back.push_back({HunkLine::Kind::added, b_[index(--y)]});
      else
        back.push_back({HunkLine::Kind::removed, a_[index(--x)]});
    }
    while (x > 0 && y > 0) keep(back, --x, --y);
    std::ranges::reverse(back);
    return back;
  }

  void keep(Edits& back, int x, int) const { back.push_back({HunkLine::Kind::same, a_[index(x)]}); }
  static size_t index(int at) { return static_cast<size_t>(at); }
  static int size(const Lines& lines) { return static_cast<int>(lines.size()); }

  const Lines& a_;
  const Lines& b_;
  const int most_;
  std::vector<std::vector<int>> steps_ = {};
};

/// What both texts begin and end with is the same; the search is for what lies between.
Edits edits_of(Lines a, Lines b) {
  const auto [begin_a, begin_b] = std::ranges::mismatch(a, b);
  const Lines head(a.begin(), begin_a);
  a.erase(a.begin(), begin_a);
  b.erase(b.begin(), begin_b);
  Lines tail;
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    tail.push_back(a.back());
    a.pop_back();
    b.pop_back();
  }
  std::ranges::reverse(tail);
  Edits all;
  put_all(all, HunkLine::Kind::same, head);
  std::ranges::copy(Search(a, b).edits(), std::back_inserter(all));
  put_all(all, HunkLine::Kind::same, tail);
  return all;
}

/// Gathers edits into hunks: a run of more than twice `around` same lines ends one.
class Gather {
 public:
  explicit Gather(const Edits& edits) : edits_(edits) {}

  std::vector<Hunk> hunks() {
    for (size_t at = 0; at < edits_.size(); ++at) {
      if (is_near(at)) put(at);
      before_ += edits_[at].kind != HunkLine::Kind::added;
      after_ += edits_[at].kind != HunkLine::Kind::removed;
    }
    return std::move(hunks_);
  }

 private:
  bool is_near(size_t at) {
    next_ = std::max(next_, at);
    while (next_ < edits_.size() && edits_[next_].kind == HunkLine::Kind::same) ++next_;
    if (next_ == at) last_ = at, seen_ = true;
    return (next_ < edits_.size() && next_ - at <= around) || (seen_ && at - last_ <= around);
  }

  void put(size_t at) {
    if (hunks_.empty() || put_ + 1 != at) hunks_.push_back({before_, after_, {}});
    hunks_.back().lines.push_back({edits_[at].kind, std::string(edits_[at].text)});
    put_ = at;
  }

  const Edits& edits_;
  std::vector<Hunk> hunks_ = {};
  size_t next_ = 0, last_ = 0, put_ = 0;
  bool seen_ = false;
  int before_ = 1, after_ = 1;
};

std::string_view name_of(HunkLine::Kind kind) {
  return kind == HunkLine::Kind::same ? "same" : kind == HunkLine::Kind::added ? "added" : "removed";
}

}  // namespace

std::vector<Hunk> hunks_of(std::string_view before, std::string_view after) {
  const auto edits = edits_of(lines_in(before), lines_in(after));
  return Gather(edits).hunks();
}

json::object hunk_json(const Hunk& hunk) {
  json::array lines;
  for (const auto& line : hunk.lines)
    lines.push_back(json::object{{"kind", name_of(line.kind)}, {"text", line.text}});
  return {{"before_line", hunk.before_line}, {"after_line", hunk.after_line}, {"lines", std::move(lines)}};
}

}  // namespace mado
