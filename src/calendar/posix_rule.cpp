#include "calendar/posix_rule.hpp"

#include <cctype>

namespace mado::calendar {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Takes the parts of a rule off the front of its text; after a part that is missing it is not ok.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  bool ok() const { return ok_; }
  bool done() const { return text_.empty(); }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void need(char c) { ok_ = take(c) && ok_; }

  void name() {
    const bool quoted = take('<');
    const auto is_part = [&](char c) {
      return quoted ? c != '>' : std::isalpha(static_cast<unsigned char>(c)) != 0;
    };
    while (!text_.empty() && is_part(text_.front())) text_.remove_prefix(1);
    if (quoted) need('>');
  }
  unsigned number() {
    unsigned value = 0;
    size_t digits = 0;
    for (; digits < text_.size() && digits < 3 && text_[digits] >= '0' && text_[digits] <= '9'; ++digits)
      value = value * 10 + static_cast<unsigned>(text_[digits] - '0');
    ok_ = ok_ && digits > 0;
    text_.remove_prefix(digits);
    return value;
  }
  seconds time() {
    const bool negative = take('-');
    if (!negative) take('+');
    seconds value = hours{number()};
    if (take(':')) value += minutes{number()};
    if (take(':')) value += seconds{number()};
    return negative ? -value : value;
  }
  bool at_time() const { return !text_.empty() && text_.front() != ','; }
  YearlyChange change() {
    need('M');
    YearlyChange change{};
    change.month = std::chrono::month{number()};
    need('.');
    change.week = number();
    need('.');
    change.weekday = std::chrono::weekday{number()};
    change.time = take('/') ? time() : hours{2};
    ok_ = ok_ && change.month.ok() && change.week >= 1 && change.week <= 5 && change.weekday.ok();
    return change;
  }

 private:
  std::string_view text_;
  bool ok_ = true;
};

LocalTime moment_of(const YearlyChange& change, std::chrono::year year) {
  const auto month = year / change.month;
  const LocalDate date = change.week == 5 ? LocalDate{month / change.weekday[std::chrono::last]}
                                          : LocalDate{month / change.weekday[change.week]};
  return date + change.time;
}

}  // namespace

std::optional<PosixRule> read_posix_rule(std::string_view text) {
  RuleReader in(text);
  PosixRule rule;
  in.name();
  rule.standard_offset = -in.time();
  if (in.done()) return std::nullopt;
  in.name();
  rule.summer_offset = in.at_time() ? -in.time() : rule.standard_offset + hours{1};
  in.need(',');
  rule.to_summer = in.change();
  in.need(',');
  rule.to_standard = in.change();
  return in.ok() && in.done() ? std::optional(rule) : std::nullopt;
}

std::vector<ZonePeriod> periods_of(const PosixRule& rule, std::chrono::year year) {
  const auto instant = [&](const YearlyChange& change, Millis offset_before) {
    return Instant{moment_of(change, year).time_since_epoch() - offset_before};
  };
  const ZonePeriod summer{instant(rule.to_summer, rule.standard_offset), rule.summer_offset};
  const ZonePeriod standard{instant(rule.to_standard, rule.summer_offset), rule.standard_offset};
  return summer.begin < standard.begin ? std::vector{summer, standard} : std::vector{standard, summer};
}

}  // namespace mado::calendar
