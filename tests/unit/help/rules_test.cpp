#include "help/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "help/document.hpp"

namespace mado::help {
namespace {

using ::testing::HasSubstr;

std::string refused_field(const Result<Draft>& draft) {
  if (draft) return "taken";
  return draft.error().fields.empty() ? draft.error().key : draft.error().fields.front().field;
}

TEST(ReadLine, takes_the_form_of_the_data) {
  const auto draft = read_line(
      R"({"id":"zh:exchange/quota","lang":"zh","title":" 配额 ","description":"d","product":"Exchange",)"
      R"("url_path":"/zh/exchange/quota","updated":"2024-08-01","markdown":"# 配额\n正文"})");
  ASSERT_TRUE(draft.has_value());
  EXPECT_EQ(draft->reference, "exchange/quota");
  EXPECT_EQ(draft->external_id, "zh:exchange/quota");
  EXPECT_EQ(draft->language, Language::zh_hans);
  EXPECT_EQ(draft->title, "配额");
  EXPECT_EQ(draft->names, "exchange/quota");
  EXPECT_EQ(draft->audience, Audience::everyone);
  EXPECT_EQ(format_instant(*draft->updated), "2024-08-01T00:00:00Z");
}

TEST(ReadLine, names_what_is_wrong) {
  EXPECT_EQ(refused_field(read_line("{")), "json.unreadable");
  EXPECT_EQ(refused_field(read_line("[]")), "json.not_object");
  EXPECT_EQ(refused_field(read_line(R"({"id":"a","lang":"en","markdown":"x"})")), "title");
  EXPECT_EQ(refused_field(read_line(R"({"id":"a","lang":"tlh","title":"t","markdown":"x"})")), "lang");
  EXPECT_EQ(refused_field(read_line(R"({"id":"a","lang":"en","title":"t"})")), "markdown");
  EXPECT_EQ(refused_field(read_line(R"({"id":7,"lang":"en","title":"t","markdown":"x"})")), "id");
  EXPECT_EQ(refused_field(read_line(R"({"id":"a","lang":"en","title":"t","markdown":"x","updated":"soon"})")),
            "updated");
  EXPECT_EQ(refused_field(read_line(R"({"id":"a","lang":"en","title":"t","markdown":"x","audience":"me"})")),
            "audience");
}

TEST(ReadFile, reads_front_matter) {
  const auto draft =
      read_file("articles/quota.zh-Hans.md",
                "---\ntitle: \"配额\"\ndescription: d: e\nproduct: exchange-online\ntopic: a/b\n"
                "audience: admins\nupdated: 2026-08-24\n---\n\n正文\n");
  ASSERT_TRUE(draft.has_value());
  EXPECT_EQ(draft->reference, "quota");
  EXPECT_EQ(draft->language, Language::zh_hans);
  EXPECT_EQ(draft->title, "配额");
  EXPECT_EQ(draft->description, "d: e");
  EXPECT_EQ(draft->audience, Audience::admins);
  EXPECT_EQ(draft->markdown, "\n正文\n");
}

TEST(ReadFile, names_what_is_wrong) {
  EXPECT_EQ(refused_field(read_file("a.en.md", "no front matter")), "front matter");
  EXPECT_EQ(refused_field(read_file("a.en.md", "---\ntitle: t\n")), "front matter");
  EXPECT_EQ(refused_field(read_file("a.md", "---\ntitle: t\n---\nx")), "lang");
  EXPECT_EQ(refused_field(read_file("a.fr.md", "---\ntitle: t\n---\nx")), "lang");
  EXPECT_EQ(refused_field(read_file("a.en.md", "\xff\xfe")), "unreadable");
}

TEST(Read, cuts_at_headings_and_keeps_passages_short) {
  Draft draft;
  draft.title = "T";
  draft.reference = "a/b";
  draft.markdown =
      "# T\n\nFirst.\n\n## Steps\n\n" + std::string(4000, 'x') + "\n\n[next](../c.md) [self](b.md)";
  const Reading reading = read(draft);
  ASSERT_GE(reading.passages.size(), 4U);
  EXPECT_EQ(reading.passages[0].text, "First.");
  EXPECT_EQ(reading.passages[1].heading, "Steps");
  for (const auto& passage : reading.passages) EXPECT_LE(passage.text.size(), 1500U);
  ASSERT_EQ(reading.links.size(), 1U);
  EXPECT_EQ(reading.links[0].target, "c");
}

TEST(Read, never_cuts_inside_a_character) {
  Draft draft;
  draft.language = Language::ja;
  for (int at = 0; at < 3000; ++at) draft.markdown += "あ";
  for (const auto& passage : read(draft).passages) EXPECT_TRUE(is_utf8(passage.text));
}

TEST(TargetOf, follows_paths_and_slugs) {
  EXPECT_EQ(target_of("article:renew", "x"), "renew");
  EXPECT_EQ(target_of("../c/d.md#part", "a/b/x"), "a/c/d");
  EXPECT_EQ(target_of("../../../../d.md", "a/x"), "d");
  EXPECT_EQ(target_of("https://a.example/b.md", "a/x"), "");
  EXPECT_EQ(target_of("/root/b", "a/x"), "");
  EXPECT_EQ(target_of("#part", "a/x"), "");
}

TEST(Packed, comes_back_as_it_was) {
  const std::vector<search::Passage> passages = {{"", "one"}, {"two", ""}, {"three", "drei\n3"}};
  const auto back = unpacked(expanded(compressed(packed(passages))));
  ASSERT_EQ(back.size(), passages.size());
  for (size_t at = 0; at < back.size(); ++at) {
    EXPECT_EQ(back[at].heading, passages[at].heading);
    EXPECT_EQ(back[at].text, passages[at].text);
  }
  EXPECT_TRUE(unpacked("").empty());
}

}  // namespace
}  // namespace mado::help
