#include "pages/support.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "health/rules.hpp"
#include "pages/day_bar.hpp"
#include "pages/health_data.hpp"
#include "pages/hours.hpp"
#include "pages/small_print.hpp"
#include "pages/terms.hpp"
#include "pages/told.hpp"
#include "pages/ways_in.hpp"
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
    for (const std::string_view bound : {"until", "from"})
      page.set(fmt::format("word_{}", bound),
               words(fmt::format("desks.{}", bound), {{"time", std::string("TIME")}}));
    page.set("severities", severities_data(reader_));
    page.set("terms", terms_data(reader_));
    page.set("partner_text", words(partner_key()));
    put_ways_in(page, reader_);
    page.set("solved", words("solved.text",
                             {{"reopen", policy::length_text(policy_.solved.reopen_for, reader_.language)},
                              {"close", policy::length_text(policy_.solved.close_after, reader_.language)}}));
    put_small_print(page, reader_);
    page.set("admin_duties", duties(reader_, policy::Duty::Who::admin));
    page.set("operator_duties", duties(reader_, policy::Duty::Who::operator_));
    page.set("has_duties", !policy_.duties.empty());
    page.set("version", words("terms.version", {{"number", std::int64_t{reader_.standing->version}}}));
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
    Data data;
    data.set("severities", words("desks.severities",
                                 {{"list", policy::severities_text(hours.severities, reader_.language)}}));
    data.set("hours", policy::hours_text(calendar, reader_.language));
    data.set("today", today_text(calendar, reader_));
    data.set("bar", day_bar_html(calendar, reader_));
    data.set("stretches", stretches_text(calendar, reader_));
    data.set("now", now_html(calendar, reader_));
    return data;
  }

  std::string tongues(const policy::Desk& desk) const {
    return joined_from(reader_, desk.languages,
                       [this](Language each) { return tongue_text(code_of(each), reader_.language); });
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
