#include <fmt/format.h>

#include <utility>

#include "base/messages.hpp"
#include "policy/explain.hpp"
#include "policy/terms_text.hpp"

namespace mado::policy {
namespace {

/// Writes one explanation; every line it makes ends with a line break.
class Writer {
 public:
  Writer(const Explanation& explanation, Language language)
      : explanation_(explanation), policy_(*explanation.policy), language_(language) {}

  std::string say_all(const std::string& file) {
    say_answer();
    if (explanation_.verdict.promise != nullptr) say_promise(*explanation_.verdict.promise);
    say_ways();
    say_way_on();
    say_lines(file);
    return std::move(text_);
  }

 private:
  void say_answer();
  void say_limit(const Limit& limit);
  void say_promise(const Promise& promise);
  void say_clock(const ExplainedClock& clock);
  void say_ways();
  void say_way_on();
  void say_list(const std::string& key, const std::vector<std::string>& names);
  void say_lines(const std::string& file);

  std::string said(const std::string& key, const MessageValues& values = {}) const {
    return say(language_, "rules." + key, values, policy_.operator_facts.time_zone);
  }
  void line(const std::string& text, int depth = 0) {
    text_ += std::string(static_cast<size_t>(depth) * 2, ' ') + text + '\n';
  }
  std::string in_language(const Texts& texts) const {
    return std::string(texts.in(language_, policy_.operator_facts.languages));
  }
  std::string severity_name(const std::string& id) const {
    const auto* severity = policy_.severity(id);
    return severity == nullptr ? id : id + " (" + in_language(severity->name) + ")";
  }

  const Explanation& explanation_;
  const Policy& policy_;
  Language language_;
  std::string text_ = {};
};

void Writer::say_answer() {
  const auto& verdict = explanation_.verdict;
  const auto* desk = policy_.desk(verdict.desk);
  const auto desk_name = desk == nullptr ? verdict.desk : in_language(desk->name);
  const auto zone = zone_text(policy_.operator_facts.time_zone, language_);
  line(said("explain.asked", {{"at", explanation_.question.at}, {"zone", zone}}));
  if (verdict.answer == Answer::allowed)
    line(said("explain.verdict", {{"desk", desk_name}, {"severity", severity_name(verdict.severity)}}));
  else
    line(said("explain.not_allowed",
              {{"desk", desk_name}, {"reason", said("answer." + std::string(name_of(verdict.answer)))}}));
  if (verdict.triage_place)
    line(said("explain.triage", {{"severity", severity_name(verdict.severity_asked)}}), 1);
  if (verdict.limit) say_limit(*verdict.limit);
  for (const auto& limit : verdict.further_limits) say_limit(limit);
  if (verdict.may_insist) line(said("explain.insist", {{"severity", severity_name(verdict.severity)}}), 1);
  for (const auto& subject : policy_.out_of_scope)
    if (subject.id == verdict.out_of_scope)
      line(said("explain.out_of_scope",
                {{"name", in_language(subject.name)},
                 {"send_to", subject.send_to == "community" ? "community" : "network"}}),
           1);
}

void Writer::say_limit(const Limit& limit) {
  line(said("limit." + std::string(name_of(limit.reason)), {{"asked", severity_name(limit.asked)},
                                                            {"given", severity_name(limit.given)},
                                                            {"needs", limit.needs}}),
       1);
  for (const auto& id : limit.lifted_by) {
    const auto* plan = policy_.plan(id);
    line(said("limit.way_on", {{"plan", in_language(plan->name)}, {"obtain", in_language(plan->obtain)}}), 1);
  }
}

void Writer::say_promise(const Promise& promise) {
  line("");
  for (const auto& clock : explanation_.clocks) say_clock(clock);
  if (promise.next_update)
    line(said("explain.next_update", {{"clock", said("clock.next_update")},
                                      {"target", target_text(policy_, *promise.next_update, language_)},
                                      {"calendar", promise.next_update->calendar}}));
  if (promise.lower_to) {
    const bool automatic = promise.lower_to->by == Lowering::By::automatic;
    line(said("explain.lowering",
              {{"by", automatic ? "automatic" : "agent"},
               {"severity", severity_name(promise.lower_to->severity)},
               {"target", target_text(policy_, promise.lower_to->after_silence, language_)}}));
  }
  std::string owed;
  for (const auto& duty : explanation_.verdict.customer_owes)
    owed += (owed.empty() ? "" : said("list.texts")) + duty_text(duty, language_);
  if (!owed.empty()) line(said("explain.owes", {{"list", owed}}));
}

void Writer::say_clock(const ExplainedClock& clock) {
  const auto& status = clock.status;
  if (!status.due || status.target == nullptr) return;
  line(said("explain.clock", {{"clock", said("clock." + std::string(name_of(status.kind)))},
                              {"due", *status.due},
                              {"target", target_text(policy_, *status.target, language_)},
                              {"calendar", status.target->calendar}}));
  for (const auto& segment : clock.segments) {
    const auto kind = said("segment." + std::string(name_of(segment.kind)), {{"name", segment.name}});
    line(said("explain.segment", {{"from", segment.from}, {"to", segment.to}, {"kind", kind}}), 1);
  }
}

void Writer::say_ways() {
  if (explanation_.verdict.ways.empty()) return;
  line("");
  line(said("explain.ways"));
  for (const auto& way : explanation_.verdict.ways) {
    std::string when = said("way.open");
    if (way.closes_at) when = said("way.until", {{"at", *way.closes_at}});
    if (!way.open_now && way.opens_at) when = said("way.opens", {{"at", *way.opens_at}});
    const auto value = way.value.empty() ? "" : ' ' + way.value;
    line(fmt::format("{}{}: {}", said("way." + way.kind), value, when), 1);
  }
}

void Writer::say_list(const std::string& key, const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : said("list.texts")) + name;
  if (!list.empty()) line(said(key, {{"list", list}}), 1);
}

/// Where else, where the answer is no.
void Writer::say_way_on() {
  const auto& way = explanation_.verdict.way_on;
  std::vector<std::string> desks, plans, roles;
  for (const auto& id : way.desks) desks.push_back(in_language(policy_.desk(id)->name));
  for (const auto& id : way.plans) plans.push_back(in_language(policy_.plan(id)->name));
  for (const auto& id : way.roles) roles.push_back(in_language(policy_.role(id)->name));
  say_list("explain.instead", desks);
  say_list("explain.opened_by", plans);
  say_list("explain.roles", roles);
}

void Writer::say_lines(const std::string& file) {
  line("");
  line(said("explain.lines"));
  std::uint32_t before = 0;
  for (const auto& one : explanation_.lines)
    if (std::exchange(before, one.place.line) != one.place.line)
      line(file + ':' + std::to_string(one.place.line) + ": " + one.text, 1);
}

}  // namespace

std::string text_of(const Explanation& explanation, const std::string& file, Language language) {
  return Writer(explanation, language).say_all(file);
}

}  // namespace mado::policy
