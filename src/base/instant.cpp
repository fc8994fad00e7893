#include "base/instant.hpp"

#include <optional>

namespace mado {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Takes things off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<int> digits(size_t count) {
    if (text_.size() < count) return std::nullopt;
    int value = 0;
    for (char c : text_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    text_.remove_prefix(count);
    return value;
  }
  bool take(std::string_view any_of) {
    if (text_.empty() || !any_of.contains(text_.front())) return false;
    text_.remove_prefix(1);
    return true;
  }
  char peek() const { return text_.empty() ? '\0' : text_.front(); }
  bool done() const { return text_.empty(); }

 private:
  std::string_view text_;
};

std::optional<Millis> read_fraction(Reader& in) {
  if (!in.take(".")) return Millis{0};
  int value = 0, place = 100, count = 0;
  for (auto digit = in.digits(1); digit; digit = in.digits(1), place /= 10, ++count) value += *digit * place;
  return count == 0 ? std::nullopt : std::optional(Millis{value});
}

std::optional<minutes> read_offset(Reader& in) {
  if (in.take("Zz")) return minutes{0};
  const bool west = in.peek() == '-';
  if (!in.take("+-")) return std::nullopt;
  auto h = in.digits(2);
  if (!h || !in.take(":")) return std::nullopt;
  auto m = in.digits(2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  const minutes offset = hours{*h} + minutes{*m};
  return west ? -offset : offset;
}

std::optional<Instant> read_instant(std::string_view text) {
  Reader in(text);
  auto y = in.digits(4);
  if (!y || !in.take("-")) return std::nullopt;
  auto mo = in.digits(2);
  if (!mo || !in.take("-")) return std::nullopt;
  auto d = in.digits(2);
  if (!d || !in.take("Tt ")) return std::nullopt;
  auto h = in.digits(2);
  if (!h || !in.take(":")) return std::nullopt;
  auto mi = in.digits(2);
  if (!mi || !in.take(":")) return std::nullopt;
  auto s = in.digits(2);
  if (!s) return std::nullopt;
  auto fraction = read_fraction(in);
  auto offset = fraction ? read_offset(in) : std::nullopt;
  const year_month_day date{year{*y}, month(static_cast<unsigned>(*mo)), day(static_cast<unsigned>(*d))};
  if (!offset || !in.done() || *y < 1 || !date.ok() || *h > 23 || *mi > 59 || *s > 59) return std::nullopt;
  return sys_days{date} + hours{*h} + minutes{*mi} + seconds{*s} + *fraction - *offset;
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  if (auto instant = read_instant(text)) return *instant;
  return fail(ErrorCode::invalid, "time.unreadable");
}

std::string format_instant(Instant instant) {
  const auto day_start = std::chrono::floor<days>(instant);
  const year_month_day date{day_start};
  const std::chrono::hh_mm_ss time{instant - day_start};
  std::string text = "0000-00-00T00:00:00.000Z";  // by hand: a list shows hundreds of them
  const auto put = [&text](size_t at, size_t digits, long value) {
    for (size_t place = digits; place-- > 0; value /= 10)
      text[at + place] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<unsigned>(date.month()));
  put(8, 2, static_cast<unsigned>(date.day()));
  put(11, 2, time.hours().count());
  put(14, 2, time.minutes().count());
  put(17, 2, time.seconds().count());
  put(20, 3, time.subseconds().count());
  if (time.subseconds().count() == 0) text.replace(19, 5, "Z");
  return text;
}

}  // namespace mado
