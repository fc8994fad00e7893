#include <algorithm>

#include "policy/read_parts.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

template <class T>
bool check(Mistakes& mistakes, const Word& written, const std::vector<T>& all, const std::string& kind) {
  if (std::ranges::find(all, written.text, &T::id) != all.end()) return true;
  note(mistakes, written.place,
       "there is no " + kind + ' ' + quoted(written.text) + suggestion(written.text, ids_of(all)));
  return false;
}

}  // namespace

bool check_desk(Draft& draft, const Word& written) {
  return check(draft.mistakes, written, draft.policy.desks, "desk");
}

bool check_severity(Draft& draft, const Word& written) {
  return check(draft.mistakes, written, draft.policy.severities, "severity");
}

bool check_calendar(Draft& draft, const Word& written) {
  return check(draft.mistakes, written, draft.policy.calendars, "calendar");
}

bool check_service(Draft& draft, const Word& written) {
  return check(draft.mistakes, written, draft.policy.services, "service");
}

std::vector<Language> languages_of(const std::vector<Word>& codes, Mistakes& mistakes) {
  std::vector<Language> languages;
  for (const auto& code : codes) {
    const auto language = language_of_code(code.text);
    const auto meant = language_of_tag(code.text);
    if (!language)
      note(mistakes, code.place,
           quoted(code.text) + " is not a language that is spoken here" +
               (meant ? " (did you mean " + quoted(code_of(*meant)) + "?)"
                      : suggestion(code.text, {"en", "ja", "zh-Hans"})));
    else if (std::ranges::find(languages, *language) != languages.end())
      note(mistakes, code.place, quoted(code.text) + " is named twice");
    else
      languages.push_back(*language);
  }
  return languages;
}

Texts name_or_id(Section& section, const Word& id) {
  auto name = section.texts("name", Need::may);
  return name.empty() ? Texts(id.text) : name;
}

std::vector<std::string> distinct(const std::vector<Word>& words, Mistakes& mistakes) {
  std::vector<std::string> texts;
  for (const auto& word : words) {
    if (std::ranges::find(texts, word.text) != texts.end())
      note(mistakes, word.place, quoted(word.text) + " is named twice");
    else
      texts.push_back(word.text);
  }
  return texts;
}

}  // namespace mado::policy
