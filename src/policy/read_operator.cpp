#include <algorithm>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

/// Host names as the Host header gives them: lower case, without a port.
bool is_host(std::string_view name) {
  constexpr size_t size_max = 253;
  return name.size() <= size_max &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos &&
         !name.starts_with('.') && !name.starts_with('-') && !name.ends_with('-') && !name.ends_with('.') &&
         !name.contains("..") && !name.contains(".-") && !name.contains("-.");
}

std::vector<std::string> read_hosts(Section& section) {
  const auto written = section.words("hosts", Need::must);
  for (const auto& host : written)
    if (!is_host(host.text)) section.note(host.place, {"mistakes.no_host_name", {{"word", host.text}}});
  return distinct(written, section.mistakes());
}

}  // namespace

void read_operator(Draft& draft, Section& root) {
  auto section = root.section("operator", Need::must);
  auto& facts = draft.policy.operator_facts;
  facts.time_zone = "UTC";  // until a right one is read, so that calendars are no mistakes for want of it
  if (!section) return;
  const auto id = section->word("id", Need::must);
  if (id) check_id(id, IdKind::plain, draft.mistakes);
  facts.id = id.text;
  facts.name = section->texts("name", Need::must);
  facts.languages = languages_of(section->words("languages", Need::must), draft.mistakes);
  const auto zone = section->word("time_zone", Need::must);
  if (zone && calendar::is_zone(zone.text))
    facts.time_zone = zone.text;
  else if (zone)
    section->note(zone.place, {"mistakes.no_time_zone", {{"word", zone.text}, {"of", "operator"}}});
  facts.partner_customers =
      section
          ->choice<PartnerCustomers>("partner_customers", Need::may,
                                     {{"partner-only", PartnerCustomers::partner_only},
                                      {"partner-first", PartnerCustomers::partner_first},
                                      {"operator-too", PartnerCustomers::operator_too}})
          .value_or(PartnerCustomers::partner_first);
  facts.partner_customers_place = section->key_place("partner_customers");
  facts.hosts_place = section->key_place("hosts");
  facts.hosts = read_hosts(*section);
  section->close();
}

}  // namespace mado::policy
