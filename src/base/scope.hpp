/// Whose rows a query may touch. Every store function takes a Scope first, so that a query without an owner
/// does not compile.
#pragma once

#include <optional>

#include "base/id.hpp"

namespace mado {

struct Scope {
  OperatorId operator_id;
  /// Set for people of an organization: they see its rows alone. Not set for the operator's agents.
  std::optional<OrganizationId> organization_id = std::nullopt;

  static Scope of_operator(OperatorId id) { return {.operator_id = id}; }
  static Scope of_organization(OperatorId id, OrganizationId organization) { return {id, organization}; }
};

}  // namespace mado
