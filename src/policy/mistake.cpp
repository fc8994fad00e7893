#include "policy/mistake.hpp"

#include "base/messages.hpp"

namespace mado::policy {

void note(Mistakes& mistakes, Place place, Sentence sentence, Hint hint) {
  mistakes.push_back({.place = place, .sentence = std::move(sentence), .hint = std::move(hint)});
}

std::string spoken(const Mistake& mistake, Language language) {
  const auto& values = mistake.sentence.values;
  auto sentence = say(language, mistake.sentence.key, {values.begin(), values.end()});
  if (!mistake.hint.meant.empty())
    return say(language, "mistakes.with_meant", {{"sentence", sentence}, {"meant", mistake.hint.meant}});
  if (!mistake.hint.choice.empty())
    return say(language, "mistakes.with_choice",
               {{"sentence", sentence}, {"choice", listed(mistake.hint.choice)}});
  return sentence;
}

}  // namespace mado::policy
