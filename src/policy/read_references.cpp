#include <algorithm>

#include "policy/read_parts.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

template <class T>
bool check(Mistakes& mistakes, const Word& written, const std::vector<T>& all, const std::string& kind) {
  if (std::ranges::find(all, written.text, &T::id) != all.end()) return true;
  note_unknown(written, kind, ids_of(all), mistakes);
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

void check_has_severity(Draft& draft, const std::string& desk, const Word& severity) {
  const auto* known = draft.policy.desk(desk);
  if (known == nullptr || known->severities.empty()) return;
  if (std::ranges::find(known->severities, severity.text) != known->severities.end()) return;
  note(draft.mistakes, severity.place,
       {"mistakes.desk_lacks_severity", {{"desk", desk}, {"severity", severity.text}}});
}

void note_unknown(const Word& written, const std::string& kind, const std::vector<std::string>& known,
                  Mistakes& mistakes) {
  note(mistakes, written.place, {"mistakes.name_unknown", {{"kind", kind}, {"word", written.text}}},
       hint_for(written.text, known));
}

void note_twice(const Word& word, Mistakes& mistakes) {
  note(mistakes, word.place, {"mistakes.named_twice", {{"word", word.text}}});
}

std::vector<Language> languages_of(const std::vector<Word>& codes, Mistakes& mistakes) {
  std::vector<Language> languages;
  for (const auto& code : codes) {
    const auto language = read_language(code, mistakes);
    if (!language) continue;
    if (std::ranges::find(languages, *language) != languages.end())
      note_twice(code, mistakes);
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
      note_twice(word, mistakes);
    else
      texts.push_back(word.text);
  }
  return texts;
}

}  // namespace mado::policy
