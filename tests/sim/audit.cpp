#include "sim/audit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "db/journal.hpp"
#include "requests/store.hpp"
#include "sim/obvious_life.hpp"

namespace mado::sim {
namespace {

std::string text(const json::object& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

/// The journal of one request, read without the program's help.
class Story {
 public:
  Story(db::Snapshot& snapshot, operators::Operators& operators, const requests::Request& request) {
    for (const auto& [position, entry] : db::journal_of(snapshot, request.operator_id, request.id.text())) {
      const auto data = json::parse(entry.data).as_object();
      const auto kind = entry.kind.substr(entry.kind.find('.') + 1);
      if (kind == "clock_kept" || kind == "clock_missed")
        verdicts_.push_back({text(data, "clock"), kind.substr(kind.find('_') + 1)});
      if (kind == "closed") closed_ = true;
      if (kind == "reopened") closed_ = false;
      Told told{.at = entry.at, .kind = kind, .desk = text(data, "desk"), .severity = text(data, "severity")};
      told.zone = text(data, "zone");
      if (const auto* has = data.if_contains("has"))
        for (const auto& one : has->as_array()) told.has.emplace(one.as_string());
      if (kind == "opened" || kind == "policy_changed") {
        const auto* version = data.if_contains("version");
        const auto number = version != nullptr ? version->to_number<std::int64_t>() : request.policy_version;
        policies_.push_back(operators.version(snapshot, request.operator_id, number).value());
        told.policy = policies_.back().get();
      }
      told_.push_back(std::move(told));
    }
  }
  const std::vector<Told>& told() const { return told_; }
  bool closed() const { return closed_; }
  std::vector<Verdict> verdicts() const { return verdicts_; }

 private:
  std::vector<Told> told_;
  std::vector<operators::PolicyPtr> policies_;
  std::vector<Verdict> verdicts_;
  bool closed_ = false;
};

std::ostream& print(std::ostream& out, const std::vector<Expected>& clocks) {
  for (const auto& clock : clocks)
    out << clock.kind << ' ' << clock.state << ' ' << (clock.due ? format_instant(*clock.due) : "-") << "; ";
  return out;
}

std::string story_text(const Story& story) {
  std::ostringstream out;
  for (const auto& told : story.told())
    out << "\n  " << format_instant(told.at) << ' ' << told.kind << ' ' << told.desk << ' ' << told.severity;
  return out.str();
}

std::string words_of(const std::vector<Expected>& clocks) {
  std::ostringstream out;
  print(out, clocks);
  return out.str();
}

std::string words_of(std::vector<Verdict> verdicts) {
  std::ranges::sort(verdicts);
  std::string words;
  for (const auto& verdict : verdicts) words += verdict.kind + ' ' + verdict.what + "; ";
  return words;
}

std::vector<Expected> stored_clocks(db::Snapshot& snapshot, const requests::Request& request) {
  std::vector<Expected> all;
  for (const auto& clock : requests::store::clocks(snapshot, request))
    all.push_back({std::string(policy::name_of(clock.status.kind)),
                   std::string(policy::name_of(clock.status.state)), clock.status.due});
  return all;
}

/// The last that a customer's silence leads to may be done by the program itself; it is in the journal then.
void compare(db::Snapshot& snapshot, const requests::Request& request, const Story& story,
             Calendars& calendars, Instant now, Audited& audited) {
  ObviousLife life(calendars);
  for (const auto& told : story.told()) life.hear(told);
  const auto expected = life.standing(now);
  const auto where = request.id.text() + story_text(story);
  EXPECT_EQ(request.desk, expected.desk) << where;
  EXPECT_EQ(request.severity, expected.severity) << where;
  EXPECT_EQ(requests::name_of(request.status), story.closed() ? "closed" : expected.status) << where;
  EXPECT_EQ(words_of(stored_clocks(snapshot, request)), words_of(expected.clocks)) << where;
  EXPECT_EQ(words_of(story.verdicts()), words_of(life.verdicts(now))) << where;
  ++audited.requests;
  audited.clocks += static_cast<int>(expected.clocks.size());
  audited.verdicts += static_cast<int>(story.verdicts().size());
}

/// Messages stand in the journal and in their table, or in neither.
void compare_messages(db::Snapshot& snapshot, const requests::Request& request, const Story& story) {
  const auto stored = requests::store::messages(snapshot, Scope::of_operator(request.operator_id), request.id,
                                                requests::Visibility::agents);
  const auto told = std::ranges::count_if(story.told(), [](const Told& one) {
    return one.kind == "opened" || one.kind == "agent_replied" || one.kind == "customer_replied" ||
           one.kind == "note_added";
  });
  EXPECT_EQ(static_cast<std::ptrdiff_t>(stored.size()), told) << request.id.text() << story_text(story);
}

}  // namespace

Audited audit(World& world, const std::vector<Acknowledged>& acknowledged) {
  Audited audited;
  const auto now = world.clock().now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  Calendars calendars(property::LocalDate{day.time_since_epoch()} - std::chrono::days(31 * 70),
                      property::LocalDate{day.time_since_epoch()} + std::chrono::days(400));
  std::map<RequestId, std::int64_t> versions;
  const auto done = world.database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    for (const auto& standing : world.operators().all()) {
      requests::store::ListQuestion question;
      question.limit = 1'000'000;
      std::int64_t before = -1;
      for (const auto& listed : requests::store::list(snapshot, Scope::of_operator(standing->id), question)) {
        const Story story(snapshot, world.operators(), listed.request);
        compare(snapshot, listed.request, story, calendars, now, audited);
        compare_messages(snapshot, listed.request, story);
        EXPECT_GE(listed.request.sort_key, before) << "the queue is in order";
        before = listed.request.sort_key;
        versions[listed.request.id] = listed.request.version;
      }
    }
    return {};
  });
  EXPECT_TRUE(done);
  for (const auto& one : acknowledged)
    EXPECT_GE(versions[one.request], one.version)
        << "lost: " << one.request.text() << " of step " << one.step;
  return audited;
}

}  // namespace mado::sim
