/// Working time: when a desk is open, and sums of open time. Pure: it reads no clock, and no file after the
/// zone database. Zones come from the system's tz database.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/instant.hpp"

namespace mado::calendar {

using LocalDate = std::chrono::local_days;
using Minutes = std::chrono::minutes;

/// A piece of a local day, from its first minute until (not including) its last; 0 ≤ from < to ≤ 24:00.
struct Span {
  Minutes from;
  Minutes to;
  bool operator==(const Span&) const = default;
};
using Day = std::vector<Span>;  ///< in order, not overlapping; empty = closed

/// What a calendar says, before it is made fit for sums. Precedence on a date: shifts, then make-up days,
/// then holidays and recurring holidays, then the week; breaks are cut out of whatever results.
struct Plan {
  std::string zone = "UTC";                   ///< IANA
  bool always = false;                        ///< open around the clock; everything below is then unused
  std::array<Day, 7> week;                    ///< Monday first
  std::map<LocalDate, std::string> holidays;  ///< date → name
  std::map<std::chrono::month_day, std::string> recurring_holidays;
  std::map<LocalDate, std::string> make_up_days;  ///< working days by exception → name
  Day make_up_hours;                              ///< hours of make-up days; empty = Monday's
  std::map<LocalDate, Day> shifts;                ///< replace that date's hours
  std::map<LocalDate, Day> breaks;                ///< closed pieces of that date
  enum class BusinessDays { same_time, end_of_day } business_days = BusinessDays::same_time;
};

/// Why a stretch of time is open or closed.
enum class Why { open, closed, holiday };

/// A stretch [from, to) of a sum; `name` is the holiday's, if it is one, and lives as long as the calendar or
/// a copy of it.
struct Segment {
  Instant from;
  Instant to;
  Why why = Why::open;
  std::string_view name = {};
};

/// Where to note the segments of a sum; nullptr where only the sum is wanted (much faster over years).
using Segments = std::vector<Segment>;

/// A calendar ready for sums. Immutable; safe from any thread.
class Calendar {
 public:
  /// Spans may come in any order; those that touch or overlap count as one. Errors: invalid
  /// ("calendar.unknown_zone" with value zone; "calendar.bad_span" and "calendar.across_midnight" with values
  /// from and to as "HH:MM"; "calendar.never_open": neither the week nor any date has hours).
  static Result<Calendar> make(Plan plan);

  bool open_at(Instant at) const;
  /// `at` itself if open, else the next opening; 200 years later if it never opens again (a calendar of
  /// shifts that are over).
  Instant next_opening(Instant at) const;
  /// The end of the open stretch that holds `at` (stretches that touch count as one); `at` itself if closed.
  /// Nothing if it never closes.
  std::optional<Instant> closes(Instant at) const;
  /// The instant when `amount` of open time has passed since `start`. It ends at the closing time when the
  /// last of a span is used up. Zero: `start` if open, else the next opening. Error: invalid
  /// ("calendar.negative", "calendar.too_far" after 200 years).
  Result<Instant> add(Instant start, Millis amount, Segments* segments = nullptr) const;
  /// Open time in [from, to); 0 if to ≤ from.
  Millis between(Instant from, Instant to, Segments* segments = nullptr) const;
  /// The n-th business day after `start` (rules: same local time, or end of day, see Plan). Errors as add.
  Result<Instant> add_business_days(Instant start, int days, Segments* segments = nullptr) const;
  /// The spans of one local date as instants, for showing hours of a day.
  Segments day(LocalDate date) const;

  const Plan& plan() const;
  const std::string& zone() const { return plan().zone; }

 private:
  struct Inner;
  explicit Calendar(std::shared_ptr<const Inner> inner) : inner_(std::move(inner)) {}
  std::shared_ptr<const Inner> inner_;
};

/// Is this a zone of the tz database?
bool is_zone(std::string_view zone);

/// The same plan, read in another zone (calendars with time_zone = "caller").
Plan in_zone(Plan plan, std::string zone);

/// Holidays and make-up days of an .ics file (RFC 5545: all-day VEVENTs, SUMMARY = name, CATEGORIES:WORKDAY =
/// a make-up working day), put into `plan`. `line` values of errors count from 1. Error: unreadable ("ics.…"
/// with value line).
Result<void> read_holidays(std::string_view ics, Plan& plan);

/// A local moment as an instant: one that does not exist is the first after the gap; of two, the first.
/// `zone` must be one (is_zone), else std::out_of_range is thrown; the same for to_local.
Instant to_instant(std::string_view zone, std::chrono::local_seconds local);
/// The local moment of an instant.
std::chrono::local_time<Millis> to_local(std::string_view zone, Instant at);

}  // namespace mado::calendar
