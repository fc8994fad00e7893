// Sums of working time, by the million (policy row N4): what must hold of every calendar in every zone, and
// that an obvious calendar agrees.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "policy/due.hpp"
#include "property/situations.hpp"

namespace mado::property {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::int64_t situations_each_zone = 40;
constexpr std::int64_t cases_each_situation = 200;

/// A case answers nothing where all is well, else what it saw.
using Case = std::function<std::string(const Situation&, Dice&)>;

std::string text(std::optional<Instant> at) { return at ? format_instant(*at) : "never"; }

/// Tries a property in every zone; tells the first failure with all that is needed to see it again.
void everywhere(std::string_view name, const Case& one_case) {
  std::int64_t index = 0;
  for (const auto& zone : all_zones())
    for (std::int64_t n = 0; n < situations_each_zone * this_run().times; ++n) {
      auto dice = dice_for(name, index++);
      const auto situation = any_situation(dice, zone);
      for (std::int64_t tried = 0; tried < cases_each_situation; ++tried) {
        ++this_run().cases;
        const auto wrong = one_case(situation, dice);
        ASSERT_EQ(wrong, "") << text(situation) << "  repeat with --seed " << this_run().seed;
      }
    }
}

template <class Value>
std::string expect(std::string_view what, Value found, Value right) {
  if (found == right) return {};
  if constexpr (requires { text(found); })
    return fmt::format("{}: {} instead of {}", what, text(found), text(right));
  else
    return fmt::format("{}: {} instead of {}", what, found.count(), right.count());
}

std::optional<Instant> value(const Result<Instant>& result) {
  return result ? std::optional(*result) : std::nullopt;
}

/// Mostly what a promise takes, sometimes months.
Millis any_amount(Dice& dice) {
  if (dice.one_in(4)) return Millis{dice.between(1, 30'000'000)};
  return minutes{dice.between(1, dice.one_in(6) ? 60'000 : 3'000)};
}

TEST(Sums, open_time_is_that_of_the_obvious_calendar) {
  everywhere("between", [](const Situation& s, Dice& dice) {
    const auto from = s.any_instant(dice);
    const auto to = s.any_instant(dice) + days{dice.one_in(4) ? dice.between(0, 90) : 0};
    return expect("between " + text(from) + " and " + text(to), s.calendar.between(from, to),
                  to <= from ? Millis{0} : open_between(s.obvious.open(), from, to));
  });
}

TEST(Sums, what_is_added_ends_where_the_obvious_calendar_says) {
  everywhere("add", [](const Situation& s, Dice& dice) {
    const auto start = s.any_instant(dice);
    const auto amount = any_amount(dice);
    const auto right = add_open(s.obvious.open(), start, amount);
    if (!right) return std::string{};
    return expect(fmt::format("{} ms after {}", amount.count(), text(start)),
                  value(s.calendar.add(start, amount)), right);
  });
}

TEST(Sums, business_days_are_those_counted_day_by_day) {
  everywhere("business days", [](const Situation& s, Dice& dice) {
    const auto start = s.any_instant(dice);
    const auto count = dice.between(0, dice.one_in(5) ? 60 : 8);
    const auto right = s.obvious.add_business_days(start, count);
    if (!right) return std::string{};
    return expect(fmt::format("{} business days after {}", count, text(start)),
                  value(s.calendar.add_business_days(start, static_cast<int>(count))), right);
  });
}

TEST(Sums, openings_and_closings_are_those_of_the_obvious_calendar) {
  everywhere("openings", [](const Situation& s, Dice& dice) {
    const auto at = s.any_instant(dice);
    if (s.calendar.open_at(at) != s.obvious.open_at(at)) return "open or closed at " + text(at);
    auto wrong = std::string{};
    if (const auto opening = s.obvious.next_opening(at))
      wrong = expect("next opening after " + text(at), std::optional(s.calendar.next_opening(at)), opening);
    if (const auto closing = s.obvious.closes(at); closing && wrong.empty())
      wrong = expect("closing after " + text(at), s.calendar.closes(at), closing);
    return wrong;
  });
}

TEST(Sums, adding_then_counting_gives_the_same_back) {
  everywhere("back", [](const Situation& s, Dice& dice) {
    const auto start = s.any_instant(dice);
    const Millis amount{dice.between(1, dice.one_in(3) ? 40'000'000'000 : 400'000'000)};
    const auto end = value(s.calendar.add(start, amount));
    if (!end) return std::string{};  // farther than 200 years: some minutes a week
    if (!s.calendar.open_at(*end - Millis{1})) return "the last of it is closed: " + text(end);
    return expect("from " + text(start) + " to " + text(end), s.calendar.between(start, *end), amount);
  });
}

TEST(Sums, later_starts_and_longer_times_end_later) {
  everywhere("monotone", [](const Situation& s, Dice& dice) {
    auto first = s.any_instant(dice), second = s.any_instant(dice);
    if (second < first) std::swap(first, second);
    const auto amount = any_amount(dice);
    const auto longer = amount + Millis{dice.between(1, 5'000'000)};
    const auto from_first = value(s.calendar.add(first, amount)),
               from_second = value(s.calendar.add(second, amount));
    if (!from_first || !from_second) return std::string{};  // farther than 200 years: some minutes a week
    if (*from_second < *from_first)
      return text(second) + " is later than " + text(first) + " and ends earlier";
    const auto for_longer = value(s.calendar.add(first, longer));
    if (for_longer && *for_longer <= *from_first) return "longer is not later after " + text(first);
    const auto count = static_cast<int>(dice.between(0, 40));
    const auto days_first = value(s.calendar.add_business_days(first, count)),
               another = value(s.calendar.add_business_days(first, count + 1)),
               days_second = value(s.calendar.add_business_days(second, count));
    if (!days_first || !another || !days_second) return std::string{};
    if (*another < *days_first) return "another business day is earlier after " + text(first);
    // Where clocks go back over midnight the later start can lie on the earlier date.
    const auto& zone = s.calendar.zone();
    const auto dated = [&](Instant start) { return date_of(zone, s.calendar.next_opening(start)); };
    if (dated(first) <= dated(second) && *days_second < *days_first)
      return "business days after " + text(second) + " end earlier than after " + text(first);
    return std::string{};
  });
}

TEST(Sums, parts_add_up) {
  everywhere("parts", [](const Situation& s, Dice& dice) {
    const auto start = s.any_instant(dice);
    const auto first = any_amount(dice), second = any_amount(dice);
    const auto end = value(s.calendar.add(start, first + second));
    if (!end) return std::string{};  // farther than 200 years
    const auto middle = *s.calendar.add(start, first);
    const auto earlier = start - minutes{dice.between(0, 20'000)};
    auto wrong = expect("in two parts after " + text(start), value(s.calendar.add(middle, second)), end);
    if (!wrong.empty()) return wrong;
    return expect("from " + text(earlier) + " by " + text(middle) + " to " + text(end),
                  s.calendar.between(earlier, middle) + s.calendar.between(middle, *end),
                  s.calendar.between(earlier, *end));
  });
}

TEST(Sums, segments_have_no_holes_and_tell_why) {
  everywhere("segments", [](const Situation& s, Dice& dice) {
    const auto from = s.any_instant(dice);
    const auto to = from + minutes{dice.between(1, 30'000)};
    calendar::Segments segments;
    s.calendar.between(from, to, &segments);
    auto reached = from;
    Millis open{0};
    for (const auto& segment : segments) {
      if (segment.from != reached || segment.to <= segment.from) return "a hole at " + text(reached);
      reached = segment.to;
      const bool is_open = segment.why == calendar::Why::open;
      if (is_open) open += segment.to - segment.from;
      if (s.obvious.open_at(segment.from) != is_open) return "open or closed at " + text(segment.from);
      if (!is_open && s.obvious.holiday_at(segment.from) != segment.name)
        return fmt::format("\"{}\" at {}", segment.name, text(segment.from));
    }
    if (reached != to) return "it ends at " + text(reached);
    return expect("in pieces", open, open_between(s.obvious.open(), from, to));
  });
}

/// Pauses one after the other, that begin after `start`.
policy::Waits any_pauses(Dice& dice, Instant start) {
  policy::Waits pauses;
  auto at = start;
  for (auto left = dice.between(1, 5); left > 0; --left) {
    const auto from = at + minutes{dice.between(0, 2'000)};
    at = from + minutes{dice.between(1, 2'000)};
    pauses.push_back({.from = from, .to = at});
  }
  return pauses;
}

/// A promise is open time, with the pauses cut out of the week as if the desk were closed then.
TEST(Sums, pauses_are_cut_out_of_promised_time) {
  everywhere("pauses", [](const Situation& s, Dice& dice) {
    const auto start = s.any_instant(dice);
    const auto amount = any_amount(dice);
    const auto pauses = any_pauses(dice, start);
    auto open = s.obvious.open();
    for (const auto& pause : pauses) open = without(open, pause.from, *pause.to);
    const auto right = add_open(open, start, amount);
    if (!right) return std::string{};
    auto wrong = expect(fmt::format("{} ms after {}", amount.count(), text(start)),
                        policy::used_up(&s.calendar, start, amount, pauses), right);
    if (!wrong.empty()) return wrong;
    return expect("used of it", policy::time_used(&s.calendar, start, *right, pauses), amount);
  });
}

/// Pauses of open time that lie before the due move it by their sum, in whatever order they come.
TEST(Sums, the_order_of_pauses_does_not_matter) {
  everywhere("order", [](const Situation& s, Dice& dice) {
    const auto start = s.any_instant(dice);
    const bool by_days = dice.one_in(2);
    const policy::Target target{.elapsed = by_days ? Millis{0} : Millis{minutes{3'000}},
                                .days = by_days ? static_cast<int>(dice.between(1, 9)) : 0,
                                .calendar = "any",
                                .text = {},
                                .place = {}};
    std::vector<std::int64_t> lengths;
    for (auto left = dice.between(2, 5); left > 0; --left) lengths.push_back(dice.between(1, 60));
    const auto due = [&] {
      policy::Waits waits;
      auto at = start;
      for (const auto length : lengths) {
        const auto from = *s.calendar.add(at, minutes{1});
        at = *s.calendar.add(from, minutes{length});
        waits.push_back({.from = from, .to = at});
      }
      const auto plain = policy::due_at(&s.calendar, target, start, {});
      return plain && waits.back().to <= plain ? policy::due_at(&s.calendar, target, start, waits) : plain;
    };
    const auto before = due();
    std::ranges::next_permutation(lengths);
    return expect("after " + text(start), due(), before);
  });
}

}  // namespace
}  // namespace mado::property
