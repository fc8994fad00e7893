/// What differs between two texts: whatever they are, the hunks lead from the one to the other.
#include "base/difference.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace mado {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Lines = std::vector<std::string>;

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

std::string told(const Hunk& hunk) {
  auto text = fmt::format("{},{}:", hunk.before_line, hunk.after_line);
  for (const auto& line : hunk.lines)
    text += (line.kind == HunkLine::Kind::same    ? " "
             : line.kind == HunkLine::Kind::added ? "+"
                                                  : "-") +
            line.text;
  return text;
}

/// Does what the hunks say, and holds them against the texts that they name.
Lines applied(const Lines& before, const std::vector<Hunk>& hunks) {
  Lines after;
  size_t at = 0;
  for (const auto& hunk : hunks) {
    EXPECT_LE(at, static_cast<size_t>(hunk.before_line) - 1) << "hunks overlap";
    while (at < static_cast<size_t>(hunk.before_line) - 1) after.push_back(before.at(at++));
    EXPECT_EQ(after.size(), static_cast<size_t>(hunk.after_line) - 1);
    for (const auto& line : hunk.lines) {
      if (line.kind != HunkLine::Kind::added) EXPECT_EQ(before.at(at++), line.text);
      if (line.kind != HunkLine::Kind::removed) after.push_back(line.text);
    }
  }
  while (at < before.size()) after.push_back(before.at(at++));
  return after;
}

size_t changes_in(const std::vector<Hunk>& hunks) {
  size_t changes = 0;
  for (const auto& hunk : hunks)
    for (const auto& line : hunk.lines) changes += line.kind != HunkLine::Kind::same;
  return changes;
}

/// The fewest there can be, by the table of longest common subsequences.
size_t fewest_changes(const Lines& a, const Lines& b) {
  std::vector<std::vector<size_t>> common(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j)
      common[i][j] =
          a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1 : std::max(common[i - 1][j], common[i][j - 1]);
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

TEST(LinesN2, AreTheSameWhereNothingChanged) {
  EXPECT_THAT(hunks_of("", ""), IsEmpty());
  EXPECT_THAT(hunks_of("a\nb\n", "a\nb\n"), IsEmpty());
  EXPECT_THAT(hunks_of("a\nb\n", "a\nb"), IsEmpty()) << "the end of the last line is no line";
}

TEST(LinesN2, ComeWithThreeThatAreTheSame) {
  const auto hunks = hunks_of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");
  ASSERT_THAT(hunks, SizeIs(1));
  EXPECT_EQ(told(hunks[0]), "2,2: 2 3 4-5+five 6 7 8");
}

TEST(LinesN2, StandTogetherWhereTheyAreNear) {
  Lines before(20, "x"), near, far;
  for (size_t at = 0; at < before.size(); ++at) before[at] = std::to_string(at);
  near = far = before;
  near[5] = near[12] = "new";
  far[5] = far[13] = "new";
  EXPECT_THAT(hunks_of(text_of(before), text_of(near)), SizeIs(1));
  EXPECT_THAT(hunks_of(text_of(before), text_of(far)), SizeIs(2));
}

TEST(LinesN2, BeginAndEndWithTheText) {
  EXPECT_EQ(told(hunks_of("", "a\nb\n").at(0)), "1,1:+a+b");
  EXPECT_EQ(told(hunks_of("a\nb\n", "").at(0)), "1,1:-a-b");
  EXPECT_EQ(told(hunks_of("b\n", "a\nb\nc\n").at(0)), "1,1:+a b+c");
}

TEST(LinesN2, LeadFromAnyTextToAnyOtherWithTheFewestChanges) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 2000; ++round) {
    const auto some_lines = [&] {
      Lines lines(random() % 14);
      for (auto& line : lines) line = std::string(1, static_cast<char>('a' + random() % 4));
      return lines;
    };
    const auto before = some_lines(), after = some_lines();
    const auto hunks = hunks_of(text_of(before), text_of(after));
    ASSERT_EQ(applied(before, hunks), after) << text_of(before) << "--\n" << text_of(after);
    ASSERT_EQ(changes_in(hunks), fewest_changes(before, after)) << text_of(before) << "--\n"
                                                                << text_of(after);
  }
}

TEST(LinesN2, AreReplacedWholeWhereTheyShareAlmostNothing) {
  Lines before, after;
  for (int at = 0; at < 3000; ++at) {
    before.push_back(fmt::format("old {}", at));
    after.push_back(fmt::format("new {}", at));
  }
  before.front() = after.front() = "head";
  before.back() = after.back() = "tail";
  const auto hunks = hunks_of(text_of(before), text_of(after));
  EXPECT_EQ(applied(before, hunks), after);
  EXPECT_EQ(changes_in(hunks), 2 * 2998U);
}

}  // namespace
}  // namespace mado
