#include "operators/facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "base/messages.hpp"
#include "policy/terms_text.hpp"

namespace mado::operators {
namespace {

using policy::Place;
using policy::Policy;

/// Something of the policy that has facts: where its paths begin, what it is called, where it stands.
struct Thing {
  std::string path;
  std::string name;
  Place place = {};
};

class Facts {
 public:
  Facts(const Policy& policy, Language language) : policy_(policy), language_(language) {}

  std::vector<Fact> all() {
    add_operator();
    for (const auto& each : policy_.calendars) add_calendar(each);
    for (const auto& each : policy_.severities) add_severity(each);
    for (const auto& each : policy_.triage) add_triage(each);
    for (const auto& each : policy_.desks) add_desk(each);
    for (const auto& each : policy_.promises) add_promise(each);
    add_solved();
    add_channels();
    if (policy_.verification) add_verification(*policy_.verification);
    for (const auto& each : policy_.plans) add_plan(each);
    for (const auto& each : policy_.features) add_named("features", each);
    for (const auto& each : policy_.services) add_named("services", each);
    for (const auto& each : policy_.topics) add_topic(each);
    for (const auto& each : policy_.out_of_scope) add_outside(each);
    for (const auto& each : policy_.roles) add_role(each);
    for (const auto& each : policy_.duties) add_duty(each);
    if (policy_.survey) add_survey(*policy_.survey);
    add_pane();
    return std::move(facts_);
  }

 private:
  std::string word(std::string_view key) const { return say(language_, fmt::format("versions.{}", key)); }
  std::string in(const Texts& texts) const {
    return std::string(texts.in(language_, policy_.operator_facts.languages));
  }
  std::string yes_or_no(bool value) const { return word(value ? "value.yes" : "value.no"); }
  std::string length(Millis length) const { return policy::length_text(length, language_); }
  std::string desk_name(const std::string& id) const {
    const auto* desk = policy_.desk(id);
    return desk == nullptr ? id : in(desk->name);
  }
  std::string calendar_name(const std::string& id) const {
    const auto* calendar = policy_.calendar(id);
    return calendar == nullptr ? id : fmt::format("{} · {}", id, policy::hours_text(*calendar, language_));
  }
  std::string target(const policy::Target& target) const {
    const auto text = policy::target_text(policy_, target, language_);
    return target.calendar.empty() ? text : fmt::format("{} ({})", text, target.calendar);
  }
  static std::string list(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
  }
  Thing thing(std::string_view part, std::string_view id, const std::string& name, Place place) const {
    const auto kind = say(language_, fmt::format("versions.part.{}", part), {{"name", name}});
    return {fmt::format("{}[{}]", part, id), kind, place};
  }

  void put(const Thing& of, std::string_view field, std::string value, Place place = {},
           std::string_view label = {}) {
    const auto key = fmt::format("versions.field.{}", label.empty() ? field : label);
    const auto about = say(language_, "versions.about", {{"thing", of.name}, {"field", say(language_, key)}});
    facts_.push_back({fmt::format("{}.{}", of.path, field), about, std::move(value),
                      place.line == 0 ? of.place.line : place.line});
  }
  /// That it is there at all.
  void put_itself(const Thing& thing, std::string value) {
    facts_.push_back({thing.path, thing.name, std::move(value), thing.place.line});
  }
  void put_if(const Thing& of, std::string_view field, const std::string& value) {
    if (!value.empty()) put(of, field, value);
  }
  /// One fact for each language, so that a change of a translation shows to readers of another, too.
  void put_texts(const Thing& of, std::string_view field, const Texts& texts) {
    if (texts.empty()) return;
    for (const auto language : policy_.operator_facts.languages) {
      const auto text = texts.in(language);
      if (!text.empty())
        put(of, fmt::format("{}.{}", field, code_of(language)), std::string(text), {}, field);
    }
  }

  void add_operator();
  void add_calendar(const policy::NamedCalendar& named);
  void add_dates(const Thing& thing, const calendar::Plan& plan);
  void add_severity(const policy::Severity& severity);
  void add_triage(const policy::TriageRow& row);
  void add_desk(const policy::Desk& desk);
  void add_promise(const policy::Promise& promise);
  void add_promise_at(const std::string& desk, const policy::Promise& promise);
  void add_solved();
  void add_channels();
  void add_phone(const policy::Phone& phone);
  void add_verification(const policy::Verification& verification);
  void add_plan(const policy::Plan& plan);
  void add_topic(const policy::Topic& topic);
  void add_outside(const policy::OutOfScope& subject);
  void add_role(const policy::Role& role);
  void add_duty(const policy::Duty& duty);
  void add_survey(const policy::Survey& survey);
  void add_pane();
  template <class T>
  void add_named(std::string_view part, const T& one) {
    put_texts(thing(part, one.id, in(one.name), one.place), "name", one.name);
  }

  const Policy& policy_;
  const Language language_;
  std::vector<Fact> facts_ = {};
  int duties_ = 0;
  int triage_ = 0;
};

void Facts::add_operator() {
  const auto& facts = policy_.operator_facts;
  const Thing operator_{"operator", word("part.operator"), {}};
  put_texts(operator_, "name", facts.name);
  std::vector<std::string> languages;
  languages.reserve(facts.languages.size());
  for (const auto language : facts.languages) languages.emplace_back(code_of(language));
  put(operator_, "languages", list(languages));
  put(operator_, "time_zone", facts.time_zone);
  constexpr std::array names = {"partner_only", "partner_first", "operator_too"};
  const auto customers = static_cast<size_t>(facts.partner_customers);
  put(operator_, "partner_customers", word(fmt::format("value.{}", names.at(customers))));
  put(operator_, "hosts", list(facts.hosts));
}

void Facts::add_calendar(const policy::NamedCalendar& named) {
  const auto of = thing("calendars", named.id, named.id, named.place);
  put(of, "hours", policy::hours_text(named, language_));
  if (named.plan.always) return;
  const bool end_of_day = named.plan.business_days == calendar::Plan::BusinessDays::end_of_day;
  put(of, "business_days", word(end_of_day ? "value.end_of_day" : "value.same_time"));
  if (!named.plan.make_up_hours.empty())
    put(of, "make_up", policy::day_text(named.plan.make_up_hours, language_));
  add_dates(of, named.plan);
}

void Facts::add_dates(const Thing& of, const calendar::Plan& plan) {
  const auto date_text = [](calendar::LocalDate date) {
    const std::chrono::year_month_day day(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
  };
  for (const auto& [date, name] : plan.holidays)
    put(of, "holidays[" + date_text(date) + ']', date_text(date) + ' ' + name, {}, "holidays");
  for (const auto& [day, name] : plan.recurring_holidays) {
    const auto text =
        fmt::format("{:02}-{:02}", static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    put(of, fmt::format("holidays[{}]", text), fmt::format("{} {}", text, name), {}, "holidays");
  }
  for (const auto& [date, name] : plan.make_up_days)
    put(of, "make_up_days[" + date_text(date) + ']', date_text(date) + ' ' + name, {}, "make_up_days");
}

void Facts::add_severity(const policy::Severity& severity) {
  const auto of = thing("severities", severity.id, severity.id, severity.place);
  put_texts(of, "name", severity.name);
  put_texts(of, "means", severity.means);
  for (size_t at = 0; at < severity.signs.size(); ++at)
    put(of, fmt::format("signs[{}]", at + 1), in(severity.signs[at]), {}, "signs");
  std::vector<std::string> duties;
  duties.reserve(severity.customer_owes.size());
  for (const auto& duty : severity.customer_owes) duties.push_back(policy::duty_text(duty, language_));
  put(of, "customer_owes", list(duties));
}

void Facts::add_triage(const policy::TriageRow& row) {
  constexpr std::array services = {"down", "impaired", "question"};
  constexpr std::array people = {"one", "some", "many"};
  std::vector<std::string> when;
  if (row.service)
    when.push_back(word(fmt::format("value.{}", services.at(static_cast<size_t>(*row.service)))));
  if (row.people) when.push_back(word(fmt::format("value.{}", people.at(static_cast<size_t>(*row.people)))));
  if (row.workaround) when.push_back(word(*row.workaround ? "value.workaround" : "value.no_workaround"));
  const auto number = std::to_string(++triage_);
  put_itself(thing("triage", number, number, row.place), fmt::format("{} → {}", list(when), row.severity));
}

void Facts::add_desk(const policy::Desk& desk) {
  const auto of = thing("desks", desk.id, in(desk.name), desk.place);
  put_texts(of, "name", desk.name);
  put_texts(of, "about", desk.about);
  put(of, "severities", policy::severities_text(desk.severities, language_), desk.severities_place);
  constexpr std::array audiences = {"visitor", "admin", "end_user"};
  std::vector<std::string> open_to;
  open_to.reserve(desk.open_to.size());
  for (const auto audience : desk.open_to)
    open_to.push_back(word(fmt::format("value.{}", audiences.at(static_cast<size_t>(audience)))));
  put(of, "open_to", list(open_to));
  std::vector<std::string> languages;
  languages.reserve(desk.languages.size());
  for (const auto language : desk.languages) languages.emplace_back(code_of(language));
  put_if(of, "languages", list(languages));
}

void Facts::add_promise(const policy::Promise& promise) {
  for (const auto& desk : promise.desks) add_promise_at(desk, promise);
}

void Facts::add_promise_at(const std::string& desk, const policy::Promise& promise) {
  const auto name = say(language_, "versions.part.promise",
                        {{"desk", desk_name(desk)},
                         {"severity", promise.severity},
                         {"needs", promise.needs},
                         {"hasneeds", promise.needs.empty() ? "no" : "yes"}});
  const auto needs = promise.needs.empty() ? "" : '+' + promise.needs;
  const Thing of{fmt::format("promises[{}/{}{}]", desk, promise.severity, needs), name, promise.place};
  put(of, "first_response", target(promise.first_response), promise.first_response.place);
  if (promise.next_update) put(of, "next_update", target(*promise.next_update), promise.next_update->place);
  put(of, "calendar", calendar_name(promise.calendar));
  if (!promise.lower_to) return;
  const auto& lower = *promise.lower_to;
  put(of, "lower_to", lower.severity, lower.place);
  put(of, "lower_to.after_silence", target(lower.after_silence), lower.after_silence.place, "after_silence");
  if (lower.warn) put(of, "lower_to.warn", target(*lower.warn), lower.warn->place, "warn");
  const bool by_agent = lower.by == policy::Lowering::By::agent;
  put(of, "lower_to.by", word(by_agent ? "value.by_agent" : "value.automatic"), lower.place, "by");
}

void Facts::add_solved() {
  const Thing of{"solved", word("part.solved"), {}};
  put(of, "reopen_for", length(policy_.solved.reopen_for));
  put(of, "close_after", length(policy_.solved.close_after));
}

void Facts::add_channels() {
  const auto& channels = policy_.channels;
  const Thing of{"channels", word("part.channels"), {}};
  put(of, "web", yes_or_no(channels.web));
  put_if(of, "email", channels.email_address);
  put_if(of, "wechat", channels.wechat_account);
  if (channels.callback_slots) put(of, "callback_slots", length(*channels.callback_slots));
  for (const auto& each : channels.phones) add_phone(each);
}

void Facts::add_phone(const policy::Phone& phone) {
  const auto of = thing("phones", phone.number, phone.number, phone.place);
  put(of, "regions", list(phone.regions));
  put(of, "languages", list(phone.languages));
  for (const auto& [where, calendar] : phone.hours)
    put(of, "hours[" + where + ']', fmt::format("{}: {}", where, calendar_name(calendar)), {}, "hours");
}

void Facts::add_verification(const policy::Verification& verification) {
  const Thing of{"verification", word("part.verification"), {}};
  put(of, "known_number_is_enough", yes_or_no(verification.known_number_is_enough));
  put(of, "digits", std::to_string(verification.digits));
  put(of, "valid_for", length(verification.valid_for));
  put(of, "tries", std::to_string(verification.tries));
  put(of, "send_by", list(verification.send_by));
  put(of, "opens_account_for", length(verification.opens_account_for));
}

void Facts::add_plan(const policy::Plan& plan) {
  const auto of = thing("plans", plan.id, in(plan.name), plan.place);
  put_texts(of, "name", plan.name);
  put_texts(of, "obtain", plan.obtain);
  put(of, "trial", yes_or_no(plan.trial));
  put(of, "addon", yes_or_no(plan.addon));
  put(of, "desks", list(plan.desks));
  put_if(of, "gives", list(plan.gives));
  for (const auto& [feature, has] : plan.features)
    put(of, "features[" + feature + ']', fmt::format("{}: {}", feature, yes_or_no(has)), {}, "features");
}

void Facts::add_topic(const policy::Topic& topic) {
  const auto of = thing("topics", topic.id, in(topic.name), topic.place);
  put_texts(of, "name", topic.name);
  put(of, "desk", desk_name(topic.desk));
  put_if(of, "service", topic.service);
  put(of, "words", list(topic.words));
}

void Facts::add_outside(const policy::OutOfScope& subject) {
  const auto of = thing("out_of_scope", subject.id, in(subject.name), subject.place);
  put_texts(of, "name", subject.name);
  put(of, "words", list(subject.words));
  put(of, "send_to", subject.send_to);
  put_if(of, "url", subject.url);
}

void Facts::add_role(const policy::Role& role) {
  const auto of = thing("roles", role.id, in(role.name), role.place);
  put_texts(of, "name", role.name);
  put(of, "may", list(role.may), role.may_place);
}

void Facts::add_duty(const policy::Duty& duty) {
  const auto number = std::to_string(++duties_);
  const auto of = thing("duties", number, number, duty.place);
  put(of, "who", word(duty.who == policy::Duty::Who::admin ? "value.admin" : "value.operator"));
  put_texts(of, "text", duty.text);
}

void Facts::add_survey(const policy::Survey& survey) {
  const Thing of{"survey", word("part.survey"), {}};
  put(of, "after", survey.after);
  put(of, "at_most_every", length(survey.at_most_every));
  put(of, "scale", std::to_string(survey.scale));
}

void Facts::add_pane() {
  if (policy_.pane.origins.empty()) return;
  put({"pane", word("part.pane"), {}}, "origins", list(policy_.pane.origins));
}

}  // namespace

std::vector<Fact> facts_of(const Policy& policy, Language language) { return Facts(policy, language).all(); }

}  // namespace mado::operators
