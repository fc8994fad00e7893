#include "property/situations.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace mado::property {
namespace {

using calendar::Day;
using calendar::Minutes;
using std::chrono::days;
using std::chrono::minutes;

Instant at(std::string_view text) { return *parse_instant(text); }

/// 1975 to 2036: half of the time within two days of a change of offset, else sometimes near a leap day.
Instant any_middle(Dice& dice, const std::string& zone) {
  const auto first = at("1975-06-01T00:00:00Z"), last = at("2036-01-01T00:00:00Z");
  const auto some = first + minutes{dice.between(0, (last - first) / minutes{1})};
  const auto near = minutes{dice.between(-2880, 2880)};
  if (dice.one_in(8)) {
    const auto year = std::chrono::year{static_cast<int>(1976 + 4 * dice.between(0, 14))};
    return Instant{std::chrono::sys_days{year / 2 / 29}} + near;
  }
  if (zone == "Pacific/Apia" && dice.one_in(3)) return at("2011-12-30T10:00:00Z") + near;
  const auto info = date::locate_zone(zone)->get_info(std::chrono::floor<std::chrono::seconds>(some));
  return dice.one_in(2) || info.end >= last ? some : Instant{info.end} + near;
}

Day any_day(Dice& dice) {
  static const std::vector<std::int64_t> gaps = {0, 1, 10, 30, 60, 90, 120, 480};
  static const std::vector<std::int64_t> lengths = {1, 10, 30, 60, 75, 180, 240, 1440};
  Day day;
  std::int64_t minute = 0;
  for (auto left = dice.between(0, 3); left > 0; --left) {
    const auto from = minute + dice.of(gaps);
    if (from >= 1440) break;
    minute = std::min<std::int64_t>(from + dice.of(lengths), 1440);
    day.push_back({Minutes{from}, Minutes{minute}});
  }
  return day;
}

/// A desk as one knows them: nine to six, with or without a pause, or to midnight.
Day usual_day(Dice& dice) {
  const std::vector<Day> usual = {{{Minutes{540}, Minutes{1080}}},
                                  {{Minutes{540}, Minutes{720}}, {Minutes{780}, Minutes{1020}}},
                                  {{Minutes{540}, Minutes{1440}}},
                                  {{Minutes{0}, Minutes{1440}}},
                                  {{Minutes{0}, Minutes{120}}, {Minutes{1320}, Minutes{1440}}}};
  return dice.of(usual);
}

LocalDate near(Dice& dice, LocalDate middle) { return middle + days{dice.between(-6, 20)}; }

void add_exceptions(Dice& dice, LocalDate middle, Plan& plan) {
  const auto few = [&] { return dice.between(0, 3); };
  for (auto n = few(); n > 0; --n) plan.holidays[near(dice, middle)] = fmt::format("holiday {}", n);
  for (auto n = few(); n > 0; --n) plan.make_up_days[near(dice, middle)] = "make-up";
  for (auto n = few(); n > 0; --n) plan.shifts[near(dice, middle)] = any_day(dice);
  for (auto n = few(); n > 0; --n) plan.breaks[near(dice, middle)] = any_day(dice);
  for (auto n = few(); n > 0; --n) {
    const std::chrono::year_month_day date{near(dice, middle)};
    plan.recurring_holidays[date.month() / date.day()] = fmt::format("every year {}", n);
  }
  if (dice.one_in(4)) plan.recurring_holidays[std::chrono::February / 29] = "leap day";
}

Plan any_plan(Dice& dice, const std::string& zone, LocalDate middle) {
  Plan plan;
  plan.zone = zone;
  const auto most_days = dice.one_in(2) ? usual_day(dice) : any_day(dice);
  for (size_t weekday = 0; weekday < 7; ++weekday) {
    if (weekday >= 5 && dice.one_in(2)) continue;
    plan.week[weekday] = dice.one_in(4) ? any_day(dice) : most_days;
  }
  if (plan.week[2].empty()) plan.week[2] = usual_day(dice);
  if (!dice.one_in(5)) add_exceptions(dice, middle, plan);
  if (dice.one_in(2)) plan.make_up_hours = any_day(dice);
  if (dice.one_in(2)) plan.business_days = Plan::BusinessDays::end_of_day;
  return plan;
}

calendar::Calendar made(const Plan& plan) {
  auto calendar = calendar::Calendar::make(plan);
  if (!calendar) throw std::invalid_argument(calendar.error().key);
  return *std::move(calendar);
}

std::string text(const Day& day) {
  std::string all;
  for (const auto& span : day)
    all += fmt::format("{}{:02}:{:02}-{:02}:{:02}", all.empty() ? "" : ",", span.from.count() / 60,
                       span.from.count() % 60, span.to.count() / 60, span.to.count() % 60);
  return all.empty() ? "closed" : all;
}

std::string text_of(LocalDate date) { return format_instant(Instant{date.time_since_epoch()}).substr(0, 10); }

}  // namespace

const std::vector<std::string>& all_zones() {
  static const std::vector<std::string> zones = {
      "UTC",
      "Asia/Shanghai",
      "Asia/Tokyo",
      "Asia/Kathmandu",
      "Europe/Berlin",
      "Europe/London",
      "Europe/Dublin",
      "America/New_York",
      "America/St_Johns",
      "America/Havana",
      "America/Sao_Paulo",
      "America/Asuncion",
      "America/Caracas",
      "America/Nuuk",
      "America/Scoresbysund",
      "Africa/Casablanca",
      "Africa/Cairo",
      "Asia/Gaza",
      "Asia/Beirut",
      "Asia/Tehran",
      "Asia/Pyongyang",
      "Australia/Lord_Howe",
      "Pacific/Chatham",
      "Pacific/Apia",
      "Pacific/Kiritimati",
      "Antarctica/Troll",
  };
  return zones;
}

Situation any_situation(Dice& dice, const std::string& zone) {
  const auto middle = any_middle(dice, zone);
  const auto date = date_of(zone, middle);
  auto plan = any_plan(dice, zone, date);
  auto calendar = made(plan);
  ObviousCalendar obvious(plan, date - window_before, date + window_after);
  return {std::move(plan), std::move(calendar), std::move(obvious), middle};
}

Instant Situation::any_instant(Dice& dice) const {
  const auto about = middle + minutes{dice.between(-9 * 1440, 12 * 1440)};
  switch (dice.between(0, 4)) {
    case 0:
      return obvious.next_opening(about).value_or(about);
    case 1:
      return obvious.closes(about).value_or(about);
    case 2:
      return about + Millis{dice.between(-60'000, 60'000)};
    default:
      return about;
  }
}

std::string text(const Situation& situation) {
  const auto& plan = situation.plan;
  auto all = fmt::format("{} around {}{}\n", plan.zone, format_instant(situation.middle),
                         plan.business_days == Plan::BusinessDays::end_of_day ? ", end of day" : "");
  for (const auto& day : plan.week) all += fmt::format("  {}\n", text(day));
  for (const auto& [date, name] : plan.holidays) all += fmt::format("  {} {}\n", text_of(date), name);
  for (const auto& [day, name] : plan.recurring_holidays)
    all += fmt::format("  {}-{} {}\n", static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                       name);
  for (const auto& [date, name] : plan.make_up_days) all += fmt::format("  {} {}\n", text_of(date), name);
  for (const auto& [date, day] : plan.shifts) all += fmt::format("  {} shift {}\n", text_of(date), text(day));
  for (const auto& [date, day] : plan.breaks) all += fmt::format("  {} break {}\n", text_of(date), text(day));
  return all + fmt::format("  make-up hours {}\n", text(plan.make_up_hours));
}

}  // namespace mado::property
