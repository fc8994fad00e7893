#include "search/spelling.hpp"

#include <gtest/gtest.h>

namespace mado::search {
namespace {

TEST(Distance, counts_single_changes) {
  EXPECT_EQ(distance("mail", "mail", 2), 0U);
  EXPECT_EQ(distance("mial", "mail", 2), 1U);
  EXPECT_EQ(distance("mailbx", "mailbox", 2), 1U);
  EXPECT_EQ(distance("calender", "calendar", 2), 1U);
  EXPECT_EQ(distance("abc", "xyz", 2), 3U);
  EXPECT_EQ(distance("", "ab", 1), 2U);
}

TEST(Corrections, are_the_nearest_the_most_used_first) {
  Corrections corrections("calender");
  for (const char* known : {"calendar", "calendars", "lender"})
    if (corrections.is_near(known)) corrections.take(known, 5);
  ASSERT_EQ(corrections.best().size(), 1U);
  EXPECT_EQ(corrections.best().front().spelling, "calendar");
}

TEST(Corrections, leave_short_words_alone) { EXPECT_FALSE(Corrections("abc").is_near("abd")); }

}  // namespace
}  // namespace mado::search
