#include "pages/support.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "health/rules.hpp"
#include "pages/day_bar.hpp"
#include "pages/health_data.hpp"
#include "pages/small_print.hpp"
#include "pages/told.hpp"
#include "pages/words.hpp"
#include "policy/desk_hours.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

using policy::Audience;
using policy::Policy;

/// Builds the page's data, section by section.
class SupportPage {
 public:
  explicit SupportPage(const Reader& reader) : reader_(reader), policy_(reader.policy()) {}

  Data data(const Visit& visit, std::span<const health::Incident> incidents) const {
    Data page;
    page.set("status", status_data(reader_, incidents));
    page.set("has_buyers", buyers_desk(policy_) != nullptr);
    if (const auto* desk = buyers_desk(policy_)) page.set("buyers_desk", desk->id);
    page.set("desks", list(policy_.desks, [this](const auto& each) { return desk(each); }));
    page.set("today_title",
             words("desks.today", {{"zone", policy::zone_text(reader_.zone, reader_.language)}}));
    page.set("severities", severities());
    page.set("terms", terms());
    page.set("partner_text", words(partner_key()));
    put_ways_in(page);
    page.set("solved", words("solved.text",
                             {{"reopen", policy::length_text(policy_.solved.reopen_for, reader_.language)},
                              {"close", policy::length_text(policy_.solved.close_after, reader_.language)}}));
    put_small_print(page, reader_);
    page.set("admin_duties", duties(reader_, policy::Duty::Who::admin));
    page.set("operator_duties", duties(reader_, policy::Duty::Who::operator_));
    page.set("has_duties", !policy_.duties.empty());
    page.set("share_address", fmt::format("/?lang={}", code_of(reader_.language)));
    page.set("share_text", fmt::format("{}/?lang={}", visit.host, code_of(reader_.language)));
    return page;
  }

 private:
  std::string words(std::string_view key, const MessageValues& values = {}) const {
    return pages::words(reader_, key, values);
  }
  std::string in(const Texts& texts) const { return std::string(reader_.in(texts)); }

  Data desk(const policy::Desk& desk) const {
    Data data;
    data.set("id", desk.id);
    data.set("name", in(desk.name));
    data.set("about", in(desk.about));
    data.set("facts", list(desk_facts(desk), [](const auto& text) { return paragraph(text); }));
    const auto hours = policy::hours_of_desk(policy_, desk);
    data.set("rows", std::to_string(hours.size()));
    Data groups{Data::type::list};
    for (size_t at = 0; at < hours.size(); ++at) {
      auto group = hours_data(hours[at]);
      group.set("first", at == 0);
      group.set("several", hours.size() > 1);
      groups.push_back(group);
    }
    data.set("groups", groups);
    return data;
  }

  /// Severities, who may come, in which languages, and what opens the desk where no plan alone does (S9).
  std::vector<std::string> desk_facts(const policy::Desk& desk) const {
    std::vector<std::string> facts = {
        words("desks.level", {{"list", policy::severities_text(desk.severities, reader_.language)}})};
    const auto* audience = desk.open_to.contains(Audience::visitor)    ? "visitor"
                           : desk.open_to.contains(Audience::end_user) ? "end_user"
                                                                       : "admin";
    facts.push_back(words("desks.for", {{"audience", audience}}));
    if (!desk.languages.empty()) facts.push_back(words("desks.languages", {{"list", tongues(desk)}}));
    const auto plans = plans_opening(policy_, desk.id);
    if (!plans.empty() && std::ranges::all_of(plans, &policy::Plan::addon))
      facts.push_back(words("desks.with", {{"plans", plans_text(reader_, plans)}}));
    return facts;
  }

  Data hours_data(const policy::DeskHours& hours) const {
    const auto& calendar = *hours.calendar;
    const auto opening = policy::opening_at(calendar.calendar, reader_.now);
    Data data;
    data.set("severities", words("desks.severities",
                                 {{"list", policy::severities_text(hours.severities, reader_.language)}}));
    data.set("hours", policy::hours_text(calendar, reader_.language));
    data.set("today", today_text(calendar, reader_));
    data.set("bar", day_bar_html(calendar, reader_));
    data.set("open_now", opening.open_now);
    if (opening.closes_at) data.set("until", bounded("desks.until", *opening.closes_at));
    if (opening.opens_at) data.set("until", bounded("desks.from", *opening.opens_at));
    return data;
  }

  /// "until 24:00" with the time as an element that the script understands.
  std::string bounded(std::string_view key, Instant at) const {
    auto text = escaped(words(key, {{"time", std::string("\x01")}}));
    text.replace(text.find('\x01'), 1, time_html(at, Precision::clock, reader_));
    return text;
  }

  std::string tongues(const policy::Desk& desk) const {
    std::vector<std::string> names;
    for (const auto language : desk.languages)
      names.push_back(tongue_text(code_of(language), reader_.language));
    return joined(reader_, names);
  }

  Data severities() const {
    Data items{Data::type::list};
    for (size_t rank = 0; rank < policy_.severities.size(); ++rank) {
      const auto& severity = policy_.severities[rank];
      Data data;
      data.set("id", severity.id);
      data.set("badge", std::string(1, "ABC"[std::min(rank, size_t{2})]));
      data.set("name", in(severity.name));
      data.set("means", in(severity.means));
      data.set("signs", list(severity.signs, [this](const Texts& sign) { return paragraph(in(sign)); }));
      data.set("promises", promises(severity.id));
      data.set("owes", owed(reader_, severity));
      items.push_back(data);
    }
    return items;
  }

  /// Promises of one severity; desks that promise the same stand together, unnamed if all do.
  Data promises(const std::string& severity) const {
    std::vector<std::pair<const policy::Promise*, std::vector<std::string>>> groups;
    for (const auto& desk : policy_.desks) {
      const auto* promise = policy::first_promise(policy_, desk.id, severity);
      if (promise == nullptr) continue;
      auto same = std::ranges::find_if(
          groups, [&](const auto& group) { return reads_alike(*group.first, *promise); });
      if (same == groups.end()) same = groups.insert(groups.end(), {promise, {}});
      same->second.push_back(in(desk.name));
    }
    return list(groups, [&](const auto& group) { return promise_data(group, groups.size()); });
  }

  bool reads_alike(const policy::Promise& a, const policy::Promise& b) const {
    const auto update = [&](const policy::Promise& promise) {
      return promise.next_update ? policy::target_text(policy_, *promise.next_update, reader_.language) : "";
    };
    return policy::target_text(policy_, a.first_response, reader_.language) ==
               policy::target_text(policy_, b.first_response, reader_.language) &&
           a.first_response.calendar == b.first_response.calendar && update(a) == update(b);
  }

  template <class Group>
  Data promise_data(const Group& group, size_t groups) const {
    const auto& promise = *group.first;
    Data data;
    data.set("first_response", policy::target_text(policy_, promise.first_response, reader_.language));
    if (promise.next_update)
      data.set("next_update",
               words("severities.next_update",
                     {{"target", policy::target_text(policy_, *promise.next_update, reader_.language)}}));
    if (const auto* calendar = policy_.calendar(promise.first_response.calendar))
      data.set("counted",
               words("severities.counted", {{"hours", policy::hours_text(*calendar, reader_.language)}}));
    if (groups > 1) data.set("desks", joined(reader_, group.second));
    return data;
  }

  /// Who may have what, and when it may be taken back: one sentence each.
  Data terms() const {
    Data items{Data::type::list};
    for (const auto& promise : policy_.promises)
      if (!promise.needs.empty()) items.push_back(needs(promise));
    for (const auto& desk : policy_.desks)
      if (!desk.severities.empty() && policy_.rank(desk.severities.front()) > 0 && desk.severities.size() > 1)
        items.push_back(paragraph(
            words("terms.at_most", {{"desk", in(desk.name)}, {"severity", desk.severities.front()}}),
            "term-most-" + desk.id));
    for (const auto& promise : policy_.promises)
      if (promise.lower_to) items.push_back(lowering(promise));
    return items;
  }

  Data needs(const policy::Promise& promise) const {
    const auto plans = plans_giving(policy_, promise.needs);
    auto text = words("terms.needs", {{"severity", promise.severity},
                                      {"desk", desks_text(reader_, promise.desks)},
                                      {"plan", plans_text(reader_, plans)}});
    for (const auto* plan : plans)
      if (!plan->obtain.empty()) text = after(std::move(text), in(plan->obtain));
    return paragraph(text, term_id("needs", promise));
  }

  /// Two sentences, one after the other.
  std::string after(std::string first, std::string second) const {
    return words("terms.two", {{"first", std::move(first)}, {"second", std::move(second)}});
  }

  Data lowering(const policy::Promise& promise) const {
    const auto& lower = *promise.lower_to;
    const auto amount = [this](const policy::Target& target) {
      return policy::amount_text(policy_, target, reader_.language);
    };
    const auto* key = lower.by == policy::Lowering::By::automatic ? "terms.lowered" : "terms.lowering";
    auto text = words(key, {{"severity", promise.severity},
                            {"desk", desks_text(reader_, promise.desks)},
                            {"to", lower.severity},
                            {"silence", amount(lower.after_silence)}});
    if (lower.warn) text = after(std::move(text), words("terms.warning", {{"warn", amount(*lower.warn)}}));
    return paragraph(text, term_id("lower", promise));
  }

  static std::string term_id(std::string_view kind, const policy::Promise& promise) {
    return fmt::format("term-{}-{}-{}", kind, promise.desks.front(), promise.severity);
  }

  std::string_view partner_key() const {
    switch (policy_.operator_facts.partner_customers) {
      case policy::PartnerCustomers::partner_only:
        return "partner.only";
      case policy::PartnerCustomers::partner_first:
        return "partner.first";
      case policy::PartnerCustomers::operator_too:
        break;
    }
    return "partner.too";
  }

  void put_ways_in(Data& page) const {
    const auto& channels = policy_.channels;
    page.set("phones", list(channels.phones, [this](const auto& each) { return phone(each); }));
    page.set("web", channels.web);
    page.set("email", channels.email_address);
    if (channels.callback_slots)
      page.set("callback",
               words("reach.callback_text",
                     {{"slot", policy::length_text(*channels.callback_slots, reader_.language)}}));
    page.set("wechat", channels.wechat_account);
    if (policy_.verification)
      page.set("verification",
               words(policy_.verification->known_number_is_enough ? "reach.verification"
                                                                  : "reach.verification_always"));
  }

  Data phone(const policy::Phone& phone) const {
    Data data;
    data.set("number", phone.number);
    data.set("address", dialled(phone.number));
    std::vector<std::string> regions;
    std::vector<std::string> spoken;
    regions.reserve(phone.regions.size());
    spoken.reserve(phone.languages.size());
    for (const auto& region : phone.regions) regions.push_back(region_text(region, reader_.language));
    for (const auto& tag : phone.languages) spoken.push_back(tongue_text(tag, reader_.language));
    data.set("regions", joined(reader_, regions));
    data.set("tongues", joined(reader_, spoken));
    data.set("hours", phone_hours(phone));
    return data;
  }

  /// The hours of a number in the order of the desks and their severities.
  Data phone_hours(const policy::Phone& phone) const {
    Data items{Data::type::list};
    const auto add = [&](const std::string& key, const std::string& name) {
      const auto found = phone.hours.find(key);
      const auto* calendar = found == phone.hours.end() ? nullptr : policy_.calendar(found->second);
      if (calendar == nullptr) return;
      Data data;
      data.set("desk", name);
      data.set("hours", policy::hours_text(*calendar, reader_.language));
      items.push_back(data);
    };
    for (const auto& desk : policy_.desks) {
      for (const auto& severity : desk.severities)
        add(desk.id + '/' + severity,
            words("reach.desk_severity", {{"desk", in(desk.name)}, {"severity", severity}}));
      add(desk.id, in(desk.name));
    }
    return items;
  }

  /// What a telephone dials: digits and a leading plus.
  static std::string dialled(std::string number) {
    std::erase_if(number, [](char letter) { return letter != '+' && (letter < '0' || letter > '9'); });
    return number;
  }

  const Reader& reader_;
  const Policy& policy_;
};

}  // namespace

std::string support_page(const Reader& reader, const Visit& visit,
                         std::span<const health::Incident> incidents) {
  const Frame frame{.title = say(reader.language, "public.support.title"),
                    .description = say(reader.language, "public.support.lead"),
                    .place = Place::support};
  return render("support", SupportPage(reader).data(visit, incidents), frame, reader, visit);
}

}  // namespace mado::pages
