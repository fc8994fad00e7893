#include <gtest/gtest.h>

#include <algorithm>

#include "requests/store.hpp"
#include "sim/audit.hpp"
#include "sim/obvious_rights.hpp"

namespace mado::sim {
namespace {

/// What somebody reads: the kinds of what happened, and the words that were said.
struct Reading {
  std::vector<std::string> kinds;
  std::vector<std::string> words;
  auto operator<=>(const Reading&) const = default;
};

/// An objection tells of what it brings with it.
bool is_told_by_objection(const Line& line) {
  return line.reason == "objection" && (line.told.kind == "severity_changed" ||
                                        (line.told.kind == "customer_replied" && !line.has_message));
}

/// Notes are for agents, and so are warnings, but for those that remind the customer.
bool is_for_agents(const Line& line) {
  return line.told.kind == "note_added" ||
         (line.told.kind == "clock_warned" && line.clock != "customer_reply");
}

Reading expected(const Filed& filed, const std::vector<requests::Message>& messages, bool agent) {
  Reading all;
  for (const auto& line : filed.story->lines())
    if (!is_told_by_objection(line) && (agent || !is_for_agents(line))) all.kinds.push_back(line.told.kind);
  for (const auto& message : messages)
    if (agent || message.visibility == requests::Visibility::everyone) all.words.push_back(message.text);
  std::ranges::sort(all.words);
  return all;
}

Reading read(const Heard& reply) {
  Reading all;
  for (const auto& value : json::parse(reply.body).at("items").as_array()) {
    const auto& item = value.as_object();
    all.kinds.emplace_back(item.at("kind").as_string());
    if (const auto* message = item.if_contains("message"))
      all.words.emplace_back(message->at("text").as_string());
  }
  std::ranges::sort(all.words);
  return all;
}

std::vector<requests::Message> messages_of(World& world, const requests::Request& request) {
  std::vector<requests::Message> all;
  EXPECT_TRUE(world.database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    all = requests::store::messages(snapshot, Scope::of_operator(request.operator_id), request.id,
                                    requests::Visibility::agents);
    return {};
  }));
  return all;
}

}  // namespace

void audit_timelines(Evidence& evidence, Audited& audited) {
  const auto& cast = evidence.world.cast();
  for (const auto& [name, filed] : evidence.requests) {
    const auto& moment = *filed.story->before(INT64_MAX);
    const auto messages = messages_of(evidence.world, filed.request);
    for (size_t at = 0; at < cast.size(); ++at) {
      const auto reply =
          evidence.world.send({.step = 0, .member = at, .path = "/api/v1/requests/" + name + "/timeline"});
      const auto where = cast[at].caller.email + " reads " + name + filed.story->text();
      if (!may_see(*moment.policy, cast[at], moment.standing.desk, filed.request)) {
        EXPECT_EQ(reply.status, 404) << where;
        continue;
      }
      ASSERT_EQ(reply.status, 200) << where;
      EXPECT_EQ(read(reply), expected(filed, messages, cast[at].customer == nullptr)) << where;
      audited.items += static_cast<int>(filed.story->lines().size());
    }
  }
}

}  // namespace mado::sim
