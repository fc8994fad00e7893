#include <algorithm>

#include "policy/read_lengths.hpp"
#include "policy/read_parts.hpp"
#include "policy/read_targets.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

bool is_for(const Promise& promise, std::string_view desk, std::string_view severity) {
  return promise.severity == severity && contains(promise.desks, desk);
}

void check_needs(Draft& draft, const Word& needs) {
  std::vector<std::string> given;
  for (const auto& plan : draft.policy.plans)
    for (const auto& entitlement : plan.gives)
      if (!contains(given, entitlement)) given.push_back(entitlement);
  if (!contains(given, needs.text) && draft.gives_all_read)
    note(draft.mistakes, needs.place, "no plan gives " + quoted(needs.text) + suggestion(needs.text, given));
}

/// A desk whose list of severities could not be read has none; that is told once, there.
bool surely_lacks(const Desk* desk, std::string_view severity) {
  return desk != nullptr && !desk->severities.empty() && !contains(desk->severities, severity);
}

/// The desks that may promise this severity; the others are noted.
std::vector<std::string> read_promised_desks(Draft& draft, Section& section, const Word& severity) {
  const auto before = draft.mistakes.size();
  const auto written = section.word_or_words("desk", Need::must);
  const bool all_read = draft.mistakes.size() == before;
  const bool severity_known = severity && check_severity(draft, severity);
  for (const auto& name : written) {
    if (!check_desk(draft, name) || !severity_known) continue;
    if (surely_lacks(draft.policy.desk(name.text), severity.text))
      section.note(severity.place, "desk " + quoted(name.text) + " has no severity " + quoted(severity.text));
  }
  auto desks = distinct(written, draft.mistakes);
  if (!all_read) desks.emplace_back();  // may have been meant to be any
  return desks;
}

void check_lowering(const Policy& policy, const Promise& promise, Section& section) {
  const auto& to = promise.lower_to->severity;
  if (to.empty() || policy.severity(promise.severity) == nullptr) return;
  if (policy.rank(to) <= policy.rank(promise.severity))
    section.note(promise.lower_to->severity_place,
                 "\"lower_to\" must name a severity lower than " + quoted(promise.severity));
  for (const auto& desk : promise.desks)
    if (surely_lacks(policy.desk(desk), to))
      section.note(promise.lower_to->severity_place,
                   "desk " + quoted(desk) + " has no severity " + quoted(to));
}

Promise read_promise(Draft& draft, Section& section) {
  Promise promise{.place = section.place()};
  const auto severity = section.word("severity", Need::must);
  promise.severity = severity.text;
  promise.desks = read_promised_desks(draft, section, severity);
  const auto needs = section.word("needs", Need::may);
  if (needs) check_needs(draft, needs);
  promise.needs = needs.text;
  promise.needs_place = section.key_place("needs");
  const auto calendar = section.word("calendar", Need::must);
  if (calendar) check_calendar(draft, calendar);
  promise.calendar = calendar.text;
  promise.first_response = read_target(draft, section, "first_response", Need::must, promise.calendar)
                               .value_or(Target{.place = section.place()});
  promise.next_update = read_target(draft, section, "next_update", Need::may, promise.calendar);
  promise.lower_to = read_lowering(draft, section);
  if (promise.lower_to) check_lowering(draft.policy, promise, section);
  section.close();
  return promise;
}

/// A promise whose every desk and severity is already promised without more being needed never holds.
void check_reached(const std::vector<Promise>& earlier, const Promise& promise, Mistakes& mistakes) {
  for (const auto& desk : promise.desks) {
    const auto first = std::ranges::find_if(earlier, [&](const auto& one) {
      return is_for(one, desk, promise.severity) && (one.needs.empty() || one.needs == promise.needs);
    });
    if (first != earlier.end())
      note(mistakes, promise.place,
           "this promise never holds for desk " + quoted(desk) + ": the one of line " +
               std::to_string(first->place.line) + " comes first");
  }
}

/// Is it, or may it have been meant to be, for this desk and severity? A misspelled name may mean any.
bool may_be_for(const Policy& policy, const Promise& promise, std::string_view desk,
                std::string_view severity) {
  const bool desk_fits =
      promise.desks.empty() || contains(promise.desks, desk) ||
      std::ranges::any_of(promise.desks, [&](const auto& name) { return policy.desk(name) == nullptr; });
  return desk_fits && (promise.severity == severity || policy.severity(promise.severity) == nullptr);
}

/// Every severity of a desk is promised, and its lowest to everybody.
void check_complete(const Policy& policy, const Desk& desk, Mistakes& mistakes) {
  for (const auto& severity : desk.severities) {
    if (policy.severity(severity) == nullptr) continue;
    bool promised = false;
    bool to_all = false;
    for (const auto& promise : policy.promises) {
      if (!may_be_for(policy, promise, desk.id, severity)) continue;
      promised = true;
      to_all = to_all || promise.needs.empty();
    }
    const auto what = "desk " + quoted(desk.id) + " has severity " + quoted(severity);
    if (!promised)
      note(mistakes, desk.severities_place, what + ", but there is no promise for it");
    else if (!to_all && severity == desk.severities.back())
      note(mistakes, desk.severities_place,
           what + " as its lowest, but every promise for it needs something; one must hold for everybody");
  }
}

}  // namespace

void read_promises(Draft& draft, Section& root) {
  const auto before = draft.mistakes.size();
  for (auto& section : root.sections("promises", Need::must, "promise")) {
    auto promise = read_promise(draft, section);
    check_reached(draft.policy.promises, promise, draft.mistakes);
    draft.policy.promises.push_back(std::move(promise));
  }
  if (draft.policy.promises.empty() && before != draft.mistakes.size()) return;
  for (const auto& desk : draft.policy.desks) check_complete(draft.policy, desk, draft.mistakes);
}

void read_solved(Draft& draft, Section& root) {
  auto section = root.section("solved", Need::must, "[solved]");
  if (!section) return;
  draft.policy.solved.reopen_for = elapsed(*section, "reopen_for", Need::must).value_or(Millis{0});
  draft.policy.solved.close_after = elapsed(*section, "close_after", Need::must).value_or(Millis{0});
  section->close();
}

}  // namespace mado::policy
