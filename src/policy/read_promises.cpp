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
    note(draft.mistakes, needs.place, {"mistakes.entitlement_unknown", {{"word", needs.text}}},
         hint_for(needs.text, given));
}

/// The desks that may promise this severity; the others are noted.
std::vector<std::string> read_promised_desks(Draft& draft, Section& section, const Word& severity) {
  const auto before = draft.mistakes.size();
  const auto written = section.word_or_words("desk", Need::must);
  const bool all_read = draft.mistakes.size() == before;
  const bool severity_known = severity && check_severity(draft, severity);
  for (const auto& name : written) {
    if (!check_desk(draft, name) || !severity_known) continue;
    check_has_severity(draft, name.text, severity);
  }
  auto desks = distinct(written, draft.mistakes);
  if (!all_read) desks.emplace_back();  // may have been meant to be any
  return desks;
}

void check_lowering(Draft& draft, const Promise& promise) {
  const auto& policy = draft.policy;
  const Word to{.text = promise.lower_to->severity, .place = promise.lower_to->severity_place};
  if (!to || policy.severity(promise.severity) == nullptr) return;
  if (policy.rank(to.text) <= policy.rank(promise.severity))
    note(draft.mistakes, to.place, {"mistakes.not_lower", {{"severity", promise.severity}}});
  for (const auto& desk : promise.desks) check_has_severity(draft, desk, to);
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
  if (promise.lower_to) check_lowering(draft, promise);
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
           {"mistakes.promise_unreached", {{"desk", desk}, {"line", std::to_string(first->place.line)}}});
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
    const std::map<std::string, std::string> about = {{"desk", desk.id}, {"severity", severity}};
    if (!promised)
      note(mistakes, desk.severities_place, {"mistakes.severity_unpromised", about});
    else if (!to_all && severity == desk.severities.back())
      note(mistakes, desk.severities_place, {"mistakes.lowest_not_for_all", about});
  }
}

}  // namespace

void read_promises(Draft& draft, Section& root) {
  const auto before = draft.mistakes.size();
  for (auto& section : root.sections("promises", Need::must)) {
    auto promise = read_promise(draft, section);
    check_reached(draft.policy.promises, promise, draft.mistakes);
    draft.policy.promises.push_back(std::move(promise));
  }
  if (draft.policy.promises.empty() && before != draft.mistakes.size()) return;
  for (const auto& desk : draft.policy.desks) check_complete(draft.policy, desk, draft.mistakes);
}

void read_solved(Draft& draft, Section& root) {
  auto section = root.section("solved", Need::must);
  if (!section) return;
  draft.policy.solved.reopen_for = elapsed(*section, "reopen_for", Need::must).value_or(Millis{0});
  draft.policy.solved.close_after = elapsed(*section, "close_after", Need::must).value_or(Millis{0});
  section->close();
}

}  // namespace mado::policy
