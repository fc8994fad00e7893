#include "operators/move_json.hpp"

namespace mado::operators {
namespace {

constexpr size_t desks_max = 64;

Result<Move> at_desks(const json::array& desks) {
  Move move{.whom = Move::Whom::at_desks, .desks = {}};
  for (const auto& desk : desks) {
    if (!desk.is_string()) return fail_field("move", "not_text");
    move.desks.emplace_back(desk.as_string());
  }
  if (move.desks.empty() || move.desks.size() > desks_max) return fail_field("move", "unknown_value");
  return move;
}

}  // namespace

json::value json_of(const Move& move) {
  if (move.whom == Move::Whom::at_desks) return json::array(move.desks.begin(), move.desks.end());
  return move.whom == Move::Whom::all ? "all" : "none";
}

Result<Move> move_of(const json::value& value) {
  if (value.is_array()) return at_desks(value.as_array());
  if (value == "none") return Move{};
  if (value == "all") return Move{.whom = Move::Whom::all, .desks = {}};
  return fail_field("move", "unknown_value");
}

}  // namespace mado::operators
