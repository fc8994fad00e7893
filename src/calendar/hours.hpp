/// The opening hours of every local date: the plan with its precedence worked out once. Inside calendar/
/// only; it knows no zone and no instant.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"

namespace mado::calendar {

class Hours {
 public:
  /// Errors: as Calendar::make.
  static Result<Hours> of(const Plan& plan);

  /// The spans of a date, in order and apart from each other.
  const Day& on(LocalDate date) const;
  const Day& on_weekday(size_t monday_first) const { return week_[monday_first]; }
  /// The dates in [from, until) whose hours may differ from their weekday's, in order.
  std::vector<LocalDate> exceptions(LocalDate from, LocalDate until) const;
  /// Open around the clock on every date.
  bool never_closes() const;

 private:
  friend class HoursCursor;

  /// What the plan says of one date by name.
  struct Exception {
    LocalDate date;
    Day day;
    std::optional<std::string> holiday;  ///< the name of the holiday that closes it
  };

  size_t first_exception(LocalDate date) const;
  const Day& without_exception(LocalDate date) const;
  const std::string* recurring_holiday(LocalDate date) const;
  Exception exception(const Plan& plan, LocalDate date) const;

  std::array<Day, 7> week_;
  std::vector<Exception> exceptions_;  ///< by date
  std::bitset<12 * 31> recurring_;
  std::map<std::chrono::month_day, std::string> recurring_holidays_;
};

/// The same answers as Hours', faster where dates are asked in order.
class HoursCursor {
 public:
  explicit HoursCursor(const Hours& hours) : hours_(&hours) {}

  const Day& on(LocalDate date) {
    const auto* exception = find(date);
    return exception != nullptr ? exception->day : hours_->without_exception(date);
  }
  /// The name of the holiday that closes a date; nothing where none does. It lives as long as the hours.
  std::optional<std::string_view> holiday(LocalDate date) {
    if (const auto* exception = find(date)) return exception->holiday;
    const auto* name = hours_->recurring_holiday(date);
    return name == nullptr ? std::nullopt : std::optional<std::string_view>(*name);
  }

 private:
  const Hours::Exception* find(LocalDate date);

  const Hours* hours_;
  size_t next_ = 0;                          ///< the first exception from `asked_from_` on
  LocalDate asked_from_ = LocalDate::max();  ///< no exception lies in [asked_from_, next_date_)
  LocalDate next_date_ = LocalDate::min();
};

/// Monday = 0.
inline size_t weekday_of(LocalDate date) { return std::chrono::weekday{date}.iso_encoding() - 1; }

}  // namespace mado::calendar
