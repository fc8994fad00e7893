#include "base/language.hpp"

#include <gtest/gtest.h>

namespace mado {
namespace {

using enum Language;

TEST(Language, has_exact_codes) {
  for (const auto language : all_languages) EXPECT_EQ(language_of_code(code_of(language)), language);
  for (const char* code : {"", "EN", "zh", "zh-hans", "fr"}) EXPECT_FALSE(language_of_code(code)) << code;
}

TEST(Language, is_read_from_what_callers_write) {
  const std::pair<const char*, std::optional<Language>> cases[] = {{"en", en},
                                                                   {"en-GB", en},
                                                                   {"EN_us", en},
                                                                   {"ja", ja},
                                                                   {"ja-JP", ja},
                                                                   {"zh", zh_hans},
                                                                   {"zh-CN", zh_hans},
                                                                   {"zh-SG", zh_hans},
                                                                   {"zh-Hans", zh_hans},
                                                                   {"ZH_hans_cn", zh_hans},
                                                                   {"zh-TW", std::nullopt},
                                                                   {"zh-Hant", std::nullopt},
                                                                   {"zh-HK", std::nullopt},
                                                                   {"fr", std::nullopt},
                                                                   {"", std::nullopt},
                                                                   {"enx", std::nullopt}};
  for (const auto& [tag, language] : cases) EXPECT_EQ(language_of_tag(tag), language) << tag;
}

TEST(Language, is_chosen_by_the_weights_of_a_header) {
  const std::pair<const char*, std::optional<Language>> cases[] = {{"ja", ja},
                                                                   {"fr, ja;q=0.8, en;q=0.9", en},
                                                                   {"zh-CN,zh;q=0.9,en;q=0.8", zh_hans},
                                                                   {"en;q=0, ja;q=0.1", ja},
                                                                   {" fr ;q=1 , en ; q=0.5", en},
                                                                   {"en, ja", en},
                                                                   {"*", std::nullopt},
                                                                   {"", std::nullopt},
                                                                   {",,;q=,", std::nullopt}};
  for (const auto& [header, language] : cases) EXPECT_EQ(language_of_header(header), language) << header;
}

TEST(Texts, fall_back_along_the_operators_languages) {
  Texts texts;
  EXPECT_TRUE(texts.empty());
  EXPECT_EQ(texts.in(en), "");
  texts.set(ja, "窓口");
  texts.set(zh_hans, "窗口");
  EXPECT_EQ(texts.in(ja, {zh_hans}), "窓口");
  EXPECT_EQ(texts.in(en, {zh_hans, ja}), "窗口");
  EXPECT_EQ(texts.language_for(en, {zh_hans, ja}), zh_hans);
  EXPECT_EQ(texts.in(en), "窓口") << "any is better than none";
}

TEST(Texts, may_be_the_same_in_every_language) {
  Texts texts("Exchange Online");
  EXPECT_EQ(texts.in(ja), "Exchange Online");
  EXPECT_FALSE(texts.language_for(ja));
  EXPECT_FALSE(texts.empty());
}

}  // namespace
}  // namespace mado
