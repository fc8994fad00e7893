#include "base/json.hpp"

#include <gtest/gtest.h>

namespace mado {
namespace {

std::string key_of(std::string_view text) {
  const auto value = parse_json(text);
  return value ? "" : value.error().key;
}

TEST(Json, reads_what_is_json) {
  for (const char* text : {"null", "1", "\"a\"", "[]", "{}", " {\"a\":[1,2.5,{\"a\":true}],\"b\":{\"a\":1}} ",
                           "\"\\ud83d\\ude00\"", "\"日本語\""})
    EXPECT_EQ(key_of(text), "") << text;
  EXPECT_EQ(parse_json("{\"a\":{\"b\":\"c\"}}")->at("a").at("b").as_string(), "c");
}

TEST(Json, refuses_what_is_not) {
  for (const char* text :
       {"", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "1 2", "{} {}", "nul", "// c\n1", "NaN",
        "\"\\ud800\"", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\n\""})
    EXPECT_EQ(key_of(text), "json.unreadable") << text;
}

TEST(Json, refuses_keys_that_stand_twice_however_written) {
  EXPECT_EQ(key_of("{\"a\":1,\"a\":2}"), "json.duplicate_key");
  EXPECT_EQ(key_of("{\"x\":[{\"a\":1,\"\\u0061\":2}]}"), "json.duplicate_key");
  EXPECT_EQ(parse_json("{\"ab\":1,\"ab\":2}").error().values.at("key"), "ab");
  EXPECT_EQ(key_of("[{\"a\":1},{\"a\":2}]"), "");
}

TEST(Json, refuses_nul_characters_in_texts_and_keys) {
  EXPECT_EQ(key_of("{\"a\":\"b\\u0000c\"}"), "json.nul");
  EXPECT_EQ(key_of("{\"a\\u0000\":1}"), "json.nul");
}

TEST(Json, goes_32_levels_deep) {
  const auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(key_of(nested(32)), "");
  EXPECT_EQ(key_of(nested(33)), "json.unreadable");
  EXPECT_EQ(key_of(nested(100'000)), "json.unreadable");
}

TEST(Utf8, is_well_formed_or_not) {
  for (const char* text : {"", "a", "é", "日本", "😀", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(text)) << text;
  for (const char* text : {"\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe6\x97", "a\xff"})
    EXPECT_FALSE(is_utf8(text));
}

}  // namespace
}  // namespace mado
