/// The verdict (policy rows S2, S5, S13-S17, S19, S21-S23, N5).
#include "policy/verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Contoso's admin, with the agreement, on a Monday morning.
Question question() {
  return {.asker = Asker::admin,
          .roles = {"global-admin"},
          .subscriptions = {{.plan = "basic"}, {.plan = "agreement"}},
          .extra = {},
          .desk = "technical",
          .topic = {},
          .words = {},
          .impact = Impact{.service = ServiceImpact::down, .people = PeopleImpact::many, .workaround = {}},
          .severity = {},
          .zone = {},
          .region = {},
          .now = local("2026-11-02T08:00")};
}

Verdict decided(const Question& asked) { return decide(*policy(), asked); }

TEST(VerdictS17, TheFirstTriageRowThatFitsChoosesTheSeverity) {
  const auto verdict = decided(question());
  EXPECT_EQ(verdict.answer, Answer::allowed);
  EXPECT_EQ(verdict.severity, "A");
  EXPECT_EQ(verdict.limit, std::nullopt);
  ASSERT_TRUE(verdict.triage_place);
  EXPECT_EQ(verdict.triage_place->line, policy()->triage[0].place.line);
  const auto severity_of = [](ServiceImpact service, std::optional<bool> workaround) {
    return triage(*policy(), {.service = service, .people = PeopleImpact::one, .workaround = workaround})
        ->severity;
  };
  EXPECT_EQ(severity_of(ServiceImpact::impaired, true), "C");
  EXPECT_EQ(severity_of(ServiceImpact::impaired, false), "B");
  EXPECT_EQ(severity_of(ServiceImpact::impaired, std::nullopt), "B");
  EXPECT_EQ(severity_of(ServiceImpact::question, std::nullopt), "C");
}

TEST(VerdictS18, ShowsTheClocksThatWouldRun) {
  const auto verdict = decided(question());
  ASSERT_EQ(verdict.clocks.size(), 1U);
  EXPECT_EQ(verdict.clocks[0].due, local("2026-11-02T09:00"));
  EXPECT_EQ(verdict.clocks[0].promise, verdict.promise);
  EXPECT_THAT(verdict.customer_owes, ElementsAre("impact-statement", "reachable"));
}

TEST(VerdictN5, SaysWhichClauseLimitsTheSeverityAndWhatWouldLiftIt) {
  auto asked = question();
  asked.subscriptions = {{.plan = "basic"}};
  const auto verdict = decided(asked);
  EXPECT_EQ(verdict.severity_asked, "A");
  EXPECT_EQ(verdict.severity, "B");
  ASSERT_TRUE(verdict.limit);
  EXPECT_EQ(verdict.limit->reason, Limit::Reason::needs_entitlement);
  EXPECT_EQ(verdict.limit->needs, "gold");
  EXPECT_THAT(verdict.limit->lifted_by, testing::UnorderedElementsAre("agreement", "gold"));
  EXPECT_EQ(verdict.limit->place.line, policy()->promises[0].needs_place.line);
  asked.extra = {"agreement"};
  EXPECT_EQ(decided(asked).severity, "A");
}

TEST(VerdictS21, BillingReachesBAtMost) {
  auto asked = question();
  asked.desk = "billing";
  const auto verdict = decided(asked);
  EXPECT_EQ(verdict.severity, "B");
  ASSERT_TRUE(verdict.limit);
  EXPECT_EQ(verdict.limit->reason, Limit::Reason::desk_lacks_severity);
  EXPECT_EQ(verdict.limit->place.line, policy()->desk("billing")->severities_place.line);
}

TEST(VerdictS2, EndUsersAreSentToTheirOwnAdmins) {
  auto asked = question();
  asked.asker = Asker::end_user;
  asked.roles.clear();
  const auto verdict = decided(asked);
  EXPECT_EQ(verdict.answer, Answer::ask_own_admins);
  EXPECT_THAT(verdict.ways, IsEmpty());
  EXPECT_THAT(verdict.clocks, IsEmpty());
}

TEST(VerdictS2, RolesLimitWhatAnAdminMayOpen) {
  auto asked = question();
  asked.roles = {"billing-admin"};
  EXPECT_EQ(decided(asked).answer, Answer::role_lacks_right);
  asked.desk = "billing";
  EXPECT_EQ(decided(asked).answer, Answer::allowed);
  asked.desk.clear();
  EXPECT_EQ(decided(asked).desk, "billing");
  asked.roles = {"user-admin", "billing-admin"};
  EXPECT_EQ(decided(asked).answer, Answer::allowed);
}

TEST(VerdictS5, PartnerCustomersAreSentToTheirPartnerAndMayInsist) {
  auto asked = question();
  asked.subscriptions = {{.plan = "basic", .direct = false}};
  const auto sent = decided(asked);
  EXPECT_EQ(sent.answer, Answer::ask_partner);
  EXPECT_TRUE(sent.may_insist);
  EXPECT_EQ(sent.severity, "B");
  asked.insists = true;
  EXPECT_EQ(decided(asked).answer, Answer::allowed);
  Policy strict = *policy();
  strict.operator_facts.partner_customers = PartnerCustomers::partner_only;
  EXPECT_EQ(decide(strict, asked).answer, Answer::ask_partner);
  EXPECT_FALSE(decide(strict, asked).may_insist);
  strict.operator_facts.partner_customers = PartnerCustomers::operator_too;
  asked.insists = false;
  EXPECT_EQ(decide(strict, asked).answer, Answer::allowed);
}

TEST(VerdictS5, OneDirectSubscriptionIsEnough) {
  auto asked = question();
  asked.subscriptions = {{.plan = "basic", .direct = false}, {.plan = "bills", .direct = true}};
  EXPECT_EQ(decided(asked).answer, Answer::allowed);
  asked.subscriptions = {{.plan = "bills"}};
  EXPECT_EQ(decided(asked).answer, Answer::no_subscription);
  asked.subscriptions.clear();
  EXPECT_EQ(decided(asked).answer, Answer::no_subscription);
}

TEST(VerdictS13, ADeskOpenToVisitorsNeedsNoSubscription) {
  auto asked = question();
  asked.asker = Asker::visitor;
  asked.roles.clear();
  asked.subscriptions.clear();
  asked.desk.clear();
  const auto verdict = decided(asked);
  EXPECT_EQ(verdict.answer, Answer::allowed);
  EXPECT_EQ(verdict.desk, "night");
  asked.desk = "technical";
  EXPECT_EQ(decided(asked).answer, Answer::desk_not_open);
  asked.desk = "garden";
  EXPECT_EQ(decided(asked).answer, Answer::unknown_desk);
}

TEST(VerdictS15, TopicsAndTheirWordsLeadToTheDesk) {
  auto asked = question();
  asked.desk.clear();
  asked.topic = "billing/renewal";
  EXPECT_EQ(decided(asked).desk, "billing");
  asked.topic.clear();
  asked.words = "We want to RENEW early";
  EXPECT_EQ(decided(asked).desk, "billing");
  asked.words = "メールボックスの移行ができない";
  EXPECT_EQ(decided(asked).desk, "technical");
}

TEST(VerdictS16, SubjectsOutOfScopeAreRecognisedInEveryScriptAndWidth) {
  const auto subject = [](std::string words) {
    auto asked = question();
    asked.words = std::move(words);
    const auto verdict = decided(asked);
    EXPECT_EQ(verdict.answer, Answer::allowed);
    return verdict.out_of_scope.value_or("");
  };
  EXPECT_EQ(subject("Outlook ADD-IN crashes"), "third-party");
  EXPECT_EQ(subject("Outlook の アドインが落ちる"), "third-party");
  EXPECT_EQ(subject("Outlook の ｱﾄﾞｲﾝ が落ちる"), "third-party");
  EXPECT_EQ(subject("加载项打不开"), "third-party");
  EXPECT_EQ(subject("ＶＰＮ接続が切れる"), "network");
  EXPECT_EQ(subject("vpn"), "network");
  EXPECT_EQ(subject("OpenVPNs are many"), "");
  EXPECT_EQ(subject("mailbox is full"), "");
  EXPECT_EQ(subject(""), "");
}

TEST(VerdictS22, WaysOfContactAreOpenNowOrNext) {
  const auto phone_of = [](Question asked) {
    for (auto& way : decided(asked).ways)
      if (way.kind == "phone") return way;
    return Way{.kind = {}, .value = {}, .languages = {}, .calendar = {}};
  };
  auto asked = question();
  const auto critical = phone_of(asked);
  EXPECT_TRUE(critical.open_now);
  EXPECT_EQ(critical.closes_at, std::nullopt);
  asked.impact = Impact{.service = ServiceImpact::impaired, .people = PeopleImpact::one, .workaround = {}};
  const auto early = phone_of(asked);
  EXPECT_FALSE(early.open_now);
  EXPECT_EQ(early.opens_at, local("2026-11-02T09:00"));
  asked.now = local("2026-11-02T12:00");
  EXPECT_EQ(phone_of(asked).closes_at, local("2026-11-03T00:00"));
  asked.region = "JP";
  EXPECT_EQ(phone_of(asked).kind, "phone") << "no number for Japan: the others are shown rather than none";
}

TEST(VerdictS5, WithoutADeskNamedAPartnersCustomerIsStillSentToThePartner) {
  auto asked = question();
  asked.desk = {};
  asked.subscriptions = {{.plan = "basic", .direct = false}};
  EXPECT_EQ(decided(asked).answer, Answer::ask_partner) << "and not to the desk for buyers";
}

TEST(VerdictS6, CalendarsOfTheCallerCountInTheirZone) {
  Policy abroad = *policy();
  for (auto& calendar : abroad.calendars) calendar.caller_zone = calendar.id == "extended";
  auto asked = question();
  asked.severity = "B";
  asked.zone = "Asia/Tokyo";
  const auto verdict = decide(abroad, asked);
  EXPECT_EQ(verdict.clocks.at(0).due, local("2026-11-02T14:00"));
  asked.zone = "Mars/Olympus";
  EXPECT_EQ(decide(abroad, asked).clocks.at(0).due, local("2026-11-02T15:00"));
}

}  // namespace
}  // namespace mado::policy::sample
