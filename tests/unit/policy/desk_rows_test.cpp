/// What the support model says of each desk, of severities and of time, word for word, held against the
/// reference policy (policy rows S13-S18, S22, S32).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "policy/clocks.hpp"
#include "policy/desk_hours.hpp"
#include "policy/read.hpp"
#include "policy/verdict.hpp"
#include "unit/policy/clocks_sample.hpp"

namespace mado::policy {
namespace {

using sample::local;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

std::shared_ptr<const Policy> china() {
  static const auto reading = *read_file(PROJECT_DIR "/policies/m365-21vianet.toml");
  return reading.policy;
}

constexpr auto workday = "2026-11-20T12:00";  // a Friday
constexpr auto number = "+86 400-089-0365";

Question at_desk(std::string desk, std::string severity = {}, std::string_view now = workday) {
  return {.asker = Asker::admin,
          .roles = {"global-admin"},
          .subscriptions = {{.plan = "business-basic"}, {.plan = "advanced-agreement"}},
          .extra = {},
          .desk = std::move(desk),
          .topic = {},
          .words = {},
          .impact = {},
          .severity = std::move(severity),
          .zone = {},
          .region = "CN",
          .now = local(now)};
}

std::vector<std::string> kinds_of_ways(const Verdict& verdict) {
  std::vector<std::string> kinds;
  for (const auto& way : verdict.ways) kinds.push_back(way.kind);
  return kinds;
}

Way phone_of(const Question& question) {
  const auto ways = decide(*china(), question).ways;
  const auto found = std::ranges::find(ways, "phone", &Way::kind);
  EXPECT_NE(found, ways.end());
  return found == ways.end() ? Way{} : *found;
}

/// What somebody writes, in each language, and the topic that it is filed under.
struct Subject {
  std::string topic;
  std::vector<std::string> written;
};

void expect_filed(const std::vector<Subject>& subjects, const std::string& desk) {
  for (const auto& subject : subjects)
    for (const auto& words : subject.written) {
      const auto* topic = topic_by_words(*china(), words);
      ASSERT_NE(topic, nullptr) << words;
      EXPECT_EQ(topic->id, subject.topic) << words;
      EXPECT_EQ(topic->desk, desk) << words;
    }
}

void expect_weekdays_nine_to_six(const std::string& desk) {
  for (const auto& [when, open] : std::map<std::string, bool>{{"2026-11-20T08:59", false},
                                                              {"2026-11-20T09:00", true},
                                                              {"2026-11-20T17:59", true},
                                                              {"2026-11-20T18:00", false},
                                                              {"2026-11-21T12:00", false},
                                                              {"2026-11-22T12:00", false},
                                                              {"2026-10-02T12:00", false},
                                                              {"2026-10-10T12:00", true}})
    EXPECT_EQ(phone_of(at_desk(desk, "C", when)).open_now, open) << desk << ' ' << when;
}

TEST(DeskRow, S13_presales_tells_of_plans_prices_and_partners_to_anybody_on_weekdays) {
  expect_filed({{"presales/features", {"Which plan has more?", "どのプランがよいですか", "各方案比较"}},
                {"presales/prices", {"How much is it?", "見積もりをください", "请给我报价"}},
                {"presales/solution", {"the right solution for us", "導入相談をしたい", "请推荐解决方案"}},
                {"presales/partner", {"find a partner near us", "販売代理店を知りたい", "寻找经销商"}},
                {"presales/purchase", {"first purchase", "新規契約をしたい", "首次购买"}}},
               "presales");
  expect_weekdays_nine_to_six("presales");
  EXPECT_EQ(phone_of(at_desk("presales")).value, phone_of(at_desk("technical")).value) << "the same number";
  for (const auto asker : {Asker::visitor, Asker::admin}) {
    auto asked = at_desk("presales");
    asked.asker = asker;
    EXPECT_EQ(decide(*china(), asked).answer, Answer::allowed);
  }
}

TEST(DeskRow, S14_billing_takes_its_six_subjects_by_the_number_and_the_form_of_technical) {
  expect_filed(
      {{"billing/trial-and-purchase", {"sign up for a subscription", "試用版の申し込み", "注册试用"}},
       {"billing/trial-and-purchase", {"from trial to paid", "有料版にしたい", "转为付费"}},
       {"billing/invoices", {"What is this charge on my invoice?", "請求書の見かた", "看不懂账单"}},
       {"billing/renewal", {"renewal of our plan", "契約更新について", "如何续订"}},
       {"billing/licences", {"add licences for new colleagues", "ライセンスを減らす方法", "增加许可证"}},
       {"billing/cancellation", {"cancellation", "解約したい", "如何退订"}}},
      "billing");
  expect_weekdays_nine_to_six("billing");
  EXPECT_EQ(phone_of(at_desk("billing")).value, number);
  EXPECT_EQ(phone_of(at_desk("technical")).value, number);
  EXPECT_EQ(kinds_of_ways(decide(*china(), at_desk("billing"))),
            kinds_of_ways(decide(*china(), at_desk("technical"))));
  EXPECT_THAT(kinds_of_ways(decide(*china(), at_desk("billing"))), Contains("web"));
}

TEST(DeskRow, S15_technical_has_the_tree_of_the_support_model) {
  expect_filed(
      {{"exchange-online/mailbox-migration", {"Mailbox migration stops", "IMAP の移行", "邮箱迁移失败"}},
       {"exchange-online/mailbox-permissions", {"send as a group", "代理送信の設定", "需要完全访问权限"}},
       {"exchange-online/mail-forwarding", {"forward mail outside", "自動転送が止まる", "邮件转发"}},
       {"exchange-online/shared-mailboxes",
        {"a shared mailbox is missing", "共有メールボックス", "共享邮箱"}},
       {"exchange-online/autodiscover", {"autodiscover fails", "自動検出に失敗する", "自动发现不工作"}},
       {"sharepoint-online/permissions", {"access denied", "サイトの権限", "拒绝访问"}},
       {"sharepoint-online/external-users", {"an external user", "外部ユーザーを招待", "外部用户无法打开"}},
       {"skype-online/installation", {"install Skype", "Skype のインストール", "安装 Skype 失败"}},
       {"skype-online/contacts", {"my contact list is empty", "連絡先が出ない", "联系人列表为空"}},
       {"apps/installation", {"install Office on Macs", "Office をインストール", "安装 Office"}},
       {"service-configuration/single-sign-on", {"single sign-on", "シングル サインオン", "单一登录"}},
       {"service-configuration/directory-sync", {"Active Directory users", "ディレクトリ同期", "目录同步"}}},
      "technical");
}

TEST(DeskRow, S16_other_makers_services_go_to_the_community_and_own_subjects_do_not) {
  for (const auto* words : {"A third-party add-in crashes Outlook", "他社製のアドイン", "第三方加载项崩溃"}) {
    auto asked = at_desk("technical");
    asked.words = words;
    const auto found = decide(*china(), asked).out_of_scope;
    ASSERT_TRUE(found) << words;
    const auto subject = std::ranges::find(china()->out_of_scope, *found, &OutOfScope::id);
    EXPECT_EQ(subject->send_to, "community") << words;
  }
  for (const auto* words : {"A shared mailbox is missing", "移行できない", "如何续订"}) {
    auto asked = at_desk("technical");
    asked.words = words;
    EXPECT_FALSE(decide(*china(), asked).out_of_scope) << words;
  }
}

TEST(SeverityRow, S17_the_kind_of_problem_and_the_impact_give_the_severity) {
  using enum ServiceImpact;
  using enum PeopleImpact;
  const std::vector<std::pair<Impact, std::string>> cases = {
      {{down, many, std::nullopt}, "A"},    {{down, many, true}, "A"},
      {{down, one, std::nullopt}, "B"},     {{impaired, many, std::nullopt}, "B"},
      {{impaired, one, false}, "B"},        {{impaired, one, true}, "C"},
      {{question, one, std::nullopt}, "C"}, {{question, many, std::nullopt}, "C"}};
  for (const auto& [impact, severity] : cases) {
    auto asked = at_desk("technical");
    asked.impact = impact;
    EXPECT_EQ(decide(*china(), asked).severity, severity);
  }
}

TEST(SeverityRow, S17_the_signs_of_the_support_model_are_told_in_every_language) {
  const std::map<std::string, std::vector<std::string>> signs = {
      {"A",
       {"Sending or receiving mail fails widely.", "A SharePoint site is down.",
        "Nobody can send instant messages, or join or plan meetings."}},
      {"B",
       {"The text of the send button is garbled.",
        "A setting works in the shell but not in the admin page."}},
      {"C", {"How do I set passwords never to expire?", "A user cannot delete contact data."}}};
  for (const auto& severity : china()->severities) {
    std::vector<std::string> told;
    for (const auto& sign : severity.signs) {
      told.emplace_back(sign.in(Language::en));
      for (const auto language : all_languages) EXPECT_FALSE(sign.in(language).empty()) << severity.id;
    }
    EXPECT_EQ(told, signs.at(severity.id));
  }
}

Instant first_response_of(const std::string& severity, std::string_view now) {
  const auto verdict = decide(*china(), at_desk("technical", severity, now));
  EXPECT_EQ(verdict.severity, severity);
  return verdict.clocks.at(0).due.value();
}

TEST(TimeRow, S18_first_response_within_an_hour_a_business_day_and_three) {
  EXPECT_EQ(first_response_of("A", "2026-11-20T17:00"), local("2026-11-20T18:00"));
  EXPECT_EQ(first_response_of("B", "2026-11-20T17:00"), local("2026-11-23T17:00"));
  EXPECT_EQ(first_response_of("C", "2026-11-20T17:00"), local("2026-11-25T17:00"));
  EXPECT_EQ(first_response_of("A", "2026-10-02T03:00"), local("2026-10-02T04:00")) << "also on a holiday";
  EXPECT_EQ(first_response_of("B", "2026-09-30T17:00"), local("2026-10-08T17:00")) << "holidays are left out";
}

/// When the next update is due after each answer, and at the end.
std::vector<Instant> next_updates(const std::string& severity, std::vector<std::string> answers) {
  Life life(china());
  const auto happen = [&](std::string_view at, LifeEventKind kind) {
    LifeEvent event{.at = local(at), .kind = kind, .desk = {}, .severity = {}};
    if (kind == LifeEventKind::opened)
      event.desk = "technical", event.severity = severity, event.has = {"advanced-agreement"};
    EXPECT_TRUE(life.take(event)) << at;
  };
  happen(answers.front(), LifeEventKind::opened);
  std::vector<Instant> dues;
  for (const auto& at : answers) {
    happen(at, LifeEventKind::agent_replied);
    const auto all = life.status(local(at)).clocks;
    dues.push_back(std::ranges::find(all, ClockKind::next_update, &ClockStatus::kind)->due.value());
  }
  happen(answers.back(), LifeEventKind::solved);
  for (const auto& clock : life.status(local(answers.back())).clocks)
    EXPECT_NE(clock.kind, ClockKind::next_update) << "it goes on until solved";
  return dues;
}

TEST(TimeRow, S18_critical_requests_are_followed_up_without_pause_until_solved) {
  EXPECT_THAT(
      next_updates("A", {"2026-11-21T22:30", "2026-11-21T23:20", "2026-11-22T00:15", "2026-11-22T03:59"}),
      ElementsAre(local("2026-11-21T23:30"), local("2026-11-22T00:20"), local("2026-11-22T01:15"),
                  local("2026-11-22T04:59")));
}

TEST(TimeRow, S32_the_rhythm_of_updates_goes_by_severity) {
  EXPECT_THAT(next_updates("B", {"2026-11-19T10:00", "2026-11-20T11:00"}),
              ElementsAre(local("2026-11-23T10:00"), local("2026-11-24T11:00")));
  EXPECT_THAT(next_updates("C", {"2026-11-19T10:00"}), ElementsAre(local("2026-11-26T10:00")));
}

TEST(TimeRow, S22_critical_around_the_clock_and_others_daily_from_nine_to_midnight) {
  const auto hours = hours_of_desk(*china(), *china()->desk("technical"));
  ASSERT_EQ(hours.size(), 2U);
  EXPECT_THAT(hours[0].severities, ElementsAre("A"));
  EXPECT_THAT(hours[1].severities, ElementsAre("B", "C"));
  for (const auto* day : {"2026-11-20", "2026-11-22", "2026-10-01"}) {
    const auto at = [&](const char* time) { return local(std::string(day) + 'T' + time); };
    const auto open = [&](size_t which, Instant when) {
      return opening_at(hours[which].calendar->calendar, when).open_now;
    };
    EXPECT_TRUE(open(0, at("03:00"))) << day;
    EXPECT_FALSE(open(1, at("09:00") - Millis{1})) << day;
    EXPECT_TRUE(open(1, at("09:00"))) << day;
    EXPECT_TRUE(open(1, at("23:59"))) << day;
    EXPECT_FALSE(open(1, at("23:59") + Millis{60'000})) << day;
  }
}

}  // namespace
}  // namespace mado::policy
