/// Words that are nearly what was typed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mado::search {

/// Fewest single changes (insert, delete, replace, swap of neighbours) from one to the other; `limit` + 1 if
/// there are more than `limit`.
size_t distance(std::string_view from, std::string_view to, size_t limit);

/// Collects the known words nearest to one that nobody knows. The first letter must be right; words of four
/// letters forgive one change, of eight two.
class Corrections {
 public:
  struct Correction {
    std::string spelling;
    float share = 0;
    size_t changes = 0;
    size_t documents = 0;
  };

  explicit Corrections(std::string_view typed);
  bool is_near(std::string_view known) const;
  void take(std::string_view known, size_t documents);
  /// The nearest alone, the most used first; at most three.
  std::vector<Correction> best() const;

 private:
  std::string typed_;
  size_t changes_max_;
  std::vector<Correction> found_;
};

}  // namespace mado::search
