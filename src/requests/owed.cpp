#include "requests/owed.hpp"

#include <algorithm>

#include "http/fields.hpp"

namespace mado::requests {

std::vector<FieldError> still_owed(const std::vector<std::string>& duties, const Open& command,
                                   std::string_view account_email) {
  const auto owes = [&](std::string_view duty) { return std::ranges::find(duties, duty) != duties.end(); };
  const auto& contact = command.contact;
  std::vector<FieldError> owed;
  if (owes("impact-statement") && http::is_blank(command.business_impact))
    owed.push_back({"business_impact", "impact_statement_owed"});
  if (contact.way != ContactWay::email && contact.phone.empty())
    owed.push_back({"contact.phone", "phone_owed"});
  if (owes("reachable") && contact.way == ContactWay::email && contact.email.empty() && account_email.empty())
    owed.push_back({"contact.email", "reachable_owed"});
  return owed;
}

}  // namespace mado::requests
