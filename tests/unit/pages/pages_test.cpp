#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "health/rules.hpp"
#include "pages/day_bar.hpp"
#include "pages/duties.hpp"
#include "pages/health_pages.hpp"
#include "pages/help_pages.hpp"
#include "pages/plans.hpp"
#include "pages/support.hpp"
#include "pages/words.hpp"
#include "unit/pages/readers.hpp"

namespace mado::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string support(Language language, std::string_view now = noon,
                    const std::vector<health::Incident>& incidents = {}) {
  return support_page(reader_at(now, language), {.path = "/", .host = "m365-cn.localhost"}, incidents);
}

health::Incident incident(std::string_view from) {
  health::Incident made{.id = IncidentId{7},
                        .code = "EX-1001",
                        .service = "exchange-online",
                        .titles = Texts("Mail <late>"),
                        .started_at = parse_instant(from).value()};
  made.updates.push_back({.at = made.started_at, .texts = Texts("We look.\nSoon more.")});
  return made;
}

TEST(SupportPage, says_the_promises_of_the_policy_in_every_language) {
  EXPECT_THAT(support(Language::en),
              AllOf(HasSubstr("within 1 hour"), HasSubstr("within 3 business days"),
                    HasSubstr("Severity A at Technical support needs: Advanced support "
                              "agreement. Signed through your sales account manager."),
                    HasSubstr("+86 400-089-0365"), HasSubstr("for 14 days")));
  EXPECT_THAT(support(Language::ja), AllOf(HasSubstr("1 営業日以内"), HasSubstr("毎日 9:00〜24:00(北京)"),
                                           HasSubstr("lang=\"ja\"")));
  EXPECT_THAT(support(Language::zh_hans), AllOf(HasSubstr("严重"), HasSubstr("工作日 9:00–18:00(北京)")));
}

TEST(SupportPage, has_no_text_that_the_catalogue_lacks_and_nothing_that_the_content_policy_refuses) {
  for (const auto language : all_languages) {
    const auto page = support(language);
    EXPECT_THAT(page, Not(HasSubstr("public.")));
    EXPECT_THAT(page, Not(HasSubstr("rules.")));
    EXPECT_THAT(page, Not(HasSubstr("{{")));
    EXPECT_THAT(page, Not(HasSubstr("style=")));
    EXPECT_THAT(page, Not(HasSubstr("onclick")));
  }
}

TEST(SupportPage, tells_when_a_closed_desk_opens) {
  EXPECT_THAT(support(Language::en), Not(HasSubstr("class=\"shut\"")));
  const auto sunday = support(Language::en, "2026-11-22T04:00:00Z");
  EXPECT_THAT(sunday, AllOf(HasSubstr("class=\"shut\""),
                            HasSubstr("opens <time datetime=\"2026-11-23T01:00:00Z\" data-as=\"clock\">")));
}

TEST(SupportPage, shows_trouble_first_and_escapes_it) {
  EXPECT_THAT(support(Language::en), HasSubstr("All services are working"));
  const auto page = support(Language::en, noon, {incident("2026-11-20T03:00:00Z")});
  EXPECT_THAT(page, AllOf(HasSubstr("Some services are impaired"), HasSubstr("Mail &lt;late&gt;")));
}

TEST(SupportPage, S8_S16_S26_tells_the_small_print) {
  EXPECT_THAT(support(Language::en),
              AllOf(HasSubstr("The code has 6 digits, holds for 10 minutes"),
                    HasSubstr("id=\"elsewhere-third-party\""), HasSubstr("on a scale of 1 to 5"),
                    HasSubstr("id=\"rule-waiting\""), HasSubstr("href=\"#rule-waiting\""),
                    HasSubstr("Moving mailboxes"), HasSubstr("open as a working day")));
}

TEST(SupportPage, is_light) {
  for (const auto language : all_languages) EXPECT_LT(support(language).size(), 60'000U);
}

std::string plans(Language language, std::string_view asked = {}) {
  return plans_page(reader_at(noon, language),
                    {.path = "/plans", .host = "m365-cn.localhost", .words = std::string(asked)});
}

TEST(PlansPage, S27_S21_says_what_each_plan_contains_and_gives) {
  EXPECT_THAT(plans(Language::en),
              AllOf(HasSubstr("id=\"feature-device-management\""), HasSubstr("id=\"plan-trial\""),
                    HasSubstr("severity A with Advanced support agreement"),
                    HasSubstr("Signed through your sales account manager."),
                    HasSubstr("Technical support, severity A"), Not(HasSubstr("class=\"line\" hidden>"))));
  for (const auto language : all_languages)
    EXPECT_THAT(plans(language), AllOf(Not(HasSubstr("public.")), Not(HasSubstr("{{"))));
}

TEST(PlansPage, S27_finds_without_a_script) {
  const auto feature = plans(Language::en, "ＤＥＶＩＣＥ  manage");
  EXPECT_THAT(feature, AllOf(HasSubstr("id=\"feature-device-management\" class=\"line\">"),
                             HasSubstr("id=\"feature-exchange-online\" class=\"line\" hidden>")));
  const auto plan = plans(Language::en, "business premium");
  EXPECT_THAT(plan, AllOf(HasSubstr("id=\"plan-business-premium\">"),
                          HasSubstr("id=\"plan-business-basic\" hidden>")));
  EXPECT_THAT(plans(Language::en, "<zzz>"),
              AllOf(HasSubstr("id=\"found-none\">"), HasSubstr("&lt;zzz&gt;"), Not(HasSubstr("<zzz>"))));
}

TEST(DutiesPage, S19_S24_S26_tells_both_sides_by_paragraph) {
  for (const auto language : all_languages) {
    const auto page = duties_page(reader_at(noon, language), {.path = "/who-does-what"});
    EXPECT_THAT(page, AllOf(HasSubstr("id=\"duty-admin-1\""), HasSubstr("href=\"#duty-operator-1\""),
                            HasSubstr("id=\"severity-A\""), HasSubstr("id=\"role-billing-admin\""),
                            Not(HasSubstr("public.")), Not(HasSubstr("{{"))));
  }
}

TEST(HealthPage, shows_open_incidents_with_their_updates_and_ninety_days) {
  const std::vector all = {incident("2026-11-20T03:00:00Z")};
  const auto page = health_page(reader_at(noon, Language::en), {.path = "/health"}, all);
  EXPECT_THAT(page, AllOf(HasSubstr("We look.\nSoon more."), HasSubstr("trouble on 1 of 90 days"),
                          HasSubstr("no trouble in 90 days"), HasSubstr("id=\"service-exchange-online\"")));
  size_t strokes = 0;
  for (auto at = page.find("<rect class=\"operational\""); at != std::string::npos;
       at = page.find("<rect class=\"operational\"", at + 1))
    ++strokes;
  EXPECT_EQ(6U * health::history_days - 1, strokes);
}

TEST(DayBar, draws_the_open_hours_of_the_operators_day) {
  const auto reader = reader_at(noon, Language::en);
  const auto& extended = *reader.policy().calendar("extended");
  EXPECT_EQ("9:00–24:00", today_text(extended, reader));
  EXPECT_THAT(day_bar_html(extended, reader),
              AllOf(HasSubstr("class=\"open\" x=\"90.0\" y=\"3\" width=\"150.0\""),
                    HasSubstr("class=\"now\" x=\"120.0\"")));
  EXPECT_EQ("0:00–24:00", today_text(*reader.policy().calendar("always"), reader));
  EXPECT_EQ("closed", today_text(*reader.policy().calendar("business"),
                                 reader_at("2026-11-22T04:00:00Z", Language::en)));
}

TEST(MarkedHtml, marks_by_utf16_units_and_escapes) {
  EXPECT_EQ("a<mark>&lt;b</mark>c", marked_html("a<bc", {{1, 3}}));
  EXPECT_EQ("😀<mark>移行</mark>が", marked_html("😀移行が", {{2, 4}}));
  EXPECT_EQ("ab<mark>c</mark>", marked_html("abc", {{2, 99}}));
}

TEST(AnswersPage, escapes_what_was_asked) {
  const auto page =
      answers_page(reader_at(noon, Language::en), {.path = "/help/search", .words = "\"><script>"}, {});
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, HasSubstr("/portal?q=%22%3E%3Cscript%3E"));
}

TEST(AnswersPage, marks_what_is_written_in_another_language) {
  const auto found = [](Language language) {
    return answers_page(reader_at(noon, Language::en), {.path = "/help/search", .words = "mail"},
                        {{.title = "T", .language = language}});
  };
  EXPECT_THAT(found(Language::ja), HasSubstr("<span lang=\"ja\">日本語</span>"));
  EXPECT_THAT(found(Language::en), Not(HasSubstr("<span lang=\"en\">English</span>")));
}

http::Call call_of(std::string path, std::vector<std::pair<std::string, std::string>> query) {
  http::Call call;
  call.path = std::move(path);
  call.query = std::move(query);
  return call;
}

TEST(Visit, a_chosen_language_is_kept_but_an_articles_language_is_no_choice) {
  EXPECT_TRUE(visit_of(call_of("/", {{"lang", "zh-CN"}}))->chose_language);
  EXPECT_FALSE(visit_of(call_of("/", {{"lang", "tlh"}}))->chose_language);
  EXPECT_FALSE(visit_of(call_of("/articles/art_1", {{"lang", "ja"}}))->chose_language);
  EXPECT_TRUE(visit_of(call_of("/articles/art_1", {{"lang", "ja"}, {"remember", "1"}}))->chose_language);
}

TEST(Visit, long_words_are_cut_between_characters) {
  std::string words;
  for (int n = 0; n < 500; ++n) words += "移";
  EXPECT_EQ(0U, visit_of(call_of("/help/search", {{"q", words}}))->words.size() % 3);
}

TEST(ReplyOf, the_same_page_again_is_not_sent) {
  const auto first = reply_of({.html = "<p>"}, {});
  const auto etag =
      std::ranges::find(first.headers, "ETag", &std::pair<std::string, std::string>::first)->second;
  const auto again = reply_of({.html = "<p>", .visit = {.if_none_match = etag}}, {});
  EXPECT_EQ(304, again.status);
  EXPECT_EQ("", again.body);
  EXPECT_EQ(200, reply_of({.html = "<p>x", .visit = {.if_none_match = etag}}, {}).status);
}

}  // namespace
}  // namespace mado::pages
