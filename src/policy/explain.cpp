#include "policy/explain.hpp"

#include <algorithm>
#include <array>

#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

std::vector<std::string> entitlements_given(const Policy& policy) {
  std::vector<std::string> all;
  for (const auto& plan : policy.plans) all.insert(all.end(), plan.gives.begin(), plan.gives.end());
  return all;
}

Result<void> check_known(const std::string& field, const std::string& text,
                         const std::vector<std::string>& known) {
  if (text.empty() || std::ranges::find(known, text) != known.end()) return {};
  const auto hint = hint_for(text, known);
  if (!hint.meant.empty())
    return fail_field(field, "policy.unknown_meant", {{"text", text}, {"meant", hint.meant}});
  if (hint.choice.empty()) return fail_field(field, "policy.unknown", {{"text", text}});
  return fail_field(field, "policy.unknown_choice", {{"text", text}, {"choice", listed(hint.choice)}});
}

Result<void> check_question(const Policy& policy, const ExplainQuestion& question) {
  MADO_CHECK(check_known("desk", question.desk, ids_of(policy.desks)));
  MADO_CHECK(check_known("severity", question.severity, ids_of(policy.severities)));
  MADO_CHECK(check_known("role", question.role, ids_of(policy.roles)));
  for (const auto& plan : question.plans) MADO_CHECK(check_known("plan", plan, ids_of(policy.plans)));
  if (!question.zone.empty() && !calendar::is_zone(question.zone))
    return fail_field("zone", "policy.unknown", {{"text", question.zone}});
  for (const auto& entitlement : question.has)
    MADO_CHECK(check_known("has", entitlement, entitlements_given(policy)));
  return {};
}

std::vector<Held> plans_held(const Policy& policy, const ExplainQuestion& question) {
  const bool direct = !question.through_partner;
  std::vector<Held> held;
  held.reserve(std::max(question.plans.size(), policy.plans.size()));
  for (const auto& id : question.plans) held.push_back({.plan = id, .direct = direct});
  if (!held.empty() || question.asker == Asker::visitor) return held;
  for (const auto& plan : policy.plans)
    if (std::ranges::all_of(plan.gives, [&](const auto& one) { return question.has.contains(one); }))
      held.push_back({.plan = plan.id, .direct = direct});
  return held;
}

/// An asker who is stopped by nothing but what the question names.
Question asked_of_policy(const Policy& policy, const ExplainQuestion& question) {
  Question asked;
  asked.asker = question.asker;
  if (question.asker == Asker::admin)
    asked.roles = question.role.empty() ? ids_of(policy.roles) : std::vector{question.role};
  asked.subscriptions = plans_held(policy, question);
  asked.insists = question.insists;
  asked.words = question.words;
  asked.zone = question.zone;
  asked.region = question.region;
  if (!question.language.empty()) asked.languages = {question.language};
  asked.extra = question.has;
  asked.desk = question.desk;
  asked.severity = question.severity;
  asked.now = question.at;
  return asked;
}

std::vector<ExplainedClock> clocks_of(const Policy& policy, const ExplainQuestion& question,
                                      const Verdict& verdict) {
  Life life(policy);
  if (verdict.promise == nullptr) return {};
  if (!life.take({.at = question.at,
                  .kind = LifeEventKind::opened,
                  .desk = verdict.desk,
                  .severity = verdict.severity,
                  .has = question.has,
                  .zone = question.zone}))
    return {};
  std::vector<ExplainedClock> clocks;
  clocks.reserve(verdict.clocks.size());
  for (const auto& status : verdict.clocks)
    clocks.push_back({.status = status, .segments = life.receipt(status.kind, question.at)});
  return clocks;
}

/// The text of one line of the file, without the white space around it.
std::string line_text(std::string_view source, std::uint32_t line) {
  for (; line > 1; --line) source.remove_prefix(std::min(source.size(), source.find('\n') + 1));
  source = source.substr(0, source.find('\n'));
  const auto first = source.find_first_not_of(" \t\r");
  const auto last = source.find_last_not_of(" \t\r");
  return first == std::string_view::npos ? "" : std::string(source.substr(first, last - first + 1));
}

class Lines {
 public:
  explicit Lines(const Reading& reading) : source_(reading.source.text) {}

  void add(PolicyLine::About about, Place place) {
    if (place.line == 0) return;
    lines_.push_back({.about = about, .place = place, .text = line_text(source_, place.line)});
  }
  std::vector<PolicyLine> in_order() && {
    std::ranges::sort(lines_, {}, [](const auto& line) { return std::pair(line.place.line, line.about); });
    const auto again = std::ranges::unique(
        lines_, {}, [](const auto& line) { return std::pair(line.place.line, line.about); });
    lines_.erase(again.begin(), again.end());
    return std::move(lines_);
  }

 private:
  const std::string& source_;
  std::vector<PolicyLine> lines_;
};

void add_target(Lines& lines, const Policy& policy, PolicyLine::About about, const Target& target) {
  lines.add(about, target.place);
  if (const auto* calendar = policy.calendar(target.calendar))
    lines.add(PolicyLine::About::calendar, calendar->place);
}

void add_promise(Lines& lines, const Policy& policy, const Promise& promise) {
  using About = PolicyLine::About;
  lines.add(About::promise, promise.place);
  add_target(lines, policy, About::first_response, promise.first_response);
  if (promise.next_update) add_target(lines, policy, About::next_update, *promise.next_update);
  if (promise.lower_to) lines.add(About::lowering, promise.lower_to->place);
}

/// The lines behind an answer that is no: those that would have to change for a yes.
void add_refusal(Lines& lines, const Policy& policy, const Verdict& verdict) {
  using About = PolicyLine::About;
  if (verdict.answer == Answer::ask_partner) lines.add(About::partner_customers, verdict.place);
  for (const auto& id : verdict.way_on.plans) lines.add(About::plan, policy.plan(id)->place);
  for (const auto& id : verdict.way_on.roles) lines.add(About::role, policy.role(id)->may_place);
  for (const auto& id : verdict.way_on.desks) lines.add(About::desk, policy.desk(id)->place);
}

std::vector<PolicyLine> lines_of(const Reading& reading, const ExplainQuestion& question,
                                 const Verdict& verdict) {
  using About = PolicyLine::About;
  const auto& policy = *reading.policy;
  Lines lines(reading);
  if (const auto* desk = policy.desk(verdict.desk)) lines.add(About::desk, desk->place);
  if (const auto* role = policy.role(question.role)) lines.add(About::role, role->may_place);
  if (verdict.triage_place) lines.add(About::triage, *verdict.triage_place);
  const auto add_limit = [&](const Limit& limit) {
    for (const auto& place : limit.places) lines.add(About::limit, place);
    for (const auto& id : limit.lifted_by) lines.add(About::plan, policy.plan(id)->place);
  };
  if (verdict.limit) add_limit(*verdict.limit);
  std::ranges::for_each(verdict.further_limits, add_limit);
  add_refusal(lines, policy, verdict);
  for (const auto& subject : policy.out_of_scope)
    if (subject.id == verdict.out_of_scope) lines.add(About::out_of_scope, subject.place);
  if (verdict.promise != nullptr) add_promise(lines, policy, *verdict.promise);
  return std::move(lines).in_order();
}

}  // namespace

Result<Explanation> explain(const Reading& reading, const ExplainQuestion& question) {
  const auto& policy = *reading.policy;
  MADO_CHECK(check_question(policy, question));
  Explanation explanation{.policy = reading.policy,
                          .question = question,
                          .verdict = decide(policy, asked_of_policy(policy, question))};
  explanation.clocks = clocks_of(policy, question, explanation.verdict);
  explanation.lines = lines_of(reading, question, explanation.verdict);
  return explanation;
}

std::string_view name_of(PolicyLine::About about) {
  constexpr std::array<std::string_view, 12> names = {
      "role",           "desk",        "triage",   "limit",    "promise",
      "first_response", "next_update", "lowering", "calendar", "partner_customers",
      "plan",           "out_of_scope"};
  return names[static_cast<size_t>(about)];
}

std::string_view name_of(Answer answer) {
  constexpr std::array<std::string_view, 7> names = {"allowed",         "ask_own_admins",   "ask_partner",
                                                     "no_subscription", "role_lacks_right", "desk_not_open",
                                                     "unknown_desk"};
  return names[static_cast<size_t>(answer)];
}

std::string_view name_of(Limit::Reason reason) {
  return reason == Limit::Reason::needs_entitlement ? "needs_entitlement" : "desk_lacks_severity";
}

}  // namespace mado::policy
