#include <algorithm>

#include "policy/read_parts.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

/// Ids that plans may list as features: services, and the features with a name of their own.
std::vector<std::string> feature_ids(const Policy& policy) {
  auto ids = ids_of(policy.features);
  for (const auto& service : policy.services)
    if (std::ranges::find(ids, service.id) == ids.end()) ids.push_back(service.id);
  return ids;
}

/// A policy without [features] may use any id; with it, a slip of the pen is found.
std::map<std::string, bool> read_features(const Policy& policy, Section& plan) {
  auto section = plan.section("features", Need::may);
  if (!section) return {};
  const auto known = feature_ids(policy);
  std::map<std::string, bool> features;
  for (const auto& [id, node] : section->entries()) {
    if (!policy.features.empty() && std::ranges::find(known, id.text) == known.end())
      note_unknown(id, "feature", known, plan.mistakes());
    if (const auto flag = section->flag(id.text)) features[id.text] = *flag;
  }
  return features;
}

Plan read_plan(Draft& draft, const Word& id, Section& section) {
  Plan plan{.id = id.text, .place = id.place};
  const auto before = draft.mistakes.size();
  plan.name = name_or_id(section, id);
  plan.obtain = section.texts("obtain", Need::may);
  plan.trial = section.flag("trial").value_or(false);
  plan.addon = section.flag("addon").value_or(false);
  const auto desks = section.words("desks", plan.addon ? Need::may : Need::must);
  for (const auto& desk : desks) check_desk(draft, desk);
  plan.desks = distinct(desks, draft.mistakes);
  const auto gives = section.words("gives", Need::may);
  for (const auto& entitlement : gives) check_id(entitlement, IdKind::plain, draft.mistakes);
  plan.gives = distinct(gives, draft.mistakes);
  plan.features = read_features(draft.policy, section);
  section.close();
  const bool may_give_more = plan.gives.empty() && plan.desks.empty() && draft.mistakes.size() != before;
  draft.gives_all_read = draft.gives_all_read && !may_give_more;
  return plan;
}

}  // namespace

void read_services(Draft& draft, Section& root) {
  for (auto& [id, section] : root.named_sections("services", Need::may)) {
    draft.policy.services.push_back(
        {.id = id.text, .name = section.texts("name", Need::must), .place = id.place});
    section.close();
  }
}

void read_plans(Draft& draft, Section& root) {
  for (auto& [id, section] : root.named_sections("features", Need::may)) {
    draft.policy.features.push_back(
        {.id = id.text, .name = section.texts("name", Need::must), .place = id.place});
    section.close();
  }
  for (auto& [id, section] : root.named_sections("plans", Need::must))
    draft.policy.plans.push_back(read_plan(draft, id, section));
}

}  // namespace mado::policy
