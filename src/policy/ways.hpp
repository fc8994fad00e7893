/// Ways of contact, open now or next (policy rows S6, S22, S23).
#pragma once

#include <vector>

#include "policy/verdict.hpp"

namespace mado::policy {

/// The ways in for a request at this desk and severity under `promise` (whose calendar callbacks keep): web
/// and e-mail are always open, a number by its hours for "desk/severity", else for "desk"; a number that
/// names hours, but none for this desk, does not answer for it. Numbers that speak a language of the asker
/// come first.
std::vector<Way> ways_of_contact(const Policy& policy, const Promise& promise, std::string_view desk,
                                 const Question& question);

}  // namespace mado::policy
