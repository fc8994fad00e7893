#include "pages/ways_in.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pages/plans.hpp"
#include "pages/support.hpp"
#include "unit/pages/readers.hpp"

namespace mado::pages {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string support(Language language, const std::string& name) {
  return support_page(reader_at(noon, language, name), {.path = "/", .host = "m365.localhost"}, {});
}

TEST(WaysIn, S6_a_number_says_where_in_which_language_for_whom_and_when) {
  const auto page = support(Language::en, "m365-worldwide");
  EXPECT_THAT(page,
              AllOf(HasSubstr("Everywhere · English"), HasSubstr("Germany, Austria, Switzerland · German"),
                    HasSubstr("Technical support, Small-business specialists</td>"),
                    HasSubstr("Monday to Friday 9:00–17:30 (Tokyo)")));
  EXPECT_THAT(support(Language::en, "m365-21vianet"),
              AllOf(HasSubstr("<td class=\"for\">Technical support, severity A</td>"),
                    HasSubstr("<td class=\"for\">Technical support, severity B, C</td>"),
                    HasSubstr("<td class=\"for\">Billing and subscriptions, Before you buy</td>")));
}

TEST(WaysIn, S28_no_way_is_shown_that_the_policy_does_not_have) {
  EXPECT_THAT(support(Language::en, "m365-21vianet"), HasSubstr("id=\"wechat\""));
  EXPECT_THAT(support(Language::en, "m365-worldwide"), Not(HasSubstr("id=\"wechat\"")));
}

TEST(WaysIn, S30_says_which_languages_are_answered_in) {
  EXPECT_THAT(support(Language::ja, "m365-worldwide"),
              HasSubstr("英語、日本語、中国語 (簡体字)でお答えします。"));
}

TEST(SupportPage, S21_says_what_a_request_opens_as_without_the_agreement) {
  EXPECT_THAT(support(Language::en, "m365-21vianet"), HasSubstr("Without it, a request opens as B."));
  EXPECT_THAT(support(Language::en, "m365-worldwide"), Not(HasSubstr("Without it")));
}

TEST(PlansPage, S27_leaves_out_what_a_plan_has_nothing_of) {
  for (const auto* name : {"m365-21vianet", "m365-worldwide"}) {
    const auto page = plans_page(reader_at(noon, Language::en, name), {.path = "/plans"});
    EXPECT_THAT(page, AllOf(Not(HasSubstr("<dd></dd>")), Not(HasSubstr("()"))));
  }
}

TEST(SupportPage, leaves_no_element_empty_of_words) {
  for (const auto* name : {"m365-21vianet", "m365-worldwide"})
    for (const auto language : all_languages)
      EXPECT_THAT(support(language, name),
                  AllOf(Not(HasSubstr("<small></small>")), Not(HasSubstr("<dd></dd>")),
                        Not(HasSubstr("> · ")), Not(HasSubstr("TIME</"))));
}

}  // namespace
}  // namespace mado::pages
