#include "sim/acts.hpp"

#include <fmt/format.h>

namespace mado::sim {
namespace {

using property::Dice;

const std::vector<std::string> desks = {"technical", "billing", "presales", "small-business"};
const std::vector<std::string> severities = {"A", "B", "C"};

std::string path_of(const requests::Request& request) { return "/api/v1/requests/" + request.id.text(); }

/// A call that makes something: its mark stands in what it writes, its key keeps it from being done twice.
/// Two calls in a row have the same key: they are two calls if two people send them.
Exchange creating(int step, std::string path) {
  Exchange call{.step = step, .method = http::Method::post, .path = std::move(path)};
  call.key = fmt::format("key-{}", step / 2);
  call.mark = fmt::format("step {}.", step);
  return call;
}

Exchange saying(int step, const requests::Request& request, json::object body) {
  auto call = creating(step, path_of(request) + "/messages");
  body["text"] = "Words of " + call.mark;
  call.body = json::serialize(body);
  return call;
}

Exchange changing(int step, const requests::Request& request, const json::object& body) {
  return {.step = step,
          .method = http::Method::patch,
          .path = path_of(request),
          .if_match = request.version,
          .body = json::serialize(body)};
}

Exchange objecting(Dice& dice, int step, const requests::Request& request) {
  auto call = creating(step, path_of(request) + "/objection");
  call.if_match = request.version;
  call.body = dice.one_in(3) ? "{}" : json::serialize(json::object{{"text", "We object at " + call.mark}});
  if (call.body == "{}") call.mark.clear();
  return call;
}

json::object any_impact(Dice& dice) {
  json::object impact{{"service", dice.of(std::vector<std::string>{"down", "impaired", "question"})},
                      {"people", dice.of(std::vector<std::string>{"one", "some", "many"})}};
  if (dice.one_in(3)) impact = {{"service", "down"}, {"people", "many"}};
  if (dice.one_in(3)) impact["workaround"] = true;
  return impact;
}

/// The desk by name, by a topic, or left to the program; now and then one that there is not.
void choose_desk(Dice& dice, json::object& body) {
  switch (dice.between(1, 20)) {
    case 1:
      body["desk"] = "cellar";
      break;
    case 2:
    case 3:
      break;
    case 4:
    case 5:
      body["topic"] = dice.of(std::vector<std::string>{"billing/invoices", "exchange-online/mail-flow",
                                                       "presales/prices", "cellar/wine"});
      break;
    case 6:
      body["desk"] = dice.of(desks);
      break;
    default:
      body["desk"] = dice.one_in(4) ? "billing" : "technical";
  }
}

json::object any_case(Dice& dice) {
  switch (dice.between(1, 9)) {
    case 1:
      return {{"status", "awaiting_customer"}};
    case 2:
      return {{"status", "open"}};
    case 3:
    case 4:
      return {{"status", "solved"}};
    case 5:
      return {{"desk", dice.of(desks)}};
    case 6:
      return {{"desk", dice.of(desks)}, {"severity", dice.of(severities)}};
    case 7:
      return {{"status", "closed"}};
    default:
      return {{"severity", dice.of(severities)}};
  }
}

}  // namespace

Exchange any_opening(Dice& dice, int step) {
  auto call = creating(step, "/api/v1/requests");
  json::object body{{"subject", "Something is odd at " + call.mark},
                    {"description", "It does not do what it should."},
                    {"impact", any_impact(dice)},
                    {"contact", json::object{{"way", "email"}}}};
  choose_desk(dice, body);
  if (!dice.one_in(10)) body["business_impact"] = "Orders stand still.";
  if (dice.one_in(2)) body["insist"] = true;
  call.body = json::serialize(body);
  return call;
}

Exchange any_work(Dice& dice, int step, const requests::Request& request, const std::vector<Member>& cast) {
  const bool silent = request.status == requests::Status::awaiting_customer;
  if (silent && dice.one_in(3))
    return changing(step, request, {{"severity", request.severity == "A" ? "B" : "C"}});
  switch (dice.between(1, 16)) {
    case 1:
      return saying(step, request, {{"visibility", "internal"}});
    case 2:
    case 3:
    case 4:
      return saying(step, request, {{"await_customer", true}});
    case 5:
      return changing(step, request, {{"assignee", dice.of(cast).caller.person_id.text()}});
    case 6:
      return dice.one_in(4) ? objecting(dice, step, request) : saying(step, request, {});
    case 7:
    case 8:
    case 9:
    case 10:
    case 11:
    case 12:
      return changing(step, request, any_case(dice));
    default:
      return saying(step, request, {});
  }
}

Exchange any_word(Dice& dice, int step, const requests::Request& request) {
  const bool lowered =
      request.status == requests::Status::awaiting_customer && request.severity != request.severity_asked;
  if (lowered && dice.one_in(2)) return objecting(dice, step, request);
  switch (dice.between(1, 10)) {
    case 1:
      return changing(step, request, {{"status", "solved"}});
    case 2:
      return changing(step, request, {{"status", "open"}});
    case 3:
      return objecting(dice, step, request);
    case 4:
      return dice.one_in(4) ? changing(step, request, any_case(dice))
                            : saying(step, request, {{"visibility", dice.one_in(2) ? "internal" : "public"}});
    default:
      return saying(step, request, {});
  }
}

Exchange otherwise(const Exchange& call) {
  auto other = call;
  other.seen.clear();
  other.replies.clear();
  other.mark = fmt::format("otherwise {}.", call.step);
  if (call.mark.empty())
    other.body = json::serialize(json::object{{"text", "Words of " + other.mark}});
  else
    other.body.replace(other.body.find(call.mark), call.mark.size(), other.mark);
  return other;
}

Exchange look_at(int step, const requests::Request& request) {
  return {.step = step, .path = path_of(request)};
}

}  // namespace mado::sim
