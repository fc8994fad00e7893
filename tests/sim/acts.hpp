/// What people do: calls as their clients send them, thrown with dice. It knows the contract's shapes and
/// nothing of the rules: much of it must be refused.
#pragma once

#include "property/seeds.hpp"
#include "requests/model.hpp"
#include "sim/cast.hpp"
#include "sim/exchange.hpp"

namespace mado::sim {

/// Somebody asks for help.
Exchange any_opening(property::Dice& dice, int step);
/// An agent does something with a request.
Exchange any_work(property::Dice& dice, int step, const requests::Request& request,
                  const std::vector<Member>& cast);
/// A customer does something with a request.
Exchange any_word(property::Dice& dice, int step, const requests::Request& request);
/// The same call with other words: a mistake of the client's, who must be told.
Exchange otherwise(const Exchange& call);
/// Somebody looks at a request.
Exchange look_at(int step, const requests::Request& request);

}  // namespace mado::sim
