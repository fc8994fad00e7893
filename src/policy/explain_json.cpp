#include "base/messages.hpp"
#include "policy/explain.hpp"

namespace mado::policy {
namespace {

json::value instant_or_null(const std::optional<Instant>& at) {
  return at ? json::value(format_instant(*at)) : json::value(nullptr);
}

json::object json_of(const Target& target) {
  return {{"within", target.text},
          {"calendar", target.calendar.empty() ? json::value(nullptr) : json::value(target.calendar)},
          {"line", target.place.line}};
}

json::array json_of(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::array json_of(const std::vector<ReceiptSegment>& segments) {
  json::array all;
  for (const auto& segment : segments) {
    json::object one{{"from", format_instant(segment.from)},
                     {"to", format_instant(segment.to)},
                     {"kind", name_of(segment.kind)}};
    if (!segment.name.empty()) one["name"] = segment.name;
    all.push_back(std::move(one));
  }
  return all;
}

json::object json_of(const ExplainedClock& clock) {
  const auto& status = clock.status;
  json::object one{{"kind", name_of(status.kind)},
                   {"state", name_of(status.state)},
                   {"started_at", format_instant(status.started_at)},
                   {"due", instant_or_null(status.due)},
                   {"warn_at", instant_or_null(status.warn_at)}};
  if (status.target != nullptr) one["target"] = json_of(*status.target);
  one["segments"] = json_of(clock.segments);
  return one;
}

json::object json_of(const Limit& limit, const Policy& policy, Language language) {
  json::array lifted_by;
  const auto& fallback = policy.operator_facts.languages;
  for (const auto& id : limit.lifted_by) {
    const auto* plan = policy.plan(id);
    lifted_by.push_back({{"plan", id},
                         {"name", plan->name.in(language, fallback)},
                         {"obtain", plan->obtain.in(language, fallback)}});
  }
  return {{"asked", limit.asked},
          {"given", limit.given},
          {"reason", name_of(limit.reason)},
          {"needs", limit.needs.empty() ? json::value(nullptr) : json::value(limit.needs)},
          {"lifted_by", std::move(lifted_by)},
          {"line", limit.place.line}};
}

json::array json_of(const std::vector<Limit>& limits, const Policy& policy, Language language) {
  json::array all;
  for (const auto& limit : limits) all.push_back(json_of(limit, policy, language));
  return all;
}

template <class Find>
json::array named(const std::vector<std::string>& ids, const Policy& policy, Language language, Find find) {
  json::array all;
  for (const auto& id : ids)
    all.push_back({{"id", id}, {"name", find(id)->name.in(language, policy.operator_facts.languages)}});
  return all;
}

json::object json_of(const WayOn& way, const Policy& policy, Language language) {
  const auto desk = [&](const auto& id) { return policy.desk(id); };
  const auto plan = [&](const auto& id) { return policy.plan(id); };
  const auto role = [&](const auto& id) { return policy.role(id); };
  return {{"desks", named(way.desks, policy, language, desk)},
          {"plans", named(way.plans, policy, language, plan)},
          {"roles", named(way.roles, policy, language, role)}};
}

json::object json_of(const Promise& promise) {
  json::object one{{"line", promise.place.line},
                   {"needs", promise.needs.empty() ? json::value(nullptr) : json::value(promise.needs)},
                   {"first_response", json_of(promise.first_response)},
                   {"next_update", nullptr},
                   {"lower_to", nullptr}};
  if (promise.next_update) one["next_update"] = json_of(*promise.next_update);
  if (const auto& lowering = promise.lower_to)
    one["lower_to"] = {{"severity", lowering->severity},
                       {"after_silence", json_of(lowering->after_silence)},
                       {"by", lowering->by == Lowering::By::automatic ? "automatic" : "agent"},
                       {"line", lowering->place.line}};
  return one;
}

json::object json_of(const Way& way) {
  return {{"kind", way.kind},
          {"value", way.value.empty() ? json::value(nullptr) : json::value(way.value)},
          {"languages", json_of(way.languages)},
          {"open_now", way.open_now},
          {"opens_at", instant_or_null(way.opens_at)},
          {"closes_at", instant_or_null(way.closes_at)}};
}

template <class T>
json::array each(const std::vector<T>& all) {
  json::array array;
  for (const auto& one : all) array.push_back(json_of(one));
  return array;
}

json::array json_of(const std::vector<PolicyLine>& lines, const std::string& file) {
  json::array all;
  for (const auto& line : lines)
    all.push_back(
        {{"file", file}, {"line", line.place.line}, {"about", name_of(line.about)}, {"text", line.text}});
  return all;
}

}  // namespace

json::object json_of(const Explanation& explanation, const std::string& file, Language language) {
  const auto& verdict = explanation.verdict;
  const auto& policy = *explanation.policy;
  const auto answer = std::string(name_of(verdict.answer));
  return {{"operator", policy.operator_facts.id},
          {"at", format_instant(explanation.question.at)},
          {"answer", answer},
          {"answer_text", say(language, "rules.answer." + answer)},
          {"desk", verdict.desk},
          {"severity_asked", verdict.severity_asked},
          {"severity", verdict.severity},
          {"limit", verdict.limit ? json::value(json_of(*verdict.limit, policy, language)) : nullptr},
          {"further_limits", json_of(verdict.further_limits, policy, language)},
          {"may_insist", verdict.may_insist},
          {"way_on", json_of(verdict.way_on, policy, language)},
          {"out_of_scope", verdict.out_of_scope ? json::value(*verdict.out_of_scope) : nullptr},
          {"promise", verdict.promise == nullptr ? nullptr : json::value(json_of(*verdict.promise))},
          {"clocks", each(explanation.clocks)},
          {"customer_owes", json_of(verdict.customer_owes)},
          {"ways", each(verdict.ways)},
          {"lines", json_of(explanation.lines, file)}};
}

}  // namespace mado::policy
