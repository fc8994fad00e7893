/// The difference of two policies: in the policy's own words, and line by line. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/difference.hpp"
#include "base/language.hpp"
#include "policy/read.hpp"

namespace mado::operators {

struct Change {
  std::string path;                        ///< "promises[technical/A].first_response"
  std::string text;                        ///< what it is about, in the reader's language
  std::optional<std::string> before = {};  ///< nothing: was not there
  std::optional<std::string> after = {};
  std::optional<std::uint32_t> before_line = {};
  std::optional<std::uint32_t> after_line = {};
};

struct FileDifference {
  std::string name;  ///< empty: the text
  std::vector<Hunk> hunks;
};

struct Difference {
  std::vector<Change> changes = {};
  std::vector<FileDifference> files = {};
};

/// A policy with its text.
struct Edition {
  const policy::Policy& policy;
  const policy::Source& source;
};

Difference difference_of(const Edition& before, const Edition& after, Language language);

}  // namespace mado::operators
