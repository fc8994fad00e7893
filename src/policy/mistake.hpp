/// What is wrong in a policy file, and where: a sentence of the catalogue (locales/*/mistakes.json) with the
/// file's own words, which stand in every language as they were written. Nothing here is composed of English.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "policy/model.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {

/// A key of the catalogue with its area ("mistakes.empty") and what its placeholders stand for; "word" is
/// what the file says at the place of the mistake.
struct Sentence {
  std::string key;
  std::map<std::string, std::string> values = {};
};

struct Mistake {
  Place place;
  Sentence sentence;
  Hint hint = {};         ///< what should have stood instead of "word"
  std::string file = {};  ///< of a file the policy names, if the mistake is there; empty = the policy itself
};

using Mistakes = std::vector<Mistake>;

void note(Mistakes& mistakes, Place place, Sentence sentence, Hint hint = {});

/// The whole sentence, with its hint.
std::string spoken(const Mistake& mistake, Language language);

}  // namespace mado::policy
