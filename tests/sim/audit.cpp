#include "sim/audit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/json.hpp"
#include "db/journal.hpp"
#include "requests/store.hpp"
#include "sim/obvious_rights.hpp"

namespace mado::sim {
namespace {

std::string words_of(const std::vector<Expected>& clocks) {
  std::ostringstream out;
  for (const auto& clock : clocks)
    out << clock.kind << ' ' << clock.state << ' ' << (clock.due ? format_instant(*clock.due) : "-")
        << (clock.warn ? " warned from " + format_instant(*clock.warn) : "")
        << (clock.owed ? " owed; " : "; ");
  return out.str();
}

std::string words_of(std::vector<Verdict> verdicts) {
  std::ranges::sort(verdicts);
  std::string words;
  for (const auto& verdict : verdicts) words += verdict.kind + ' ' + verdict.what + "; ";
  return words;
}

std::string words_of(std::optional<Instant> at) { return at ? format_instant(*at) : "-"; }

std::vector<Expected> stored_clocks(db::Snapshot& snapshot, const requests::Request& request) {
  std::vector<Expected> all;
  for (const auto& [status, warned, fires_at, target] : requests::store::clocks(snapshot, request)) {
    const bool runs = status.state == policy::ClockState::running;
    all.push_back({std::string(policy::name_of(status.kind)), std::string(policy::name_of(status.state)),
                   status.due, !status.answered, runs ? status.warn_at : std::nullopt});
  }
  return all;
}

/// Which clock of ours a list shows: one that is owed, else one that runs, else one that waits; of two the
/// one that is due first.
std::string next_of(const Standing& standing) {
  using Place = std::tuple<int, Instant, std::string>;
  std::optional<Place> first;
  for (const auto& clock : standing.clocks) {
    if (clock.kind == "customer_reply" || !clock.owed) continue;
    const int rank = clock.state == "missed" ? 0 : clock.state == "running" ? 1 : 2;
    const auto words = clock.kind + ' ' + clock.state + ' ' + words_of(clock.due);
    const Place place{rank, clock.due.value_or(Instant::max()), words};
    if (!first || std::pair(rank, std::get<1>(place)) < std::pair(std::get<0>(*first), std::get<1>(*first)))
      first = place;
  }
  return first ? std::get<2>(*first) : "  -";
}

/// What is stored of a request is what follows from its story.
void compare(db::Snapshot& snapshot, const Filed& filed, Instant now, Audited& audited) {
  const auto& [request, house, story] = filed;
  auto& life = story->life();
  const auto expected = life.standing(now);
  const auto where = request.id.text() + story->text();
  EXPECT_EQ(request.desk, expected.desk) << where;
  EXPECT_EQ(request.severity, expected.severity) << where;
  EXPECT_EQ(requests::name_of(request.status), expected.status) << where;
  EXPECT_EQ(words_of(request.awaiting_since), words_of(expected.awaiting_since)) << where;
  EXPECT_EQ(words_of(request.solved_at), words_of(expected.solved_at)) << where;
  EXPECT_EQ(words_of(stored_clocks(snapshot, request)), words_of(expected.clocks)) << where;
  EXPECT_EQ(request.next.kind + ' ' + request.next.state + ' ' + words_of(request.next.due),
            next_of(expected))
      << where;
  EXPECT_EQ(words_of(story->verdicts()), words_of(life.verdicts(now))) << where;
  for (const auto& why : life.impossible()) ADD_FAILURE() << why << " in " << where;
  ++audited.requests;
  audited.clocks += static_cast<int>(expected.clocks.size());
  audited.verdicts += static_cast<int>(story->verdicts().size());
}

/// Messages stand in the journal and in their table, or in neither.
void compare_messages(db::Snapshot& snapshot, const Filed& filed) {
  const auto& [request, house, story] = filed;
  const auto stored = requests::store::messages(snapshot, Scope::of_operator(request.operator_id), request.id,
                                                requests::Visibility::agents);
  const auto told = std::ranges::count_if(story->lines(), &Line::has_message);
  EXPECT_EQ(static_cast<std::ptrdiff_t>(stored.size()), told) << request.id.text() << story->text();
}

void read_versions(Evidence& evidence, db::Snapshot& snapshot) {
  for (const auto& standing : evidence.world.operators().all())
    for (const auto& [position, entry] : db::journal_of(snapshot, standing->id, standing->id.text())) {
      if (entry.kind != "policy.in_force") continue;
      const auto data = json::parse(entry.data).as_object();
      const auto version = data.at("version").to_number<std::int64_t>();
      evidence.in_force[standing->id].push_back(
          {position.number, version,
           evidence.world.operators().version(snapshot, standing->id, version).value(),
           data.contains("move") ? data.at("move") : json::value("none")});
    }
}

void read_requests(Evidence& evidence, db::Snapshot& snapshot) {
  for (size_t house = 0; house < houses().size(); ++house) {
    const auto owner = evidence.world.operators().by_key(houses()[house].key)->id;
    requests::store::ListQuestion question;
    question.limit = 1'000'000;
    for (const auto& listed : requests::store::list(snapshot, Scope::of_operator(owner), question))
      evidence.requests[listed.request.id.text()] = {
          listed.request, house,
          std::make_unique<Story>(snapshot, evidence.world.operators(), evidence.calendars, listed.request)};
  }
}

}  // namespace

const InForce& Evidence::policy_at(OperatorId id, std::int64_t number) const {
  const auto& all = in_force.at(id);
  return *std::prev(std::ranges::upper_bound(all, number, {}, &InForce::since));
}

Audited audit(World& world, const Plan& plan, const Record& record) {
  Audited audited;
  const auto local_day = [](Instant at) {
    return property::LocalDate{std::chrono::floor<std::chrono::days>(at).time_since_epoch()};
  };
  Evidence evidence{.world = world,
                    .exchanges = record.exchanges(),
                    .looks = record.looks(),
                    .calendars = Calendars(local_day(beginning(plan.seed)) - std::chrono::days(3),
                                           local_day(world.now()) + std::chrono::days(400)),
                    .now = world.now()};
  const auto done = world.database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    read_versions(evidence, snapshot);
    read_requests(evidence, snapshot);
    for (const auto& [name, filed] : evidence.requests) {
      compare(snapshot, filed, evidence.now, audited);
      compare_messages(snapshot, filed);
    }
    return {};
  });
  EXPECT_TRUE(done);
  audit_followers(evidence, audited);
  audit_calls(evidence, audited);
  audit_receipts(evidence, audited);
  audit_timelines(evidence, audited);
  audit_lists(evidence, audited);
  return audited;
}

}  // namespace mado::sim
