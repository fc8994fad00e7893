// What must hold of the clocks of every life (policy rows S18, S20, S32, N2, N3, N4), on random lives by the
// two reference policies and later versions of them: an answer does not depend on how often one asks, a
// verdict is for ever, and receipts add up.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <stdexcept>

#include "policy/clocks.hpp"
#include "policy/read.hpp"
#include "property/seeds.hpp"

namespace mado::property {
namespace {

using namespace policy;
using Kind = LifeEventKind;
using std::chrono::minutes;

constexpr std::int64_t lives_each = 15'000;

std::shared_ptr<const Policy> reference(const std::string& name) {
  const auto reading = read_file(PROJECT_DIR "/policies/" + name + ".toml");
  if (!reading || !reading->policy) throw std::runtime_error("cannot read " + name);
  return reading->policy;
}

LifeEvent any_opening(Dice& dice, const Policy& policy) {
  static const std::vector<std::string> zones = {"",           "Asia/Tokyo",        "Europe/Berlin",
                                                 "Asia/Gaza",  "America/Sao_Paulo", "Australia/Lord_Howe",
                                                 "Asia/Tehran"};
  LifeEvent event{.at = *parse_instant("2025-02-20T00:00:00Z") + minutes{dice.between(0, 1'000'000)},
                  .kind = Kind::opened,
                  .desk = dice.of(policy.desks).id,
                  .severity = dice.of(policy.severities).id};
  for (const auto& plan : policy.plans)
    if (dice.one_in(3)) event.has.insert(plan.gives.begin(), plan.gives.end());
  event.zone = dice.of(zones);
  return event;
}

/// What a reference policy says now, and what later versions of it say: other hours, other lengths, no
/// updates, lowering by itself.
using Versions = std::vector<std::shared_ptr<const Policy>>;

Versions versions_of(const std::string& name) {
  const std::vector<std::vector<std::pair<std::string, std::string>>> edits = {
      {{"weekdays = \"09:00-18:00\"", "weekdays = \"08:00-12:00, 13:00-20:30\""},
       {"weekdays = \"09:00-17:00\"", "weekdays = \"22:00-24:00\""},
       {"first_response = \"1h\"", "first_response = \"3h\""}},
      {{"within = \"2bd\"", "within = \"10h\""},
       {"next_update = { within = \"5bd\"", "# next_update = { within = \"5bd\""},
       {"after_silence = \"4h\"", "after_silence = \"6h\""}}};
  Versions versions{reference(name)};
  const auto source = read_file(PROJECT_DIR "/policies/" + name + ".toml")->source;
  for (const auto& edit : edits) {
    auto text = source.text;
    for (const auto& [from, to] : edit)
      for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    const auto reading =
        read(text, [&](const std::string& file) { return std::optional(source.files.at(file)); });
    if (!reading.policy) throw std::runtime_error("cannot read an edited " + name);
    versions.push_back(reading.policy);
  }
  return versions;
}

LifeEvent any_event(Dice& dice, const Policy& policy, Instant at) {
  static const std::vector<Kind> kinds = {
      Kind::agent_replied,     Kind::agent_replied,  Kind::customer_replied, Kind::awaiting_customer,
      Kind::awaiting_customer, Kind::awaiting_ended, Kind::severity_changed, Kind::severity_changed,
      Kind::desk_changed,      Kind::solved,         Kind::reopened};
  return {.at = at + (dice.one_in(4) ? Millis{0} : Millis{minutes{dice.between(0, 6'000)}}),
          .kind = dice.of(kinds),
          .desk = dice.of(policy.desks).id,
          .severity = dice.of(policy.severities).id};
}

/// The events of one life, all of them possible.
std::vector<LifeEvent> any_life(Dice& dice, const Versions& versions) {
  const auto& policy = *versions.front();
  std::vector<LifeEvent> events;
  Life life(policy);
  while (events.empty())
    if (const auto opening = any_opening(dice, policy); life.take(opening)) events.push_back(opening);
  for (auto left = dice.between(1, 14); left > 0; --left) {
    auto next = any_event(dice, policy, events.back().at);
    if (dice.one_in(8)) {
      next.kind = Kind::policy_changed;
      next.version = 100 - left;
      next.new_policy = dice.of(versions);
    }
    if (life.take(next)) events.push_back(next);
  }
  return events;
}

std::string text(const LifeStatus& status) {
  std::string all = status.desk + " " + status.severity;
  for (const auto& clock : status.clocks)
    all += fmt::format(", {} {} {} {}", name_of(clock.kind), name_of(clock.state),
                       clock.due ? format_instant(*clock.due) : "-",
                       clock.warn_at ? format_instant(*clock.warn_at) : "-");
  return all;
}

std::string text(const std::vector<LifeEvent>& events) {
  std::string all;
  for (const auto& event : events)
    all += fmt::format("  {} {} {} {} {} {}\n", format_instant(event.at), name_of(event.kind), event.desk,
                       event.severity, event.zone, event.version);
  return all;
}

/// A case answers nothing where all is well, else what it saw.
template <class Case>
void every_life(std::string_view name, Case one_case) {
  std::int64_t index = 0;
  for (const auto* policy_name : {"m365-21vianet", "m365-worldwide"}) {
    const auto versions = versions_of(policy_name);
    const auto& policy = versions.front();
    for (std::int64_t n = 0; n < lives_each * this_run().times; ++n) {
      auto dice = dice_for(name, index++);
      const auto events = any_life(dice, versions);
      ++this_run().cases;
      const std::string wrong = one_case(*policy, events, dice);
      ASSERT_EQ(wrong, "") << policy_name << '\n'
                           << text(events) << "  repeat with --seed " << this_run().seed;
    }
  }
}

TEST(Lives, asking_more_often_changes_nothing) {
  every_life("asking", [](const Policy& policy, const std::vector<LifeEvent>& events, Dice& dice) {
    Life plain(policy), asked(policy);
    for (const auto& event : events) {
      if (&event != &events.front())
        for (auto left = dice.between(0, 3); left > 0; --left) {
          const auto last = (&event - 1)->at;
          const auto at =
              last + (event.at - last) * left / 4;  // later ones are impossible and change nothing
          if (!asked.take({.at = at, .kind = Kind::asked, .desk = {}, .severity = {}})) continue;
          asked.status(event.at);
        }
      if (!plain.take(event) || !asked.take(event)) return std::string("an event was refused");
      const auto right = text(plain.status(event.at)), found = text(asked.status(event.at));
      if (right != found) return found + " instead of " + right;
    }
    return std::string{};
  });
}

TEST(Lives, a_verdict_and_its_due_are_for_ever) {
  every_life("for ever", [](const Policy& policy, const std::vector<LifeEvent>& events, Dice&) {
    Life life(policy);
    std::map<std::pair<ClockKind, Instant>, std::string> verdicts;
    for (const auto& event : events) {
      if (!life.take(event)) return std::string("an event was refused");
      for (const auto& clock : life.status(event.at).clocks) {
        if (clock.kind != ClockKind::first_response) continue;
        if (clock.state != ClockState::kept && clock.state != ClockState::missed) continue;
        const auto stands =
            fmt::format("{} {}", name_of(clock.state), clock.due ? format_instant(*clock.due) : "-");
        const auto [known, is_new] = verdicts.try_emplace({clock.kind, clock.started_at}, stands);
        if (known->second != stands) return stands + " after " + known->second;
      }
    }
    return std::string{};
  });
}

TEST(Lives, receipts_have_no_holes_and_add_up) {
  every_life("receipts", [](const Policy& policy, const std::vector<LifeEvent>& events, Dice&) {
    Life life(policy);
    for (const auto& event : events)
      if (!life.take(event)) return std::string("an event was refused");
    const auto now = events.back().at;
    for (const auto& clock : life.status(now).clocks) {
      if (!clock.due) continue;
      Millis open{0};
      auto reached = clock.started_at;
      for (const auto& segment : life.receipt(clock.kind, now)) {
        if (segment.from != reached || segment.to <= segment.from)
          return "a hole at " + format_instant(reached);
        reached = segment.to;
        if (segment.kind == ReceiptSegment::Kind::open) open += segment.to - segment.from;
      }
      if (reached != *clock.due) return "it ends at " + format_instant(reached);
      if (clock.target->days == 0 && open != clock.target->elapsed)
        return fmt::format("{} ms open instead of {}", open.count(), clock.target->text);
    }
    return std::string{};
  });
}

}  // namespace
}  // namespace mado::property
