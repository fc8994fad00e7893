#include "cli/demo_people.hpp"

#include <string_view>
#include <vector>

#include "people/secrets.hpp"
#include "people/store.hpp"

namespace mado::cli {
namespace {

using people::Person;

struct DemoPerson {
  std::string_view local;
  std::string_view name;
  std::vector<std::string> roles;
};

struct DemoOrganization {
  std::string_view domain;
  std::string_view name;
  std::string_view zone;
  std::string_view region;
  Language language;
  std::vector<std::pair<std::string_view, int>> plans;  ///< plan, seats
  bool through_partner;
  std::vector<DemoPerson> people;
};

const std::vector<DemoOrganization>& organizations() {
  static const std::vector<DemoOrganization> all = {{"contoso.example",
                                                     "Contoso",
                                                     "Asia/Tokyo",
                                                     "JP",
                                                     Language::ja,
                                                     {{"business-premium", 420}, {"advanced-agreement", 1}},
                                                     false,
                                                     {{"admin", "王 麗", {"global-admin"}},
                                                      {"user", "田中 健", {}},
                                                      {"billing", "高橋 恵", {"billing-admin"}},
                                                      {"helpdesk", "山本 翔", {"helpdesk-admin"}}}},
                                                    {"fabrikam.example",
                                                     "Fabrikam",
                                                     "Asia/Shanghai",
                                                     "CN",
                                                     Language::zh_hans,
                                                     {{"business-basic", 85}, {"small-business-support", 1}},
                                                     false,
                                                     {{"admin", "李 强", {"service-support-admin"}},
                                                      {"user", "陈 静", {}},
                                                      {"billing", "赵 敏", {"billing-admin"}}}},
                                                    {"northwind.example",
                                                     "Northwind Traders",
                                                     "Asia/Shanghai",
                                                     "CN",
                                                     Language::en,
                                                     {{"business-premium", 60}},
                                                     true,
                                                     {{"admin", "Grace Lin", {"global-admin"}},
                                                      {"user", "Tom Weber", {}},
                                                      {"billing", "Ana Diaz", {"billing-admin"}}}},
                                                    {"tailspin.example",
                                                     "Tailspin Toys",
                                                     "Europe/Berlin",
                                                     "DE",
                                                     Language::en,
                                                     {{"trial", 25}},
                                                     false,
                                                     {{"admin", "Nora Fischer", {"global-admin"}},
                                                      {"user", "Ben Okafor", {}},
                                                      {"billing", "Mia Sato", {"billing-admin"}}}}};
  return all;
}

void add_organization(db::Tx& tx, IdMaker& ids, const operators::Standing& standing,
                      const DemoOrganization& demo, const people::Partner& partner, std::string_view hash,
                      Instant now) {
  const people::Organization organization{ids.make<OrganizationId>(), std::string(demo.name),
                                          std::string(demo.zone), std::string(demo.region)};
  people::store::insert(tx, standing.id, organization, now);
  for (const auto& [plan, seats] : demo.plans) {
    if (standing.policy->plan(plan) == nullptr) continue;
    people::store::insert(tx, standing.id, organization.id,
                          people::Subscription{ids.make<people::SubscriptionId>(), std::string(plan), seats,
                                               demo.through_partner ? std::optional(partner) : std::nullopt});
  }
  for (const auto& one : demo.people)
    people::store::insert(tx, standing.id,
                          Person{.id = ids.make<PersonId>(),
                                 .organization_id = organization.id,
                                 .name = std::string(one.name),
                                 .email = std::string(one.local) + '@' + std::string(demo.domain),
                                 .phone = "+86 10 5555 0100",
                                 .language = demo.language,
                                 .zone = organization.zone,
                                 .roles = one.roles},
                          hash);
}

void add_agents(db::Tx& tx, IdMaker& ids, const operators::Standing& standing, std::string_view hash) {
  const std::vector<DemoPerson> agents = {{"agent", "佐藤 結", {"agent"}},
                                          {"lead", "周 洋", {"agent", "lead"}},
                                          {"manager", "Emma Clark", {"agent", "manager"}}};
  const Language languages[] = {Language::ja, Language::zh_hans, Language::en};
  size_t at = 0;
  for (const auto& one : agents)
    people::store::insert(tx, standing.id,
                          Person{.id = ids.make<PersonId>(),
                                 .organization_id = std::nullopt,
                                 .name = std::string(one.name),
                                 .email = std::string(one.local) + '@' + standing.key + ".example",
                                 .phone = "",
                                 .language = languages[at++],
                                 .zone = standing.policy->operator_facts.time_zone,
                                 .roles = one.roles},
                          hash);
}

}  // namespace

void add_demo_people(db::Tx& tx, IdMaker& ids, const operators::Standing& standing, Instant now) {
  const people::Partner partner{ids.make<people::PartnerId>(), "Lakeside Cloud Partners",
                                "support@lakeside.example", "+86 21 5555 0199",
                                "https://lakeside.example/support"};
  people::store::insert(tx, standing.id, partner);
  static const auto hash = people::hash_password("madoguchi-demo");
  for (const auto& demo : organizations()) add_organization(tx, ids, standing, demo, partner, hash, now);
  add_agents(tx, ids, standing, hash);
}

}  // namespace mado::cli
