#include "policy/rights.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace mado::policy {
namespace {

constexpr std::array<std::string_view, 6> rights = {
    "billing:read", "firstline:answer", "people:read", "request:answer", "request:open", "request:read",
};
static_assert(std::ranges::is_sorted(rights));

struct Right {
  std::string_view area;
  std::string_view verb;
  std::string_view desk;  ///< empty = at every desk
};

Right right_of(std::string_view text) {
  Right right;
  if (const auto at = text.find('@'); at != text.npos) {
    right.desk = text.substr(at + 1);
    text = text.substr(0, at);
  }
  const auto colon = text.find(':');
  right.area = text.substr(0, colon);
  right.verb = colon == text.npos ? std::string_view{} : text.substr(colon + 1);
  return right;
}

bool covers(const Right& given, const Right& wanted) {
  const auto fits = [](std::string_view pattern, std::string_view word) {
    return pattern == "*" || pattern == word;
  };
  return fits(given.area, wanted.area) && fits(given.verb, wanted.verb) &&
         (given.desk.empty() || wanted.desk.empty() || given.desk == wanted.desk);
}

/// The desks where these roles hold a right, sorted; an empty name first stands for every desk.
std::set<std::string_view> desks_with(const Policy& policy, const std::vector<std::string>& roles,
                                      std::string_view right) {
  std::set<std::string_view> desks;
  for (const auto& id : roles) {
    const auto* role = policy.role(id);
    if (role == nullptr) continue;
    for (const auto& text : role->may)
      if (const auto given = right_of(text); covers(given, right_of(right))) desks.insert(given.desk);
  }
  return desks;
}

}  // namespace

std::span<const std::string_view> all_rights() { return rights; }

bool may(const Policy& policy, const std::vector<std::string>& roles, std::string_view right,
         std::string_view desk) {
  auto wanted = right_of(right);
  if (!desk.empty()) wanted.desk = desk;
  return std::ranges::any_of(roles, [&](const std::string& id) {
    const auto* role = policy.role(id);
    return role != nullptr && std::ranges::any_of(role->may, [&](const std::string& text) {
             return covers(right_of(text), wanted);
           });
  });
}

std::vector<std::string> rights_of(const Policy& policy, const std::vector<std::string>& roles) {
  std::vector<std::string> all;
  for (const auto right : rights) {
    const auto desks = desks_with(policy, roles, right);
    if (desks.contains("")) {
      all.emplace_back(right);
      continue;
    }
    for (const auto desk : desks) all.push_back(std::string(right) + '@' + std::string(desk));
  }
  return all;
}

}  // namespace mado::policy
