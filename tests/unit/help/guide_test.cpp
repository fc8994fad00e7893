#include "help/guide.hpp"

#include <gmock/gmock.h>

namespace mado::help {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view mail = R"(Finds out why mail does not arrive.

## start: Who is affected?

Ask a second person.

- [Only *one* person](#junk)
- [Everybody](#request)

## junk: Look into the junk folder

- An ordinary list
- with [a link](https://a.example) stays text

1. Open it.

```
## code: is no step
- [nor](#a) choice
```

- [It is there](#solved)

- [It is not](#trace)

## trace: Trace the message

* [Read on](article:message-trace)
* [Look once more](#junk)
* [Nothing helps](#request)
)";

std::vector<std::string> mistakes(std::string_view markdown) {
  std::vector<std::string> told;
  for (const auto& mistake : read_guide(markdown).mistakes) {
    told.push_back(std::to_string(mistake.line) + " " + mistake.key);
    for (const auto& [name, value] : mistake.values) told.back() += " " + value;
  }
  return told;
}

TEST(Guide, S12_is_read_into_steps_and_choices) {
  const auto reading = read_guide(mail);
  EXPECT_THAT(mistakes(mail), IsEmpty());
  const auto& guide = reading.guide;
  EXPECT_EQ(guide.intro, "Finds out why mail does not arrive.");
  ASSERT_THAT(guide.steps, SizeIs(3));
  EXPECT_EQ(guide.steps[0].title, "Who is affected?");
  EXPECT_EQ(guide.steps[0].markdown, "Ask a second person.");
  EXPECT_EQ(guide.steps[0].choices[0].words, "Only *one* person");
  EXPECT_EQ(guide.steps[0].choices[1].to, Choice::To::request);
  EXPECT_THAT(guide.steps[1].markdown, HasSubstr("stays text"));
  EXPECT_THAT(guide.steps[1].markdown, HasSubstr("## code: is no step\n- [nor](#a) choice"));
  ASSERT_THAT(guide.steps[1].choices, SizeIs(2));
  EXPECT_EQ(guide.steps[1].choices[0].to, Choice::To::solved);
  EXPECT_EQ(guide.steps[2].choices[0].target, "article:message-trace");
  EXPECT_EQ(guide.steps[2].line, 26);
}

TEST(Guide, S12_is_walked_by_the_numbers_of_choices) {
  const auto guide = read_guide(mail).guide;
  EXPECT_EQ(walk(guide, "").here->id, "start");
  const auto far = walk(guide, "1.2.2");
  EXPECT_EQ(far.here->id, "junk") << "a guide may lead back";
  EXPECT_THAT(far.turns, SizeIs(3));
  EXPECT_EQ(far.turns[1].step->id, "junk");
  EXPECT_EQ(far.turns[1].way, "1");
  EXPECT_EQ(far.turns[2].choice->words, "Look once more");
  const auto end = walk(guide, "1.1");
  EXPECT_EQ(end.here, nullptr);
  EXPECT_EQ(end.turns.back().choice->to, Choice::To::solved);
}

TEST(Guide, S12_a_way_that_leads_nowhere_ends_where_it_last_could_be_followed) {
  const auto guide = read_guide(mail).guide;
  for (const auto* way : {"3", "0", "x", "-1", "1x", "99999999999999999999", ".", "1.9", "1..2", "1.2.1"}) {
    const auto found = walk(guide, way);
    ASSERT_NE(found.here, nullptr) << way;
    EXPECT_EQ(walk(guide, found.way).here, found.here) << way;
  }
  EXPECT_EQ(walk(guide, "1.2.1").way, "1.2") << "articles have addresses of their own";
  std::string loop = "1";
  for (int round = 0; round < 100; ++round) loop += ".2.2";
  EXPECT_THAT(walk(guide, loop).turns, SizeIs(way_choices_max));
  EXPECT_EQ(walk({}, "1").here, nullptr);
}

TEST(Guide, S12_tells_every_mistake_at_its_line) {
  EXPECT_THAT(mistakes("Only words."), ElementsAre("1 guide.no_steps"));
  EXPECT_THAT(
      mistakes("## a: A\n- [b](#b)\n## a: Again\n- [c](#solved)\n## lost: Lost\ntext\n## solved:\n- [x](#a)"),
      ElementsAre("1 guide.unknown_step b", "3 guide.step_twice a", "5 guide.no_choices lost",
                  "5 guide.unreached lost", "7 guide.end_as_step solved", "7 guide.no_title solved",
                  "7 guide.unreached solved"));
}

TEST(Guide, S12_is_searched_without_the_ids_of_its_steps) {
  const auto words = words_of(read_guide(mail).guide);
  EXPECT_THAT(words, HasSubstr("## Who is affected?"));
  EXPECT_THAT(words, HasSubstr("- It is not"));
  EXPECT_THAT(words, Not(HasSubstr("#junk")));
}

}  // namespace
}  // namespace mado::help
