#include "base/json.hpp"
#include "db/journal.hpp"
#include "health/health.hpp"
#include "health/store.hpp"
#include "operators/store.hpp"
#include "store/databases.hpp"

namespace mado::health {
namespace {

using testing::DatabaseTest;

constexpr OperatorId ours{11};
constexpr OperatorId theirs{12};
const Instant start = instant_of(1'790'000'000'000);
constexpr std::chrono::minutes minute{1};

Texts texts(std::string_view en, std::string_view ja) {
  Texts both;
  both.set(Language::en, std::string(en));
  both.set(Language::ja, std::string(ja));
  return both;
}

class HealthStore : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    write([](db::Tx& tx) -> Result<void> {
      operators::store::insert_operator(tx, {ours, "ours", 0}, start);
      operators::store::insert_operator(tx, {theirs, "theirs", 0}, start);
      return {};
    });
  }
  void write(const db::WriteJob& job) { MADO_EXPECT_OK(database().write_now(job)); }
  void read(const std::function<void(db::Snapshot&)>& job) {
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      job(snapshot);
      return {};
    }));
  }
  IncidentId open_one(OperatorId owner, Instant at) {
    IncidentId id;
    write([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(made, open(tx, ids_, owner,
                          {.impact = ServiceState::degraded,
                           .service = "exchange-online",
                           .titles = texts("Mail is late", "メールが遅れています"),
                           .texts = texts("We are looking.", "調べています。"),
                           .at = at,
                           .started_at = at},
                          "per_1"));
      id = made;
      return {};
    });
    return id;
  }

  SystemClock clock_;
  IdMaker ids_{clock_, 1};
};
MADOGUCHI_ON_BOTH_ENGINES(HealthStore);

TEST_P(HealthStore, an_incident_comes_back_with_its_updates_in_every_language) {
  const auto id = open_one(ours, start);
  write([&](db::Tx& tx) {
    return update(tx, ids_, ours, id,
                  {.at = start + minute,
                   .state = State::identified,
                   .impact = ServiceState::interrupted,
                   .texts = texts("A full queue.", "キューが満杯です。")},
                  "per_1");
  });
  read([&](db::Snapshot& snapshot) {
    const auto open = open_incidents(snapshot, ours);
    ASSERT_EQ(1U, open.size());
    const auto& incident = open.front();
    EXPECT_EQ("EX-1001", incident.code);
    EXPECT_EQ(State::identified, incident.state);
    EXPECT_EQ(ServiceState::interrupted, incident.impact);
    EXPECT_EQ("メールが遅れています", incident.titles.in(Language::ja));
    ASSERT_EQ(2U, incident.updates.size());
    EXPECT_EQ("We are looking.", incident.updates[0].texts.in(Language::en));
    EXPECT_EQ("キューが満杯です。", incident.updates[1].texts.in(Language::ja));
  });
}

TEST_P(HealthStore, what_is_resolved_is_open_no_more_and_takes_no_word) {
  const auto id = open_one(ours, start);
  write([&](db::Tx& tx) {
    return resolve(tx, ids_, ours, id, texts("Solved.", "解決しました。"), start + minute, "per_1");
  });
  read([&](db::Snapshot& snapshot) {
    EXPECT_TRUE(open_incidents(snapshot, ours).empty());
    const auto kept = incident(snapshot, ours, id);
    EXPECT_EQ(start + minute, kept->resolved_at);
    EXPECT_EQ(ServiceState::degraded, kept->impact);
    EXPECT_EQ(1U, store::since(snapshot, ours, start + minute).size());
    EXPECT_TRUE(store::since(snapshot, ours, start + 2 * minute).empty());
  });
  const auto again = database().write_now([&](db::Tx& tx) {
    return resolve(tx, ids_, ours, id, texts("Again.", "また。"), start + 2 * minute, "per_1");
  });
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ("incident.resolved", again.error().key);
}

TEST_P(HealthStore, another_operators_incidents_do_not_exist) {
  const auto id = open_one(theirs, start);
  read([&](db::Snapshot& snapshot) {
    EXPECT_TRUE(open_incidents(snapshot, ours).empty());
    EXPECT_FALSE(incident(snapshot, ours, id).has_value());
  });
  const auto foreign = database().write_now(
      [&](db::Tx& tx) { return resolve(tx, ids_, ours, id, texts("x", "x"), start + minute, "per_1"); });
  ASSERT_FALSE(foreign.has_value());
  EXPECT_EQ(ErrorCode::not_found, foreign.error().code);
}

TEST_P(HealthStore, pages_follow_each_other_without_gap_or_repeat) {
  std::vector<IncidentId> made;
  for (int n = 0; n < 5; ++n)
    made.push_back(open_one(ours, start + minute * (n / 2)));  // some at the same time
  std::ranges::reverse(made);
  std::vector<IncidentId> seen;
  read([&](db::Snapshot& snapshot) {
    std::optional<store::Cursor> cursor;
    for (int n = 0; n < 4; ++n) {
      const auto page = store::page(snapshot, ours, cursor, 2);
      for (const auto& each : page) {
        seen.push_back(each.id);
        EXPECT_EQ(1U, each.updates.size());
        cursor = store::Cursor{each.started_at, each.id};
      }
    }
  });
  EXPECT_EQ(made, seen);
}

TEST_P(HealthStore, the_journal_tells_the_life_of_an_incident) {
  const auto id = open_one(ours, start);
  write([&](db::Tx& tx) {
    return resolve(tx, ids_, ours, id, texts("Solved.", "解決しました。"), start + minute, "per_1");
  });
  read([&](db::Snapshot& snapshot) {
    const auto entries = db::journal_of(snapshot, ours, id.text());
    ASSERT_EQ(2U, entries.size());
    EXPECT_EQ("incident.opened", entries[0].entry.kind);
    EXPECT_EQ("incident.resolved", entries[1].entry.kind);
    const auto data = json::parse(entries[1].entry.data);
    EXPECT_EQ("EX-1001", data.at("code").as_string());
    EXPECT_EQ("解決しました。", data.at("texts").at("ja").as_string());
  });
}

TEST_P(HealthStore, openings_without_words_or_with_an_end_before_the_beginning_are_refused) {
  const auto refused = [&](const Opening& opening) {
    std::string field;
    const auto result = database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_CHECK(open(tx, ids_, ours, opening, "per_1"));
      return {};
    });
    return result ? "" : result.error().fields.at(0).field;
  };
  const Opening good{
      .service = "a", .titles = Texts("t"), .texts = Texts("x"), .at = start, .started_at = start};
  auto bad = good;
  bad.titles = {};
  EXPECT_EQ("titles", refused(bad));
  bad = good;
  bad.texts = {};
  EXPECT_EQ("texts", refused(bad));
  bad = good;
  bad.ends_at = start;
  EXPECT_EQ("ends_at", refused(bad));
}

}  // namespace
}  // namespace mado::health
