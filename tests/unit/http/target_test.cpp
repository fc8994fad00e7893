#include "http/target.hpp"

#include <gmock/gmock.h>

namespace mado::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Target, IsDecoded) {
  const auto target = read_target("/portal/%E6%97%A5%E6%9C%AC+?q=a+b%2B&lang=zh-Hans&empty=&bare&q=%26");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/portal/日本+");
  EXPECT_THAT(target->query, ElementsAre(Pair("q", "a b+"), Pair("lang", "zh-Hans"), Pair("empty", ""),
                                         Pair("bare", ""), Pair("q", "&")));
}

TEST(Target, MayBeAbsolute) {
  EXPECT_EQ(read_target("http://example.com/a?b=c")->path, "/a");
  EXPECT_EQ(read_target("http://example.com")->path, "/");
}

TEST(Form, IsDecodedAsAQueryIs) {
  const auto form = read_form("helped=no&reason=%E8%AA%9E+1%262");
  ASSERT_TRUE(form);
  EXPECT_THAT(*form, ElementsAre(Pair("helped", "no"), Pair("reason", "語 1&2")));
  EXPECT_THAT(*read_form(""), IsEmpty());
  for (const auto* bad : {"a=%", "a=%00", "a=%ff", "%zz=1"})
    EXPECT_EQ(read_form(bad).error().key, "form.unreadable") << bad;
}

TEST(Target, RefusesWhatIsNotText) {
  for (const auto* bad : {"", "a", "/%", "/%4", "/%zz", "/%00", "/%ff", "/%ed%a0%80", "/%c0%af", "/a?q=%00",
                          "/a?%ff=1", "/a?q=%e", "*"}) {
    const auto target = read_target(bad);
    ASSERT_FALSE(target) << bad;
    EXPECT_EQ(target.error().key, "target.unreadable");
    EXPECT_EQ(target.error().code, ErrorCode::unreadable);
  }
}

TEST(Cookie, IsFoundAmongOthers) {
  EXPECT_EQ(cookie_of("a=1; session=abc=def ;b=2", "session"), "abc=def");
  EXPECT_EQ(cookie_of("a=1;b=2", "b"), "2");
  EXPECT_EQ(cookie_of("xsession=1; sessionx=2; session", "session"), std::nullopt);
  EXPECT_EQ(cookie_of("", "a"), std::nullopt);
  EXPECT_EQ(cookie_of("a=", "a"), "");
}

}  // namespace
}  // namespace mado::http
