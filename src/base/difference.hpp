/// What differs between two texts, line by line. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace mado {

struct HunkLine {
  enum class Kind { same, removed, added } kind = Kind::same;
  std::string text = {};
};

/// Changed lines that stand together, with a few that are the same around them. Lines count from 1.
struct Hunk {
  int before_line = 1;
  int after_line = 1;
  std::vector<HunkLine> lines = {};
};

/// The fewest lines, up to a limit of work: where texts share almost nothing, their middle is told as
/// replaced whole.
std::vector<Hunk> hunks_of(std::string_view before, std::string_view after);

/// `LineHunk` of the contract.
json::object hunk_json(const Hunk& hunk);

}  // namespace mado
