#include "policy/verdict.hpp"

#include <algorithm>
#include <utility>

#include "policy/elsewhere.hpp"
#include "policy/limits.hpp"
#include "policy/rights.hpp"
#include "policy/ways.hpp"
#include "policy/words.hpp"

namespace mado::policy {
namespace {

bool open_to(const Desk& desk, Asker asker) {
  switch (asker) {
    case Asker::visitor:
      return desk.open_to.contains(Audience::visitor);
    case Asker::end_user:
      return desk.open_to.contains(Audience::end_user);
    case Asker::admin:
      return desk.open_to.contains(Audience::admin) || desk.open_to.contains(Audience::end_user) ||
             desk.open_to.contains(Audience::visitor);
  }
  std::unreachable();
}

/// May this person open here, their organization's subscriptions aside? An end user is sent to their own
/// admins (S2), a visitor is not yet anybody's; an admin needs a role with the right, unless the desk is open
/// to people without any.
Answer right_to_open(const Policy& policy, const Question& question, const Desk& desk) {
  if (!open_to(desk, question.asker))
    return question.asker == Asker::end_user ? Answer::ask_own_admins : Answer::desk_not_open;
  const bool needs_role = question.asker == Asker::admin && !desk.open_to.contains(Audience::visitor) &&
                          !desk.open_to.contains(Audience::end_user);
  if (needs_role && !may(policy, question.roles, "request:open", desk.id)) return Answer::role_lacks_right;
  return Answer::allowed;
}

bool opens(const Policy& policy, const Held& held, std::string_view desk) {
  const auto* plan = policy.plan(held.plan);
  return plan != nullptr && std::ranges::find(plan->desks, desk) != plan->desks.end();
}

/// What the subscriptions say (S5): a desk open to visitors asks for none; elsewhere one must open the desk,
/// and one of the organization's must have been bought from the operator itself.
Answer right_by_subscription(const Policy& policy, const Question& question, const Desk& desk) {
  if (desk.open_to.contains(Audience::visitor)) return Answer::allowed;
  const auto& held = question.subscriptions;
  if (std::ranges::none_of(held, [&](const Held& one) { return opens(policy, one, desk.id); }))
    return Answer::no_subscription;
  if (std::ranges::any_of(held, &Held::direct)) return Answer::allowed;
  const auto partners = policy.operator_facts.partner_customers;
  const bool insisted = partners == PartnerCustomers::partner_first && question.insists;
  return insisted || partners == PartnerCustomers::operator_too ? Answer::allowed : Answer::ask_partner;
}

Answer answer_at(const Policy& policy, const Question& question, const Desk& desk) {
  const auto by_person = right_to_open(policy, question, desk);
  return by_person != Answer::allowed ? by_person : right_by_subscription(policy, question, desk);
}

/// The topic of which most words are found, the first of several; null if none is.
const Topic* topic_of_most_words(const Policy& policy, const FoldedText& text) {
  const auto found = policy.topic_words.found_in(text);
  const auto most = std::ranges::max_element(found);
  return most == found.end() ? nullptr : &policy.topics[static_cast<size_t>(most - found.begin())];
}

/// Asked for by name, else the topic's, else the first the asker may use or whose partner answers in its
/// place (S5: not a desk for buyers instead), else the first at all (which then says why not).
const Desk* desk_of(const Policy& policy, const Question& question, const FoldedText& words) {
  if (!question.desk.empty()) return policy.desk(question.desk);
  const auto* topic = policy.topic(question.topic);
  if (topic == nullptr) topic = topic_of_most_words(policy, words);
  if (topic != nullptr) return policy.desk(topic->desk);
  const auto usable = std::ranges::find_if(policy.desks, [&](const Desk& desk) {
    const auto answer = answer_at(policy, question, desk);
    return answer == Answer::allowed || answer == Answer::ask_partner;
  });
  if (usable != policy.desks.end()) return &*usable;
  return policy.desks.empty() ? nullptr : &policy.desks.front();
}

void choose_severity_asked(const Policy& policy, const Question& question, Verdict& verdict) {
  if (policy.severity(question.severity) != nullptr) {
    verdict.severity_asked = question.severity;
    return;
  }
  if (const auto* row = triage(policy, question.impact.value_or(Impact{}))) {
    verdict.severity_asked = row->severity;
    verdict.triage_place = row->place;
  } else if (!policy.severities.empty()) {
    verdict.severity_asked = policy.severities.back().id;
  }
}

/// Severity, clocks, duties and ways, for somebody who may open here. False if nothing is on offer to them.
bool fill_in(const Policy& policy, const Question& question, const Desk& desk, Verdict& verdict) {
  auto has = entitlements(policy, question.subscriptions);
  has.insert(question.extra.begin(), question.extra.end());
  choose_severity_asked(policy, question, verdict);
  const auto given = severity_on_offer(policy, desk.id, verdict.severity_asked, has);
  if (given) verdict.severity = *given;
  if (verdict.severity != verdict.severity_asked) put_limits(policy, desk, verdict);
  if (!given) return false;
  verdict.promise = promise_for(policy, desk.id, *given, has);
  Life life(policy);
  if (!life.take({.at = question.now,
                  .kind = LifeEventKind::opened,
                  .desk = desk.id,
                  .severity = verdict.severity,
                  .has = std::move(has),
                  .zone = calendar::is_zone(question.zone) ? question.zone : std::string{}}))
    return false;
  verdict.clocks = life.status(question.now).clocks;
  verdict.customer_owes = policy.severity(*given)->customer_owes;
  verdict.ways = ways_of_contact(policy, *verdict.promise, desk.id, question);
  return true;
}

/// The line behind an answer that is not "allowed".
Place place_of(const Policy& policy, const Question& question, const Desk& desk, const Verdict& verdict) {
  if (verdict.answer == Answer::role_lacks_right)
    for (const auto& id : question.roles)
      if (const auto* role = policy.role(id)) return role->may_place;
  if (verdict.answer == Answer::ask_partner) return policy.operator_facts.partner_customers_place;
  return verdict.limit && verdict.answer == Answer::no_subscription ? verdict.limit->place : desk.place;
}

/// Where else, and what would open this desk.
WayOn way_on(const Policy& policy, const Question& question, const Desk& desk, Answer answer) {
  WayOn way;
  for (const auto& other : policy.desks)
    if (other.id != desk.id && answer_at(policy, question, other) == Answer::allowed)
      way.desks.push_back(other.id);
  if (answer == Answer::no_subscription) way.plans = plans_opening(policy, desk.id);
  if (answer == Answer::role_lacks_right)
    for (const auto& role : policy.roles)
      if (may(policy, {role.id}, "request:open", desk.id)) way.roles.push_back(role.id);
  return way;
}

}  // namespace

std::set<std::string> entitlements(const Policy& policy, const std::vector<Held>& held) {
  std::set<std::string> has;
  for (const auto& one : held)
    if (const auto* plan = policy.plan(one.plan)) has.insert(plan->gives.begin(), plan->gives.end());
  return has;
}

const TriageRow* triage(const Policy& policy, const Impact& impact) {
  const auto row = std::ranges::find_if(policy.triage, [&](const TriageRow& when) {
    return (!when.service || *when.service == impact.service) &&
           (!when.people || *when.people == impact.people) &&
           (!when.workaround || when.workaround == impact.workaround);
  });
  return row == policy.triage.end() ? nullptr : &*row;
}

const Topic* topic_by_words(const Policy& policy, std::string_view text) {
  return topic_of_most_words(policy, FoldedText(text));
}

Verdict decide(const Policy& policy, const Question& question) {
  Verdict verdict;
  const FoldedText words(question.words);
  if (const auto* subject = out_of_scope_in(policy, words)) verdict.out_of_scope = subject->id;
  const auto* desk = desk_of(policy, question, words);
  if (desk == nullptr) {
    verdict.answer = Answer::unknown_desk;
    return verdict;
  }
  verdict.desk = desk->id;
  verdict.answer = answer_at(policy, question, *desk);
  verdict.may_insist = verdict.answer == Answer::ask_partner &&
                       policy.operator_facts.partner_customers == PartnerCustomers::partner_first;
  if (verdict.answer == Answer::allowed || verdict.may_insist)
    if (!fill_in(policy, question, *desk, verdict)) verdict.answer = Answer::no_subscription;
  if (verdict.answer == Answer::allowed) return verdict;
  verdict.place = place_of(policy, question, *desk, verdict);
  verdict.way_on = way_on(policy, question, *desk, verdict.answer);
  return verdict;
}

}  // namespace mado::policy
