#include "help/features.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/messages.hpp"
#include "search/marks.hpp"

namespace mado::help {
namespace {

constexpr size_t features_max = 2;
constexpr double share_least = 0.3;
/// Below an article that answers as much of the question.
constexpr double worth = 0.45;

/// The feature's name in the reader's language; nothing if the policy names it nowhere.
const Texts* name_of(const std::string& id, const policy::Policy& policy) {
  if (const auto* service = policy.service(id)) return &service->name;
  const auto feature = std::ranges::find(policy.features, id, &policy::Feature::id);
  return feature != policy.features.end() ? &feature->name : nullptr;
}

std::string plans_with(const std::string& id, const search::Question& question,
                       const policy::Policy& policy) {
  std::vector<std::string> names;
  for (const auto& plan : policy.plans)
    if (const auto has = plan.features.find(id); has != plan.features.end() && has->second)
      names.emplace_back(plan.name.in(question.language, policy.operator_facts.languages));
  return fmt::format("{}", fmt::join(names, say(question.language, "portal.list")));
}

}  // namespace

std::vector<search::Answer> features_in(const search::Question& question, const policy::Policy& policy) {
  std::vector<std::string> ids;
  for (const auto& service : policy.services) ids.push_back(service.id);
  for (const auto& feature : policy.features)
    if (policy.service(feature.id) == nullptr) ids.push_back(feature.id);
  std::vector<search::Answer> answers;
  for (const auto& id : ids) {
    const Texts* name = name_of(id, policy);
    const auto title = std::string(name->in(question.language, policy.operator_facts.languages));
    const double share = search::share_in(question.query, title, question.language);
    const auto plans = plans_with(id, question, policy);
    if (share < share_least || plans.empty()) continue;
    answers.push_back({.kind = search::AnswerKind::feature,
                       .id = id,
                       .title = title,
                       .url = "/plans#feature-" + id,
                       .language = question.language,
                       .snippet = say(question.language, "public.answers.feature", {{"plans", plans}}),
                       .score = share * worth,
                       .title_marks = search::marks_in(question.query, title, question.language)});
  }
  search::keep_best(answers, features_max);
  return answers;
}

}  // namespace mado::help
