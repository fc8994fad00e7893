#include "base/markdown.hpp"

#include <gtest/gtest.h>

namespace mado {
namespace {

TEST(SafeHtml, writes_what_github_writes) {
  EXPECT_EQ(safe_html("**a** ~~b~~"), "<p><strong>a</strong> <del>b</del></p>\n");
  EXPECT_NE(safe_html("|a|b|\n|-|-|\n|1|2|\n").find("<td>2</td>"), std::string::npos);
  EXPECT_NE(safe_html("see https://a.example/x").find("<a href=\"https://a.example/x\">"), std::string::npos);
}

TEST(SafeHtml, lets_no_html_through) {
  EXPECT_EQ(safe_html("<script>alert(1)</script>"), "");
  EXPECT_EQ(safe_html("a <b onclick=\"x()\">bold</b> word"), "<p>a bold word</p>\n");
  EXPECT_EQ(safe_html("<img src=x onerror=alert(1)>").find("<img"), std::string::npos);
  EXPECT_EQ(safe_html("a<!-- secret -->b"), "<p>ab</p>\n");
}

TEST(SafeHtml, shows_placeholders_as_written) {
  EXPECT_EQ(safe_html("ping <server> now"), "<p>ping &lt;server&gt; now</p>\n");
  EXPECT_EQ(safe_html("<server>\nis down"), "<p>&lt;server&gt;\nis down</p>\n");
}

TEST(SafeHtml, takes_away_addresses_that_run_code) {
  for (const char* address : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x"})
    EXPECT_EQ(safe_html(std::string("[a](") + address + ")"), "<p><a href=\"\">a</a></p>\n") << address;
}

TEST(SafeHtml, keeps_line_breaks_of_html) { EXPECT_EQ(safe_html("a<br>b"), "<p>a<br />\nb</p>\n"); }

TEST(SafeHtml, survives_odd_bytes) {
  EXPECT_EQ(safe_html("a\xff"), "<p>a\xef\xbf\xbd</p>\n");
  EXPECT_FALSE(safe_html(std::string(20000, '[')).empty());
  EXPECT_FALSE(safe_html(std::string(20000, '>')).empty());
}

TEST(SafeHtml, asks_where_links_lead) {
  const LinkOf link_of = [](std::string_view address) {
    return address == "article:x" ? "/articles/1" : std::string();
  };
  EXPECT_EQ(safe_html("[a](article:x) [b](article:y)", link_of), "<p><a href=\"/articles/1\">a</a> b</p>\n");
}

TEST(MarkdownText, gives_blocks_in_order) {
  const MarkdownText text =
      markdown_text("# T\n\nA *b*\nc\n\n- [one](x)\n\n|p|q|\n|-|-|\n|1|2|\n\n```\ncode\n```\n");
  ASSERT_EQ(text.blocks.size(), 6U);
  EXPECT_EQ(text.blocks[0].kind, MarkdownBlockKind::heading);
  EXPECT_EQ(text.blocks[1].text, "A b c");
  EXPECT_EQ(text.blocks[2].text, "one");
  EXPECT_EQ(text.blocks[3].text, "p q");
  EXPECT_EQ(text.blocks[4].text, "1 2");
  EXPECT_EQ(text.blocks[5].text, "code\n");
  ASSERT_EQ(text.links.size(), 1U);
  EXPECT_EQ(text.links[0].address, "x");
}

}  // namespace
}  // namespace mado
