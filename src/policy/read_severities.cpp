#include <algorithm>

#include "policy/read_parts.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

std::vector<std::string> read_owed(Section& section) {
  static const std::vector<std::string> known = {"impact-statement", "people-assigned", "correct-contacts",
                                                 "reachable"};
  const auto written = section.words("customer_owes", Need::may);
  for (const auto& owed : written)
    if (std::ranges::find(known, owed.text) == known.end())
      section.note(owed.place,
                   quoted(owed.text) + " is nothing that a customer can owe" + suggestion(owed.text, known));
  return distinct(written, section.mistakes());
}

/// Does every impact that fits `row` fit `earlier` too?
bool covers(const TriageRow& earlier, const TriageRow& row) {
  return (!earlier.service || earlier.service == row.service) &&
         (!earlier.people || earlier.people == row.people) &&
         (!earlier.workaround || earlier.workaround == row.workaround);
}

void read_conditions(Section& section, TriageRow& row) {
  auto when = section.section("when", Need::may, "\"when\"");
  if (!when) return;
  row.service = when->choice<ServiceImpact>("service", Need::may,
                                            {{"down", ServiceImpact::down},
                                             {"impaired", ServiceImpact::impaired},
                                             {"question", ServiceImpact::question}});
  row.people = when->choice<PeopleImpact>(
      "people", Need::may,
      {{"one", PeopleImpact::one}, {"some", PeopleImpact::some}, {"many", PeopleImpact::many}});
  row.workaround = when->flag("workaround");
  when->close();
}

}  // namespace

void read_severities(Draft& draft, Section& root) {
  for (auto& [id, section] : root.named_sections("severities", Need::must, "severity")) {
    draft.policy.severities.push_back({.id = id.text,
                                       .name = section.texts("name", Need::must),
                                       .means = section.texts("means", Need::must),
                                       .signs = section.list_of_texts("signs"),
                                       .customer_owes = read_owed(section),
                                       .place = id.place});
    section.close();
  }
}

void read_triage(Draft& draft, Section& root) {
  std::vector<TriageRow> sound;
  bool has_mistake = false;
  auto sections = root.sections("triage", Need::must, "triage row");
  for (auto& section : sections) {
    const auto before = draft.mistakes.size();
    TriageRow row{.place = section.key_place(section.has("when") ? "when" : "severity")};
    read_conditions(section, row);
    const auto severity = section.word("severity", Need::must);
    if (severity) check_severity(draft, severity);
    row.severity = severity.text;
    section.close();
    if (before != draft.mistakes.size()) {
      has_mistake = true;
      continue;
    }
    const auto earlier = std::ranges::find_if(sound, [&](const auto& one) { return covers(one, row); });
    if (earlier != sound.end())
      section.note(row.place, "this triage row is never reached: the row of line " +
                                  std::to_string(earlier->place.line) + " fits first");
    sound.push_back(row);
  }
  const auto catches_all = [](const auto& row) { return !row.service && !row.people && !row.workaround; };
  if (!sections.empty() && !has_mistake && std::ranges::none_of(sound, catches_all))
    draft.mistakes.push_back({.place = sections.back().place(),
                              .message = "after the last triage row one without \"when\" must follow, for "
                                         "everything else",
                              .file = {}});
  draft.policy.triage = std::move(sound);
}

}  // namespace mado::policy
