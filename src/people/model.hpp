/// Organizations, what they hold, their people, the operator's agents (policy rows S2, S5, S9, S10). Plain
/// structs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/language.hpp"

namespace mado::people {

using PartnerId = Id<"prt">;
using SubscriptionId = Id<"sub">;

struct Partner {
  PartnerId id;
  std::string name;
  std::string email;
  std::string phone;
  std::string url;
};

struct Organization {
  OrganizationId id;
  std::string name;
  std::string zone;    ///< IANA
  std::string region;  ///< ISO 3166 alpha-2
};

struct Subscription {
  SubscriptionId id;
  std::string plan;  ///< id of the policy's plan
  std::int64_t seats = 0;
  std::optional<Partner> partner;  ///< nothing: bought from the operator itself
};

/// A person of an organization, or (without one) an agent of the operator.
struct Person {
  PersonId id;
  std::optional<OrganizationId> organization_id;
  std::string name;
  std::string email;
  std::string phone;
  Language language = Language::en;
  std::string zone;
  std::vector<std::string> roles;  ///< admin roles of the policy; of an agent: agent, lead, manager
};

}  // namespace mado::people
