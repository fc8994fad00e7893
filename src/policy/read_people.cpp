#include <algorithm>

#include "policy/read_lengths.hpp"
#include "policy/read_parts.hpp"
#include "policy/rights.hpp"

namespace mado::policy {
namespace {

/// What a policy may write: every right, and behind those of an area all of it ("request:*").
std::vector<std::string> written_rights() {
  std::vector<std::string> all;
  std::string whole_area;
  for (const auto right : all_rights()) {
    auto area = std::string(right.substr(0, right.find(':'))) + ":*";
    if (!whole_area.empty() && area != whole_area) all.push_back(whole_area);
    whole_area = std::move(area);
    all.emplace_back(right);
  }
  all.push_back(whole_area);
  return all;
}

const std::vector<std::string>& rights() {
  static const auto all = written_rights();
  return all;
}

/// "subject:deed", and for requests "@desk" behind it.
void check_right(Draft& draft, const Word& right) {
  const auto at = right.text.find('@');
  const auto deed = right.text.substr(0, at);
  if (std::ranges::find(rights(), deed) == rights().end()) {
    note_unknown({.text = deed, .place = right.place}, "right", rights(), draft.mistakes);
    return;
  }
  if (at == std::string::npos) return;
  if (!deed.starts_with("request:"))
    note(draft.mistakes, right.place, {"mistakes.right_at_desk"});
  else
    check_desk(draft, {.text = right.text.substr(at + 1), .place = right.place});
}

}  // namespace

void read_roles(Draft& draft, Section& root) {
  for (auto& [id, section] : root.named_sections("roles", Need::must)) {
    Role role{.id = id.text, .place = id.place};
    role.name = name_or_id(section, id);
    const auto may = section.words("may", Need::must);
    for (const auto& right : may) check_right(draft, right);
    role.may_place = section.key_place("may");
    role.may = distinct(may, draft.mistakes);
    section.close();
    draft.policy.roles.push_back(std::move(role));
  }
}

void read_duties(Draft& draft, Section& root) {
  using Who = Duty::Who;
  for (auto& section : root.sections("duties", Need::may)) {
    Duty duty{.place = section.place()};
    duty.who = section.choice<Who>("who", Need::must, {{"admin", Who::admin}, {"operator", Who::operator_}})
                   .value_or(Who::operator_);
    duty.text = section.texts("text", Need::must);
    section.close();
    draft.policy.duties.push_back(std::move(duty));
  }
}

void read_survey(Draft& draft, Section& root) {
  auto section = root.section("survey", Need::may);
  if (!section) return;
  Survey survey;
  survey.after =
      section->choice<std::string>("after", Need::must, {{"solved", "solved"}, {"closed", "closed"}})
          .value_or("");
  survey.at_most_every = elapsed(*section, "at_most_every", Need::must).value_or(Millis{0});
  survey.scale = section->whole("scale", 2, 10, Need::may).value_or(survey.scale);
  section->close();
  draft.policy.survey = std::move(survey);
}

}  // namespace mado::policy
