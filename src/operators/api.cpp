#include "operators/api.hpp"

#include <array>

#include "policy/desk_hours.hpp"
#include "policy/terms_text.hpp"

namespace mado::operators {
namespace {

using http::Call;
using http::Caller;

struct Nothing {};

json::object named(const std::string& id, std::string_view name) { return {{"id", id}, {"name", name}}; }

json::array words(const std::vector<std::string>& all) { return json::array(all.begin(), all.end()); }

json::value word_or_null(const std::string& word) { return word.empty() ? json::value() : json::value(word); }

/// What the policy says in one language at one moment.
class Terms {
 public:
  Terms(const policy::Policy& policy, Language language, Instant now)
      : policy_(policy), language_(language), now_(now) {}

  json::object all() const {
    const auto& facts = policy_.operator_facts;
    json::object terms{{"operator", named(facts.id, in(facts.name))}, {"zone", facts.time_zone}};
    json::array& languages = terms["languages"].emplace_array();
    for (const auto language : facts.languages) languages.push_back(json::value(code_of(language)));
    terms["severities"] = list(policy_.severities, [this](const auto& each) { return severity(each); });
    terms["desks"] = list(policy_.desks, [this](const auto& each) { return desk(each); });
    terms["promises"] = promises();
    terms["topics"] = list(policy_.topics, [this](const auto& each) { return topic(each); });
    terms["services"] =
        list(policy_.services, [this](const auto& each) { return named(each.id, in(each.name)); });
    terms["out_of_scope"] = list(policy_.out_of_scope, [this](const auto& each) { return outside(each); });
    terms["phones"] = list(policy_.channels.phones, [](const auto& each) { return phone(each); });
    terms["email"] = word_or_null(policy_.channels.email_address);
    terms["solved"] = {{"reopen_for", policy::length_text(policy_.solved.reopen_for, language_)},
                       {"close_after", policy::length_text(policy_.solved.close_after, language_)}};
    return terms;
  }

 private:
  std::string_view in(const Texts& texts) const {
    return texts.in(language_, policy_.operator_facts.languages);
  }

  template <class All, class Make>
  static json::array list(const All& all, Make make) {
    json::array items;
    for (const auto& each : all) items.push_back(make(each));
    return items;
  }

  json::object severity(const policy::Severity& severity) const {
    auto item = named(severity.id, in(severity.name));
    item["means"] = in(severity.means);
    item["signs"] = list(severity.signs, [this](const Texts& sign) { return json::value(in(sign)); });
    item["customer_owes"] = list(severity.customer_owes, [this](const std::string& duty) {
      return named(duty, policy::duty_text(duty, language_));
    });
    return item;
  }

  json::object desk(const policy::Desk& desk) const {
    auto item = named(desk.id, in(desk.name));
    if (!desk.about.empty()) item["about"] = in(desk.about);
    item["severities"] = words(desk.severities);
    item["open_to"] =
        list(desk.open_to, [](policy::Audience audience) { return json::value(name_of(audience)); });
    item["hours"] =
        list(policy::hours_of_desk(policy_, desk), [this](const auto& each) { return hours(each); });
    return item;
  }

  static std::string_view name_of(policy::Audience audience) {
    constexpr std::array<std::string_view, 3> names = {"visitor", "admin", "end-user"};
    return names[static_cast<size_t>(audience)];
  }

  json::object hours(const policy::DeskHours& hours) const {
    const auto& named_calendar = *hours.calendar;
    const auto opening = policy::opening_at(named_calendar.calendar, now_);
    json::object item{
        {"calendar", named_calendar.id},          {"text", policy::hours_text(named_calendar, language_)},
        {"zone", named_calendar.calendar.zone()}, {"open_now", opening.open_now},
        {"severities", words(hours.severities)},  {"today", today(named_calendar.calendar)}};
    if (opening.opens_at) item["opens_at"] = format_instant(*opening.opens_at);
    if (opening.closes_at) item["closes_at"] = format_instant(*opening.closes_at);
    return item;
  }

  json::array today(const calendar::Calendar& calendar) const {
    const auto local = calendar::to_local(policy_.operator_facts.time_zone, now_);
    json::array pieces;
    for (const auto& piece : calendar.day(std::chrono::floor<std::chrono::days>(local)))
      if (piece.why == calendar::Why::open)
        pieces.push_back(
            json::object{{"from", format_instant(piece.from)}, {"to", format_instant(piece.to)}});
    return pieces;
  }

  json::array promises() const {
    json::array items;
    for (const auto& promise : policy_.promises)
      for (const auto& desk : promise.desks) items.push_back(promise_at(desk, promise));
    return items;
  }

  json::object promise_at(const std::string& desk, const policy::Promise& promise) const {
    json::object item{{"desk", desk},
                      {"severity", promise.severity},
                      {"needs", word_or_null(promise.needs)},
                      {"calendar", promise.calendar},
                      {"first_response", policy::target_text(policy_, promise.first_response, language_)},
                      {"next_update", nullptr},
                      {"line", promise.place.line}};
    if (promise.next_update)
      item["next_update"] = policy::target_text(policy_, *promise.next_update, language_);
    return item;
  }

  json::object topic(const policy::Topic& topic) const {
    auto item = named(topic.id, in(topic.name));
    item["desk"] = topic.desk;
    item["service"] = word_or_null(topic.service);
    return item;
  }

  json::object outside(const policy::OutOfScope& subject) const {
    auto item = named(subject.id, in(subject.name));
    item["send_to"] = subject.send_to;
    return item;
  }

  static json::object phone(const policy::Phone& phone) {
    return {
        {"number", phone.number}, {"regions", words(phone.regions)}, {"languages", words(phone.languages)}};
  }

  const policy::Policy& policy_;
  const Language language_;
  const Instant now_;
};

}  // namespace

json::object terms_json(const policy::Policy& policy, Language language, Instant now) {
  return Terms(policy, language, now).all();
}

void add_routes(http::Router& router, const Parts& parts) {
  router.add(http::read_route<Nothing, json::object>(
      http::Method::get, "/api/v1/policy", [](const Call&) -> Result<Nothing> { return Nothing{}; },
      [parts](const Nothing&, const Caller& caller, db::Snapshot&) -> Result<json::object> {
        const auto standing = parts.operators.by_id(caller.operator_id);
        return terms_json(*standing->policy, caller.language, parts.clock.now());
      },
      [](const json::object& terms, const Caller&) { return http::json_reply(terms); }));
  add_office_routes(router, parts);
}

}  // namespace mado::operators
