#include <gtest/gtest.h>

#include <algorithm>

#include "sim/audit.hpp"
#include "sim/obvious_rights.hpp"

namespace mado::sim {
namespace {

/// Where a request stands: what is owed by its due, then what runs by its due, then what is open without a
/// promise (the oldest first), then what waits for the customer (the longest first), then what is solved or
/// closed (the newest first).
using Place = std::pair<int, std::int64_t>;

Place place_of(const Filed& filed, Instant now) {
  const auto standing = filed.story->life().standing(now);
  if (standing.solved_at) return {4, -count_of(*standing.solved_at)};
  std::optional<Instant> owed, running;
  for (const auto& clock : standing.clocks) {
    if (clock.kind == "customer_reply" || !clock.owed || !clock.due) continue;
    auto& earliest = clock.state == "missed" ? owed : running;
    if (!earliest || *clock.due < *earliest) earliest = clock.due;
  }
  if (owed) return {0, count_of(*owed)};
  if (running) return {1, count_of(*running)};
  if (standing.awaiting_since) return {3, count_of(*standing.awaiting_since)};
  return {2, count_of(filed.request.opened_at) / 1000};
}

/// All rows that somebody gets who turns page after page; nothing if they get none at all.
std::optional<std::vector<std::string>> pages_of(World& world, size_t member) {
  std::vector<std::string> names;
  std::string after;
  do {
    const auto reply = world.send(
        {.step = 0, .member = member, .path = "/api/v1/requests" + (after.empty() ? "" : "?after=" + after)});
    if (reply.status == 403) return std::nullopt;
    const auto page = json::parse(reply.body).as_object();
    for (const auto& row : page.at("items").as_array()) names.emplace_back(row.at("id").as_string());
    after = page.at("next").is_null() ? "" : std::string(page.at("next").as_string());
  } while (!after.empty());
  return names;
}

/// By what is in force now.
bool sees(const Evidence& evidence, const Member& member, const Filed& filed) {
  const auto& policy = *evidence.policy_at(member.caller.operator_id, INT64_MAX).policy;
  return may_see(policy, member, filed.story->life().place().desk, filed.request);
}

}  // namespace

void audit_lists(Evidence& evidence, Audited& audited) {
  const auto& cast = evidence.world.cast();
  for (size_t at = 0; at < cast.size(); ++at) {
    SCOPED_TRACE(cast[at].caller.email + " of " + cast[at].caller.operator_key);
    std::set<std::string> theirs;
    for (const auto& [name, filed] : evidence.requests)
      if (sees(evidence, cast[at], filed)) theirs.insert(name);
    const auto shown = pages_of(evidence.world, at);
    if (!shown) {
      EXPECT_TRUE(theirs.empty());
      continue;
    }
    EXPECT_EQ(std::set(shown->begin(), shown->end()), theirs);
    EXPECT_EQ(shown->size(), theirs.size()) << "twice";
    Place before{-1, 0};
    for (const auto& name : *shown) {
      const auto place = place_of(evidence.requests.at(name), evidence.now);
      EXPECT_LE(before, place) << "out of order: " << name << evidence.requests.at(name).story->text();
      before = place;
    }
    audited.rows += static_cast<int>(shown->size());
  }
}

}  // namespace mado::sim
