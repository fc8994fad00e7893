// What a role may do (policy row S2).
#include <algorithm>

#include "policy/verdict.hpp"

namespace mado::policy {
namespace {

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

}  // namespace

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

}  // namespace mado::policy
