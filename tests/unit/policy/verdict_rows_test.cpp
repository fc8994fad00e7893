/// What the policies of the project promise to whom, row by row of the support model: one question and its
/// verdict a line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "policy/read.hpp"
#include "policy/verdict.hpp"

namespace mado::policy {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

enum class Operator { china, worldwide };

const Reading& reading_of(Operator whose) {
  static const std::string folder = std::string(PROJECT_DIR) + "/policies/";
  static const auto china = *read_file(folder + "m365-21vianet.toml");
  static const auto worldwide = *read_file(folder + "m365-worldwide.toml");
  return whose == Operator::china ? china : worldwide;
}
const Policy& policy_of(Operator whose) { return *reading_of(whose).policy; }

std::string line_of(Operator whose, Place place) {
  std::string_view text = reading_of(whose).source.text;
  for (auto line = place.line; line > 1; --line) text.remove_prefix(text.find('\n') + 1);
  return std::string(text.substr(0, text.find('\n')));
}

constexpr auto china = Operator::china;
constexpr auto worldwide = Operator::worldwide;

/// Monday 23 November 2026, 10:00 in Beijing, 11:00 in Tokyo, 03:00 in Berlin.
const Instant monday = *parse_instant("2026-11-23T02:00:00Z");

Question admin_of(std::vector<Held> subscriptions, std::string desk, std::string severity = {}) {
  return {.asker = Asker::admin,
          .roles = {"global-admin"},
          .subscriptions = std::move(subscriptions),
          .extra = {},
          .desk = std::move(desk),
          .topic = {},
          .words = {},
          .impact = {},
          .severity = std::move(severity),
          .zone = {},
          .region = {},
          .now = monday};
}

const std::vector<Held> basic = {{.plan = "business-basic"}};
const std::vector<Held> advanced = {{.plan = "business-basic"}, {.plan = "advanced-agreement"}};
const std::vector<Held> small = {{.plan = "business-basic"}, {.plan = "small-business-support"}};
const std::vector<Held> trial = {{.plan = "trial"}};
const std::vector<Held> by_partner = {{.plan = "business-basic", .direct = false}};

struct Row {
  std::string name;
  Operator whose;
  Question question;
  Answer answer;
  std::string severity = {};
  std::string line = {};  ///< a part of the line that limits the severity, or that says no
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

Question as(Question question, Asker asker, std::vector<std::string> roles = {}) {
  question.asker = asker;
  question.roles = std::move(roles);
  return question;
}

std::vector<Row> rows() {
  using enum Answer;
  const auto visitor = [](std::string desk) { return as(admin_of({}, std::move(desk)), Asker::visitor); };
  return {
      {"S21_A_only_with_advanced_agreement", china, admin_of(basic, "technical", "A"), allowed, "B",
       "needs = \"advanced-agreement\""},
      {"S21_A_with_advanced_agreement", china, admin_of(advanced, "technical", "A"), allowed, "A"},
      {"S21_billing_reaches_B_at_most", china, admin_of(advanced, "billing", "A"), allowed, "B",
       "severities = [\"B\", \"C\"]"},
      {"S13_presales_knows_C_alone", china, admin_of(basic, "presales", "A"), allowed, "C",
       "severities = [\"C\"]"},
      {"S13_visitors_reach_presales", china, visitor("presales"), allowed, "C"},
      {"S13_visitors_reach_nothing_else", china, visitor("technical"), desk_not_open, "",
       "[desks.technical]"},
      {"S14_billing_for_trials", china, admin_of(trial, "billing", "B"), allowed, "B"},
      {"S10_trials_get_technical_support", china, admin_of(trial, "technical", "B"), allowed, "B"},
      {"S2_end_users_ask_their_admins", china, as(admin_of(basic, "technical"), Asker::end_user),
       ask_own_admins, "", "[desks.technical]"},
      {"S2_a_role_without_the_right", china,
       as(admin_of(basic, "technical"), Asker::admin, {"billing-admin"}), role_lacks_right, "",
       "may = [\"request:open@billing\""},
      {"S2_a_role_with_the_right_at_one_desk", china,
       as(admin_of(basic, "billing", "B"), Asker::admin, {"billing-admin"}), allowed, "B"},
      {"S5_all_through_a_partner", china, admin_of(by_partner, "technical", "B"), ask_partner, "B",
       "partner_customers = \"partner-first\""},
      {"S5_without_any_subscription", china, admin_of({}, "technical", "B"), no_subscription, "",
       "[desks.technical]"},
      {"S9_small_business_needs_its_add_on", worldwide, admin_of(basic, "small-business", "B"),
       no_subscription, "", "[desks.small-business]"},
      {"S9_small_business_with_its_add_on", worldwide, admin_of(small, "small-business", "B"), allowed, "B"},
      {"S9_the_add_on_alone_opens_no_billing", worldwide,
       admin_of({{.plan = "small-business-support"}}, "billing", "B"), no_subscription, "",
       "[desks.billing]"},
      {"S6_technical_worldwide_in_A", worldwide, admin_of(basic, "technical", "A"), allowed, "A"},
  };
}

class VerdictRow : public testing::TestWithParam<Row> {};

TEST_P(VerdictRow, IsAnsweredByItsLine) {
  const auto& row = GetParam();
  const auto verdict = decide(policy_of(row.whose), row.question);
  EXPECT_EQ(verdict.answer, row.answer);
  EXPECT_EQ(verdict.severity, row.severity);
  EXPECT_EQ(verdict.limit.has_value(), row.answer == Answer::allowed && !row.line.empty());
  if (row.line.empty()) return;
  const auto place = verdict.answer == Answer::allowed ? verdict.limit->place : verdict.place;
  EXPECT_NE(line_of(row.whose, place).find(row.line), std::string::npos) << line_of(row.whose, place);
}

INSTANTIATE_TEST_SUITE_P(Model, VerdictRow, testing::ValuesIn(rows()),
                         [](const auto& row) { return row.param.name; });

TEST(VerdictWayOn, S13_a_visitor_is_shown_the_desk_for_buyers) {
  const auto verdict = decide(policy_of(china), as(admin_of({}, "technical"), Asker::visitor));
  EXPECT_THAT(verdict.way_on.desks, ElementsAre("presales"));
}

TEST(VerdictWayOn, S9_the_add_on_that_opens_the_desk_is_named) {
  const auto verdict = decide(policy_of(worldwide), admin_of(basic, "small-business"));
  EXPECT_THAT(verdict.way_on.plans, ElementsAre("small-business-support"));
  EXPECT_THAT(verdict.way_on.desks, ElementsAre("technical", "billing", "presales"));
}

TEST(VerdictWayOn, S2_the_roles_that_may_are_named) {
  const auto verdict =
      decide(policy_of(china), as(admin_of(basic, "technical"), Asker::admin, {"billing-admin"}));
  EXPECT_THAT(verdict.way_on.roles, ElementsAre("global-admin", "service-support-admin", "helpdesk-admin"));
  EXPECT_THAT(verdict.way_on.desks, ElementsAre("billing", "presales"));
}

TEST(VerdictWayOn, S21_the_agreement_lifts_the_limit_and_its_way_is_told) {
  const auto verdict = decide(policy_of(china), admin_of(basic, "technical", "A"));
  ASSERT_TRUE(verdict.limit);
  ASSERT_THAT(verdict.limit->lifted_by, ElementsAre("advanced-agreement"));
  const auto& obtain = policy_of(china).plan(verdict.limit->lifted_by.front())->obtain;
  EXPECT_EQ(obtain.in(Language::en), "Signed through your sales account manager.");
}

TEST(VerdictN5, EveryClauseBetweenTheSeverityAskedForAndTheOneGivenIsNamed) {
  const auto verdict = decide(policy_of(china), admin_of(advanced, "presales", "A"));
  ASSERT_TRUE(verdict.limit);
  EXPECT_EQ(verdict.limit->asked, "A");
  ASSERT_EQ(verdict.further_limits.size(), 1U);
  EXPECT_EQ(verdict.further_limits.front().asked, "B");
  EXPECT_EQ(verdict.further_limits.front().reason, Limit::Reason::desk_lacks_severity);
}

TEST(VerdictS5, ThreeKindsOfOperatorsTreatPartnersCustomersInThreeWays) {
  struct Kind {
    PartnerCustomers kind;
    Answer answer, insisting;
    bool may_insist;
  };
  for (const auto& [kind, answer, insisting, may_insist] :
       {Kind{PartnerCustomers::partner_only, Answer::ask_partner, Answer::ask_partner, false},
        Kind{PartnerCustomers::partner_first, Answer::ask_partner, Answer::allowed, true},
        Kind{PartnerCustomers::operator_too, Answer::allowed, Answer::allowed, false}}) {
    auto policy = policy_of(china);
    policy.operator_facts.partner_customers = kind;
    auto asked = admin_of(by_partner, "technical", "B");
    EXPECT_EQ(decide(policy, asked).answer, answer);
    EXPECT_EQ(decide(policy, asked).may_insist, may_insist);
    asked.insists = true;
    EXPECT_EQ(decide(policy, asked).answer, insisting);
    asked.subscriptions.push_back({.plan = "business-standard"});
    EXPECT_EQ(decide(policy, asked).answer, Answer::allowed) << "one bought directly is enough";
  }
}

struct Call {
  std::string region, language, zone, desk, severity, number;
  bool open_now;
};

TEST(VerdictS6, ThePhoneIsChosenByRegionLanguageDeskAndSeverity) {
  const std::string english = "+1 800 555 0100";
  for (const auto& call :
       std::vector<Call>{{"JP", "ja", "Asia/Tokyo", "technical", "B", "+81 120 555 010", true},
                         {"JP", "en", "Asia/Tokyo", "technical", "B", english, true},
                         {"JP", "ja", "Asia/Tokyo", "small-business", "B", english, true},
                         {"DE", "de", "Europe/Berlin", "technical", "C", "+49 800 555 0100", false},
                         {"DE", "en", "Europe/Berlin", "technical", "C", english, true},
                         {"DE", "en", "Europe/Berlin", "billing", "C", english, false},
                         {"US", "en", "America/New_York", "billing", "C", english, false},
                         {"US", "en", "America/New_York", "technical", "A", english, true},
                         {"AU", "en", "Australia/Sydney", "billing", "B", english, true},
                         {"SG", "zh-Hans", "Asia/Singapore", "billing", "B", "+65 800 555 0100", true}}) {
    auto asked = admin_of(small, call.desk, call.severity);
    asked.region = call.region, asked.zone = call.zone, asked.languages = {call.language};
    const auto ways = decide(policy_of(worldwide), asked).ways;
    const auto phone = std::ranges::find(ways, "phone", &Way::kind);
    ASSERT_NE(phone, ways.end());
    const auto told = call.region + ' ' + call.language + ' ' + call.desk;
    EXPECT_EQ(phone->value, call.number) << told;
    EXPECT_EQ(phone->open_now, call.open_now) << told;
  }
}

TEST(VerdictS6, BillingIsOpenFromNineToFiveOnWeekdaysOfTheCaller) {
  auto asked = admin_of(basic, "billing", "B");
  asked.region = "US", asked.zone = "America/New_York";
  const auto opens = [&](const char* now) {
    asked.now = *parse_instant(now);
    const auto ways = decide(policy_of(worldwide), asked).ways;
    return std::ranges::find(ways, "phone", &Way::kind)->open_now;
  };
  EXPECT_FALSE(opens("2026-11-23T13:59:00Z"));
  EXPECT_TRUE(opens("2026-11-23T14:00:00Z"));
  EXPECT_TRUE(opens("2026-11-23T21:59:00Z"));
  EXPECT_FALSE(opens("2026-11-23T22:00:00Z"));
  EXPECT_FALSE(opens("2026-11-22T15:00:00Z")) << "a Sunday";
}

TEST(VerdictS22, CriticalCallsAreTakenAtNightAndOthersWait) {
  for (const auto& [severity, open] : {std::pair{"A", true}, std::pair{"B", false}, std::pair{"C", false}}) {
    auto asked = admin_of(advanced, "technical", severity);
    asked.now = *parse_instant("2026-11-22T18:00:00Z");  // 2:00 in Beijing
    const auto ways = decide(policy_of(china), asked).ways;
    const auto phone = std::ranges::find(ways, "phone", &Way::kind);
    ASSERT_NE(phone, ways.end());
    EXPECT_EQ(phone->open_now, open) << severity;
    EXPECT_EQ(phone->opens_at.has_value(), !open) << severity;
  }
}

TEST(VerdictS16, WordsOutOfScopeAreHintsAtBothOperators) {
  for (const auto whose : {china, worldwide})
    for (const auto& [words, id] :
         {std::pair{"VPN が切れる", "customer-network"}, std::pair{"third-party add-in", "third-party"},
          std::pair{"代理服务器", "customer-network"}}) {
      auto asked = admin_of(basic, "technical");
      asked.words = words;
      const auto verdict = decide(policy_of(whose), asked);
      EXPECT_EQ(verdict.answer, Answer::allowed);
      EXPECT_EQ(verdict.out_of_scope, id) << words;
    }
}

TEST(VerdictS15, EveryTopicIsFoundByEachOfItsWordsOrSharesThem) {
  for (const auto whose : {china, worldwide})
    for (const auto& topic : policy_of(whose).topics) {
      EXPECT_THAT(topic.words, Not(IsEmpty())) << topic.id;
      for (const auto& word : topic.words)
        EXPECT_NE(topic_by_words(policy_of(whose), word), nullptr) << topic.id << ' ' << word;
    }
}

TEST(VerdictS15, AWordInsideALongerOneDoesNotCountThere) {
  const auto topic = [](std::string_view text) { return topic_by_words(policy_of(china), text)->id; };
  EXPECT_EQ(topic("our first purchase"), "presales/purchase");
  EXPECT_EQ(topic("a purchase, after our first purchase, and a payment method"),
            "billing/trial-and-purchase");
  EXPECT_EQ(topic("请问首次购买"), "presales/purchase");
}

TEST(VerdictS26, BothOperatorsSayWhoDoesWhatAndAskHowItWent) {
  for (const auto whose : {china, worldwide}) {
    const auto& policy = policy_of(whose);
    EXPECT_TRUE(std::ranges::any_of(policy.duties, [](auto& one) { return one.who == Duty::Who::admin; }));
    EXPECT_TRUE(
        std::ranges::any_of(policy.duties, [](auto& one) { return one.who == Duty::Who::operator_; }));
    ASSERT_TRUE(policy.survey);
    EXPECT_EQ(policy.survey->after, "solved");
  }
}

TEST(VerdictS19, EverySeverityAsksForTheCustomersPart) {
  const auto critical = decide(policy_of(china), admin_of(advanced, "technical", "A"));
  EXPECT_THAT(critical.customer_owes,
              ElementsAre("impact-statement", "people-assigned", "correct-contacts", "reachable"));
  const auto high = decide(policy_of(china), admin_of(advanced, "technical", "B"));
  EXPECT_THAT(high.customer_owes, ElementsAre("correct-contacts", "reachable"));
}

}  // namespace
}  // namespace mado::policy
