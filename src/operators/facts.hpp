/// A policy taken apart into single facts, each with a path that stays the same between versions, so that
/// two versions can be compared in the policy's own words. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "policy/model.hpp"

namespace mado::operators {

struct Fact {
  std::string path;        ///< "promises[technical/A].first_response"
  std::string text;        ///< "Technical support, severity A: first response", in the reader's language
  std::string value;       ///< in words, in the reader's language where there are such words
  std::uint32_t line = 0;  ///< of the text; 0: not known
};

/// In the order of the policy.
std::vector<Fact> facts_of(const policy::Policy& policy, Language language);

}  // namespace mado::operators
