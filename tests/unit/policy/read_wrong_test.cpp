/// The reference policy with one small slip of the pen each (policy row N1): every one is refused, at its
/// line and column, in words that name it, and brings no other mistake with it.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "unit/policy/slips.hpp"

namespace mado::policy {
namespace {

Place place_at(std::string_view text, size_t offset) {
  Place place{.line = 1, .column = 1};
  for (const char letter : text.substr(0, offset)) {
    const bool continues = (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
    if (letter == '\n')
      ++place.line, place.column = 1;
    else if (!continues)
      ++place.column;
  }
  return place;
}

std::string all_told(const Reading& reading) {
  std::string all;
  for (const auto& mistake : reading.mistakes)
    all += std::to_string(mistake.place.line) + ':' + std::to_string(mistake.place.column) + ": " +
           spoken(mistake, Language::en) + '\n';
  return all;
}

class ReadWrongN1 : public testing::TestWithParam<Slip> {};

TEST_P(ReadWrongN1, IsRefusedAtItsPlaceAndAlone) {
  const auto& slip = GetParam();
  auto text = reference().text;
  const auto offset = text.find(slip.from);
  ASSERT_NE(offset, std::string::npos) << slip.from;
  text.replace(offset, slip.from.size(), slip.to);
  const auto reading = read_beside_reference(text);
  EXPECT_EQ(reading.policy, nullptr);
  ASSERT_EQ(reading.mistakes.size(), 1U) << all_told(reading);
  const auto& mistake = reading.mistakes.front();
  const auto said = spoken(mistake, Language::en);
  EXPECT_TRUE(said.contains(slip.message)) << said;
  if (slip.at.empty()) return;
  const bool before = slip.at.starts_with('^');
  const auto begin = before ? text.rfind("\n[", offset) : offset;
  const auto expected = place_at(text, text.find(slip.at.substr(before ? 1 : 0), begin));
  EXPECT_EQ(mistake.place.line, expected.line) << said;
  EXPECT_EQ(mistake.place.column, expected.column) << said;
}

INSTANTIATE_TEST_SUITE_P(UnknownKey, ReadWrongN1, testing::ValuesIn(unknown_keys));
INSTANTIATE_TEST_SUITE_P(WrongType, ReadWrongN1, testing::ValuesIn(wrong_types));
INSTANTIATE_TEST_SUITE_P(UnknownName, ReadWrongN1, testing::ValuesIn(unknown_names));
INSTANTIATE_TEST_SUITE_P(WrongTime, ReadWrongN1, testing::ValuesIn(wrong_times));
INSTANTIATE_TEST_SUITE_P(WrongValue, ReadWrongN1, testing::ValuesIn(wrong_values));
INSTANTIATE_TEST_SUITE_P(Double, ReadWrongN1, testing::ValuesIn(doubles));
INSTANTIATE_TEST_SUITE_P(Missing, ReadWrongN1, testing::ValuesIn(missing));
INSTANTIATE_TEST_SUITE_P(Contradiction, ReadWrongN1, testing::ValuesIn(contradictions));

/// Slips of different parts in one file are all told, in its order.
TEST(ReadWrongN1, ManySlipsAtOnceAreAllTold) {
  auto text = reference().text;
  std::vector<std::uint32_t> lines;
  const auto each = [&](const Slip& slip) {
    const auto offset = text.find(slip.from);
    ASSERT_NE(offset, std::string::npos);
    ASSERT_EQ(std::ranges::count(slip.from, '\n'), std::ranges::count(slip.to, '\n'));
    text.replace(offset, slip.from.size(), slip.to);
    lines.push_back(place_at(text, text.find(slip.at, offset)).line);
  };
  for (const auto& slip :
       std::initializer_list<Slip>{{"\"partner-first\"", "\"partners\"", "\"partners\"", {}},
                                   {"daily = \"09:00-24:00\"", "daily = \"09:00-03:00\"", "\"09:00", {}},
                                   {"workaround = true", "workaround = 1", "1", {}},
                                   {"needs = \"advanced-agreement\"", "needs = \"gold\"", "\"gold\"", {}},
                                   {"after_silence = \"4h\"", "after_silence = \"4bd\"", "\"4bd\"", {}},
                                   {"regions = [\"CN\"]", "regions = [\"UK\"]", "\"UK\"", {}},
                                   {"digits = 6", "digits = 99", "99", {}},
                                   {"\"device-management\" = false", "\"device\" = false", "\"device\"", {}},
                                   {"service = \"apps\"", "service = \"app\"", "\"app\"", {}},
                                   {"\"request:read@billing\"", "\"request:read@bill\"", "\"request", {}},
                                   {"scale = 5", "scale = 50", "50", {}}})
    each(slip);
  const auto reading = read_beside_reference(text);
  std::vector<std::uint32_t> told;
  std::ranges::transform(reading.mistakes, std::back_inserter(told),
                         [](const auto& mistake) { return mistake.place.line; });
  EXPECT_EQ(told, lines) << all_told(reading);
}

TEST(ReadWrongN1, TextsThatTheOperatorDoesNotSpeakAreRefused) {
  auto text = reference().text;
  const std::string_view name =
      "name = { en = \"Single sign-on\", ja = \"シングル サインオン\", zh-Hans = \"单一登录\" }";
  const std::string_view languages = "[\"zh-Hans\", \"en\", \"ja\"]";
  text.replace(text.find(name), name.size(), "name = { en = \"Single sign-on\" }");
  EXPECT_NE(read_beside_reference(text).policy, nullptr) << "a missing language falls back";
  text.replace(text.find(languages), languages.size(), "[\"zh-Hans\", \"ja\"]");
  const auto reading = read_beside_reference(text);
  ASSERT_EQ(reading.mistakes.size(), 1U) << all_told(reading);
  EXPECT_EQ(reading.mistakes.front().place.line,
            place_at(text, text.find("{ en = \"Single sign-on\" }")).line);
}

}  // namespace
}  // namespace mado::policy
