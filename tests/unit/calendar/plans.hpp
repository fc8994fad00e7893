/// Short words for the calendar tests.
#pragma once

#include <gtest/gtest.h>

#include "calendar/calendar.hpp"

namespace mado::calendar {

inline Instant at(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) throw std::invalid_argument(std::string(text));
  return *instant;
}

/// hm(9), hm(17, 30).
inline Minutes hm(int hour, int minute = 0) { return std::chrono::hours{hour} + Minutes{minute}; }

inline LocalDate date(int year, int month, int day) {
  return LocalDate{std::chrono::year{year} / month / day};
}

/// Monday to Friday.
inline Plan weekdays(std::string zone, Day day) {
  Plan plan;
  plan.zone = std::move(zone);
  for (size_t weekday = 0; weekday < 5; ++weekday) plan.week[weekday] = day;
  return plan;
}

inline Plan daily(std::string zone, Day day) {
  Plan plan;
  plan.zone = std::move(zone);
  plan.week.fill(day);
  return plan;
}

inline Calendar made(Plan plan) {
  auto calendar = Calendar::make(std::move(plan));
  if (!calendar) throw std::invalid_argument(calendar.error().key);
  return *std::move(calendar);
}

inline std::string key_of(const Result<Calendar>& result) { return result ? "" : result.error().key; }

inline std::string text(Result<Instant> instant) {
  return instant ? format_instant(*instant) : instant.error().key;
}

}  // namespace mado::calendar
