#include "sim/cast.hpp"

#include <fmt/format.h>

#include <set>

#include "people/store.hpp"

namespace mado::sim {
namespace {

namespace store = people::store;

struct Agent {
  std::string zone;
  std::string role;
  int from, to;
};
const std::vector<Agent> agents = {
    {"Asia/Shanghai", "agent", 9, 18}, {"Asia/Tokyo", "lead", 15, 24}, {"Europe/Berlin", "manager", 9, 18}};

std::string email_of(size_t customer, size_t admin) {
  return fmt::format("person{}.{}@customer.example", customer, admin);
}
std::string email_of(size_t agent) { return fmt::format("agent{}@operator.example", agent); }

people::Partner partner(IdMaker& ids) {
  return {ids.make<people::PartnerId>(), "Partner", "help@partner.example", "", ""};
}

void found_customer(db::Tx& tx, OperatorId owner, IdMaker& ids, size_t number, const Customer& customer,
                    const people::Partner& seller, Instant now) {
  const auto id = ids.make<OrganizationId>();
  store::insert(tx, owner, people::Organization{id, fmt::format("Customer {}", number), customer.zone, "CN"},
                now);
  for (const auto& held : customer.holds)
    store::insert(tx, owner, id,
                  people::Subscription{ids.make<people::SubscriptionId>(), held.plan, 10,
                                       held.direct ? std::nullopt : std::optional(seller)});
  for (size_t admin = 0; admin < customer.admins.size(); ++admin) {
    people::Person person{ids.make<PersonId>(), id, "Somebody", email_of(number, admin), "", Language::en,
                          customer.zone,        {}};
    if (!customer.admins[admin].empty()) person.roles = {customer.admins[admin]};
    store::insert(tx, owner, person, "");
  }
}

Member member_of(db::Snapshot& snapshot, const operators::Standing& standing, const std::string& email) {
  const auto known = store::credentials(snapshot, standing.id, email).value();
  const auto person = store::person(snapshot, Scope::of_operator(standing.id), known.id).value();
  Member member;
  auto& caller = member.caller;
  caller.kind = person.organization_id ? http::CallerKind::person : http::CallerKind::agent;
  caller.operator_id = standing.id;
  caller.operator_key = standing.key;
  caller.person_id = person.id;
  caller.name = person.name;
  caller.email = person.email;
  caller.organization_id = person.organization_id;
  caller.roles = person.roles;
  caller.zone = person.zone;
  return member;
}

}  // namespace

const std::vector<House>& houses() {
  static const std::vector<House> all = {
      {"m365-cn",
       "m365-21vianet",
       {{"Asia/Shanghai",
         {{"business-premium"}, {"advanced-agreement"}},
         {"global-admin", "billing-admin", ""}},
        {"Asia/Shanghai", {{"business-basic"}}, {"global-admin", "user-admin"}},
        {"Asia/Tokyo", {{"trial"}, {"advanced-agreement"}}, {"service-support-admin", "helpdesk-admin"}},
        {"Asia/Shanghai", {{"business-standard", false}}, {"global-admin"}},
        {"Asia/Shanghai", {{"business-standard", false}, {"advanced-agreement"}}, {"global-admin"}},
        {"Asia/Shanghai", {}, {"global-admin"}}}},
      {"m365-ww",
       "m365-worldwide",
       {{"Europe/Berlin", {{"business-premium"}}, {"global-admin", "billing-admin"}},
        {"America/Santiago", {{"business-basic"}, {"small-business-support"}}, {"global-admin", ""}},
        {"Australia/Lord_Howe", {{"business-premium"}}, {"service-support-admin", "user-admin"}},
        {"Africa/Cairo", {{"trial"}}, {"helpdesk-admin"}},
        {"America/New_York", {{"small-business-support", false}}, {"global-admin"}}}}};
  return all;
}

std::vector<std::string> zones_of_all() {
  std::set<std::string> zones;
  for (const auto& house : houses())
    for (const auto& customer : house.customers) zones.insert(customer.zone);
  for (const auto& agent : agents) zones.insert(agent.zone);
  return {zones.begin(), zones.end()};
}

void found(db::Tx& tx, const operators::Operators& operators, IdMaker& ids, Instant now) {
  for (const auto& house : houses()) {
    const auto owner = operators.by_key(house.key)->id;
    const auto seller = partner(ids);
    store::insert(tx, owner, seller);
    for (size_t number = 0; number < house.customers.size(); ++number)
      found_customer(tx, owner, ids, number, house.customers[number], seller, now);
    for (size_t number = 0; number < agents.size(); ++number)
      store::insert(tx, owner,
                    people::Person{ids.make<PersonId>(),
                                   std::nullopt,
                                   "Agent",
                                   email_of(number),
                                   "",
                                   Language::en,
                                   agents[number].zone,
                                   {agents[number].role}},
                    "");
  }
}

std::vector<Member> cast(db::Snapshot& snapshot, const operators::Operators& operators) {
  std::vector<Member> all;
  for (size_t house = 0; house < houses().size(); ++house) {
    const auto standing = operators.by_key(houses()[house].key);
    const auto& customers = houses()[house].customers;
    const auto add = [&](const std::string& email) -> Member& {
      all.push_back(member_of(snapshot, *standing, email));
      all.back().house = house;
      return all.back();
    };
    for (size_t number = 0; number < customers.size(); ++number)
      for (size_t admin = 0; admin < customers[number].admins.size(); ++admin)
        add(email_of(number, admin)).customer = &customers[number];
    for (size_t number = 0; number < agents.size(); ++number) {
      auto& agent = add(email_of(number));
      agent.shift_from = agents[number].from;
      agent.shift_to = agents[number].to;
    }
  }
  return all;
}

}  // namespace mado::sim
