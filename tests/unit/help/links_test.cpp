#include "help/links.hpp"

#include <gmock/gmock.h>

#include "help/rules.hpp"

namespace mado::help {
namespace {

using testing::HasSubstr;

TEST(Videos, AreShownAsWhatTheyAreAndOpenElsewhere) {
  for (const auto* address :
       {"https://www.youtube.com/watch?v=1", "https://youtu.be/x", "https://m.bilibili.com/video/1",
        "https://media.contoso.example/a.mp4?t=1", "https://media.contoso.example/a.webm"}) {
    const auto html =
        with_videos("<p><a href=\"" + std::string(address) + "\">How to</a></p>\n", Language::en);
    EXPECT_THAT(html, HasSubstr("<p class=\"video\"><a href=")) << address;
    EXPECT_THAT(html, HasSubstr("How to</a> <small>Video, opens at ")) << address;
  }
  EXPECT_THAT(with_videos("<p><a href=\"https://www.youtube.com/x\">a</a></p>", Language::ja),
              HasSubstr("動画 (youtube.com"));
}

TEST(Videos, AreAloneInTheirParagraphAndOnSitesOfTheirOwn) {
  for (const auto* html :
       {"<p><a href=\"https://youtu.be/x\">a</a> and more</p>",
        "<p>See <a href=\"https://youtu.be/x\">a</a></p>", "<p><a href=\"https://notyoutu.be/x\">a</a></p>",
        "<p><a href=\"http://youtu.be/x\">a</a></p>",
        "<p><a href=\"https://contoso.example/?x=a.mp4\">a</a></p>", "<p><a href=\"/articles/a\">a</a></p>",
        "<p><a href=\"", "<p><a href=\"https://youtu.be/x\">a", ""})
    EXPECT_EQ(with_videos(html, Language::en), html);
}

TEST(Videos, EveryOneOfSeveral) {
  const std::string one = "<p><a href=\"https://youtu.be/x\">a</a></p>\n";
  const auto html = with_videos(one + "<p>text</p>\n" + one, Language::en);
  EXPECT_EQ(html.find("class=\"video\""), 3);
  EXPECT_NE(html.rfind("class=\"video\""), 3);
  EXPECT_THAT(html, HasSubstr("<p>text</p>"));
}

TEST(Pictures, AreKnownByTheirBytes) {
  EXPECT_EQ(media_type_of("\x89PNG\r\n\x1a\n…"), "image/png");
  EXPECT_EQ(media_type_of("\xff\xd8\xff\xe0"), "image/jpeg");
  EXPECT_EQ(media_type_of("GIF87a"), "image/gif");
  EXPECT_EQ(media_type_of("RIFF1234WEBPVP8 "), "image/webp");
  for (const auto* other : {"", "<svg xmlns=", "RIFF1234WAVE", "GIF", "BM", "<html>", "%PDF-"})
    EXPECT_EQ(media_type_of(other), std::nullopt) << other;
}

TEST(Pictures, HaveAddressesOfTheirOwn) {
  const PictureId id{42};
  EXPECT_EQ(picture_in("/pictures/" + id.text()), id);
  for (const auto* other : {"/pictures/", "/pictures/art_1", "pictures/x", "https://a/pictures/b"})
    EXPECT_EQ(picture_in(other), std::nullopt) << other;
}

TEST(Pictures, AreFoundInTheText) {
  Draft draft;
  draft.markdown = "![a](/pictures/" + PictureId{7}.text() + ") ![b](https://else.example/x.png) text";
  EXPECT_THAT(read(draft).pictures, testing::ElementsAre(PictureId{7}));
}

}  // namespace
}  // namespace mado::help
