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
  return fail_field(field, "policy.unknown", {{"text", text}, {"suggestion", suggestion(text, known)}});
}

Result<void> check_question(const Policy& policy, const ExplainQuestion& question) {
  MADO_CHECK(check_known("desk", question.desk, ids_of(policy.desks)));
  MADO_CHECK(check_known("severity", question.severity, ids_of(policy.severities)));
  MADO_CHECK(check_known("role", question.role, ids_of(policy.roles)));
  for (const auto& entitlement : question.has)
    MADO_CHECK(check_known("has", entitlement, entitlements_given(policy)));
  return {};
}

/// An asker who is stopped by nothing but what the question names.
Question asked_of_policy(const Policy& policy, const ExplainQuestion& question) {
  Question asked;
  asked.asker = Asker::admin;
  asked.roles = question.role.empty() ? ids_of(policy.roles) : std::vector{question.role};
  for (const auto& plan : policy.plans)
    if (std::ranges::all_of(plan.gives, [&](const auto& one) { return question.has.contains(one); }))
      asked.subscriptions.push_back({.plan = plan.id});
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
                  .has = question.has}))
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

/// The words that say no: the promise's "needs", or the desk's list of severities.
Place limit_place(const Policy& policy, const Verdict& verdict) {
  const auto& limit = *verdict.limit;
  if (limit.reason == Limit::Reason::desk_lacks_severity) return policy.desk(verdict.desk)->severities_place;
  for (const auto& promise : policy.promises)
    if (promise.place.line == limit.place.line) return promise.needs_place;
  return limit.place;
}

std::vector<PolicyLine> lines_of(const Reading& reading, const ExplainQuestion& question,
                                 const Verdict& verdict) {
  using About = PolicyLine::About;
  const auto& policy = *reading.policy;
  Lines lines(reading);
  if (const auto* desk = policy.desk(verdict.desk)) lines.add(About::desk, desk->place);
  if (const auto* role = policy.role(question.role)) lines.add(About::role, role->may_place);
  if (verdict.triage_place) lines.add(About::triage, *verdict.triage_place);
  if (verdict.limit) lines.add(About::limit, limit_place(policy, verdict));
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
  constexpr std::array<std::string_view, 9> names = {
      "role", "desk", "triage", "limit", "promise", "first_response", "next_update", "lowering", "calendar"};
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
