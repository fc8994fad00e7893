/// A choice of running requests as JSON: "none", "all", or an array of desks. Stored and sent alike.
#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "operators/model.hpp"

namespace mado::operators {

json::value json_of(const Move& move);
/// Error: invalid (the field "move").
Result<Move> move_of(const json::value& value);

}  // namespace mado::operators
