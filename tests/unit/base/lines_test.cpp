#include "base/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace mado {
namespace {

/// The lines of a text; the key of an error where one could not be read.
std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  Lines lines(in);
  while (const auto line = lines.next()) all.emplace_back(*line ? **line : line->error().key);
  return all;
}

TEST(Lines, PassesOverBlankOnesAndTheMarkAtTheStart) {
  using testing::ElementsAre;
  EXPECT_THAT(lines_of("a\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of("\n\r\n a \r\n\t\n\nb\n\n"), ElementsAre(" a \r", "b"));
  EXPECT_THAT(lines_of("\xEF\xBB\xBF"
                       "a\n\xEF\xBB\xBF"
                       "b"),
              ElementsAre("a",
                          "\xEF\xBB\xBF"
                          "b"));
  EXPECT_THAT(lines_of("\xEF\xBB\xBF\nb"), ElementsAre("b"));
  EXPECT_THAT(lines_of(std::string("a\0b\n", 4)), ElementsAre(std::string("a\0b", 3)));
  EXPECT_THAT(lines_of(""), ElementsAre());
  EXPECT_THAT(lines_of("\n"), ElementsAre());
}

TEST(Lines, AreBounded) {
  const std::string longest(line_bytes_max, 'x');
  EXPECT_THAT(lines_of(longest + "\nb"), testing::ElementsAre(longest, "b"));
  EXPECT_THAT(lines_of(longest), testing::ElementsAre(longest));
  EXPECT_THAT(lines_of(longest + "x\nb"), testing::ElementsAre("line.too_long", "b"));
  EXPECT_THAT(lines_of(longest + longest + longest + "\n\nb"), testing::ElementsAre("line.too_long", "b"));
  EXPECT_THAT(lines_of("a\n" + longest + "x"), testing::ElementsAre("a", "line.too_long"));
}

}  // namespace
}  // namespace mado
