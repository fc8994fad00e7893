#include <algorithm>
#include <array>
#include <bitset>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

std::vector<std::string> read_owed(Section& section) {
  static const std::vector<std::string> known = {"impact-statement", "people-assigned", "correct-contacts",
                                                 "reachable"};
  const auto written = section.words("customer_owes", Need::may);
  for (const auto& owed : written)
    if (std::ranges::find(known, owed.text) == known.end()) section.refuse("customer_owes", owed, known);
  return distinct(written, section.mistakes());
}

/// Every impact that a customer can describe; whether there is a way around may stay open.
constexpr std::array services = {ServiceImpact::down, ServiceImpact::impaired, ServiceImpact::question};
constexpr std::array peoples = {PeopleImpact::one, PeopleImpact::some, PeopleImpact::many};
constexpr std::array<std::optional<bool>, 3> workarounds = {std::nullopt, true, false};
using Impacts = std::bitset<services.size() * peoples.size() * workarounds.size()>;

Impacts impacts_that_fit(const TriageRow& row) {
  Impacts impacts;
  size_t number = 0;
  for (const auto service : services)
    for (const auto people : peoples)
      for (const auto& workaround : workarounds)
        impacts.set(number++, (!row.service || row.service == service) &&
                                  (!row.people || row.people == people) &&
                                  (!row.workaround || row.workaround == workaround));
  return impacts;
}

/// Why a row is never reached; nothing if it is. A last row for everything else may stand behind rows that
/// leave nothing over.
std::optional<Sentence> never_reached(const std::vector<TriageRow>& before, const TriageRow& row) {
  const auto fits = impacts_that_fit(row);
  Impacts taken;
  for (const auto& earlier : before) {
    const auto fit = impacts_that_fit(earlier);
    if ((fits & ~fit).none())
      return Sentence{"mistakes.row_unreached", {{"line", std::to_string(earlier.place.line)}}};
    taken |= fit;
  }
  if (fits.all() || (fits & ~taken).any()) return std::nullopt;
  return Sentence{"mistakes.row_unreached_by_many"};
}

void read_conditions(Section& section, TriageRow& row) {
  auto when = section.section("when", Need::may);
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
  for (auto& [id, section] : root.named_sections("severities", Need::must)) {
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
  auto sections = root.sections("triage", Need::must);
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
    if (auto why = never_reached(sound, row)) section.note(row.place, *std::move(why));
    sound.push_back(row);
  }
  Impacts taken;
  for (const auto& row : sound) taken |= impacts_that_fit(row);
  if (!sections.empty() && !has_mistake && !taken.all())
    sections.back().note(sections.back().place(), {"mistakes.row_last_missing"});
  draft.policy.triage = std::move(sound);
}

}  // namespace mado::policy
