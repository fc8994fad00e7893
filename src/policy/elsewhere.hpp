/// Subjects that others look after (policy row S16): recognised by the policy's words, with the way there.
#pragma once

#include <string>
#include <string_view>

#include "policy/model.hpp"
#include "policy/words.hpp"

namespace mado::policy {

/// The first subject in the policy's order whose words stand in `text`; null if none do.
const OutOfScope* out_of_scope_in(const Policy& policy, const FoldedText& text);

/// Where to ask it, with `question` carried along (its first 500 code points): the subject's address, or a
/// mail to the asker's own network team, about `name`; "" if there is none.
std::string address_with(const OutOfScope& subject, std::string_view name, std::string_view question);

}  // namespace mado::policy
