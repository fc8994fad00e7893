/// What the ids of a policy are called in one language: {"id","name"}, as the contract's NamedText. Decides
/// nothing.
#pragma once

#include <string>

#include "base/json.hpp"
#include "policy/model.hpp"

namespace mado::requests {

/// An id that the policy does not know is its own name.
class PolicyNames {
 public:
  PolicyNames(const policy::Policy& policy, Language language) : policy_(policy), language_(language) {}

  json::object desk(const std::string& id) const { return named(id, policy_.desk(id)); }
  json::object severity(const std::string& id) const { return named(id, policy_.severity(id)); }
  json::object topic(const std::string& id) const { return named(id, policy_.topic(id)); }
  json::object role(const std::string& id) const { return named(id, policy_.role(id)); }
  /// With the way to it, where the policy tells one.
  json::object plan(const std::string& id) const {
    const auto* found = policy_.plan(id);
    auto plan = named(id, found);
    if (found != nullptr && !found->obtain.empty()) plan["obtain"] = text(found->obtain);
    return plan;
  }
  template <class T>
  std::string name(const std::string& id, const T* thing) const {
    return thing == nullptr ? id : text(thing->name);
  }
  std::string text(const Texts& texts) const {
    return std::string(texts.in(language_, policy_.operator_facts.languages));
  }

 private:
  template <class T>
  json::object named(const std::string& id, const T* thing) const {
    return {{"id", id}, {"name", name(id, thing)}};
  }
  const policy::Policy& policy_;
  Language language_;
};

}  // namespace mado::requests
