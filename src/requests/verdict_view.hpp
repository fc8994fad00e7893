/// The verdict in words (N5): what a form shows before a request is opened.
#pragma once

#include "base/json.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

struct VerdictShown {
  policy::Verdict verdict;
  operators::PolicyPtr policy;
  json::array admins;    ///< the caller's own admins, where they are whom to ask (S2)
  json::array partners;  ///< the organization's partners (S5)
  bool signed_in = false;
  std::string topic;  ///< given, or found by the words
  std::string words;  ///< subject and description
  Instant now;
};

VerdictShown verdict(const Parts& parts, const Wish& wish, const http::Caller& caller,
                     db::Snapshot& snapshot);
json::object verdict_json(const VerdictShown& shown, const http::Caller& caller);

/// What `words` speak of that others look after, in words and with the way there (S16); nothing if they do
/// not.
std::optional<json::object> out_of_scope_json(const policy::Policy& policy, std::string_view words,
                                              Language language);

}  // namespace mado::requests
