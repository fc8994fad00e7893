#include "operators/difference.hpp"

#include <map>
#include <set>
#include <string_view>

#include "operators/facts.hpp"

namespace mado::operators {
namespace {

using ByPath = std::map<std::string_view, const Fact*>;

ByPath by_path(const std::vector<Fact>& facts) {
  ByPath all;
  for (const auto& fact : facts) all.emplace(fact.path, &fact);
  return all;
}

std::optional<std::uint32_t> line_of(const Fact& fact) {
  return fact.line == 0 ? std::nullopt : std::optional(fact.line);
}

Change changed(const Fact* before, const Fact* after) {
  const auto& known = after == nullptr ? *before : *after;
  Change change{.path = known.path, .text = known.text};
  if (before != nullptr) change.before = before->value, change.before_line = line_of(*before);
  if (after != nullptr) change.after = after->value, change.after_line = line_of(*after);
  return change;
}

/// What is new or changed in the order of the new policy; what is gone where the old one had it.
std::vector<Change> changes_of(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  const auto old = by_path(before), now = by_path(after);
  std::vector<Change> changes;
  auto gone = before.begin();
  const auto tell_gone = [&](std::string_view until) {
    for (; gone != before.end() && gone->path != until; ++gone)
      if (!now.contains(gone->path)) changes.push_back(changed(&*gone, nullptr));
  };
  for (const auto& fact : after) {
    const auto found = old.find(fact.path);
    const auto* was = found == old.end() ? nullptr : found->second;
    if (was != nullptr && gone != before.end() && was >= &*gone) tell_gone(fact.path);
    if (was == nullptr || was->value != fact.value) changes.push_back(changed(was, &fact));
  }
  tell_gone({});
  return changes;
}

void put(std::vector<FileDifference>& files, const std::string& name, std::string_view before,
         std::string_view after) {
  if (before != after) files.push_back({name, hunks_of(before, after)});
}

std::vector<FileDifference> files_of(const policy::Source& before, const policy::Source& after) {
  std::vector<FileDifference> all;
  put(all, "", before.text, after.text);
  std::set<std::string> names;
  for (const auto& [name, contents] : before.files) names.insert(name);
  for (const auto& [name, contents] : after.files) names.insert(name);
  const auto in = [](const policy::Source& source, const std::string& name) {
    const auto found = source.files.find(name);
    return found == source.files.end() ? std::string_view{} : std::string_view(found->second);
  };
  for (const auto& name : names) put(all, name, in(before, name), in(after, name));
  return all;
}

}  // namespace

Difference difference_of(const Edition& before, const Edition& after, Language language) {
  return {.changes = changes_of(facts_of(before.policy, language), facts_of(after.policy, language)),
          .files = files_of(before.source, after.source)};
}

}  // namespace mado::operators
