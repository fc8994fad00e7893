#include "policy/read_lengths.hpp"

#include <charconv>

namespace mado::policy {
namespace {

using calendar::Minutes;
constexpr int days_max = 3660;
constexpr Minutes end_of_day{24 * 60};

std::optional<int> number_of(std::string_view digits) {
  int number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc() || end != digits.data() + digits.size() || digits.front() == '-') return {};
  return number;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "09:00" as minutes of the day; 24:00 is legal.
std::optional<Minutes> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return {};
  const auto hour = number_of(text.substr(0, 2));
  const auto minute = number_of(text.substr(3));
  if (!hour || !minute || *hour > 24 || *minute > 59 || (*hour == 24 && *minute != 0)) return {};
  return Minutes{*hour * 60 + *minute};
}

std::unexpected<Sentence> wrong(std::string key, std::string_view word,
                                std::map<std::string, std::string> values = {}) {
  values.emplace("word", word);
  return std::unexpected(Sentence{std::move(key), std::move(values)});
}

std::expected<calendar::Span, Sentence> span_of(std::string_view text) {
  const auto dash = text.find('-');
  const auto from = time_of_day(trim(text.substr(0, dash)));
  const auto to = dash == std::string_view::npos ? std::nullopt : time_of_day(trim(text.substr(dash + 1)));
  if (!from || !to) return wrong("mistakes.span_unreadable", text);
  if (*from == *to || (*from == end_of_day && to->count() == 0)) return wrong("mistakes.span_empty", text);
  if (*to > *from) return calendar::Span{*from, *to};
  const auto evening = std::string(trim(text.substr(0, dash))) + "-24:00";
  const auto morning = "00:00-" + std::string(trim(text.substr(dash + 1)));
  if (to->count() == 0) return wrong("mistakes.span_to_midnight", text, {{"evening", evening}});
  if (*from == end_of_day) return wrong("mistakes.span_unreadable", text);
  return wrong("mistakes.span_over_midnight", text, {{"evening", evening}, {"morning", morning}});
}

}  // namespace

std::expected<Length, Sentence> length_of(std::string_view text) {
  const auto letters = text.find_first_not_of("0123456789");
  const auto number =
      letters == 0 || letters == std::string_view::npos ? std::nullopt : number_of(text.substr(0, letters));
  const auto unit = letters == std::string_view::npos ? "" : text.substr(letters);
  const bool known = unit == "m" || unit == "h" || unit == "d" || unit == "bd";
  if (text.starts_with('-')) return wrong("mistakes.length_not_positive", text);
  if (!known || letters == 0) return wrong("mistakes.length_unreadable", text);
  const std::int64_t minutes_each = unit == "m" ? 1 : unit == "h" ? 60 : 1440;
  if (!number || *number * minutes_each > days_max * std::int64_t{1440})
    return wrong("mistakes.length_too_long", text, {{"most", std::to_string(days_max) + "d"}});
  if (*number == 0) return wrong("mistakes.length_not_positive", text);
  if (unit == "bd") return Length{.days = *number};
  return Length{.elapsed = Minutes{*number * minutes_each}};
}

std::expected<calendar::Day, Sentence> hours_of(std::string_view text) {
  if (trim(text) == "closed") return calendar::Day{};
  calendar::Day day;
  while (true) {
    const auto comma = text.find(',');
    const auto span = span_of(trim(text.substr(0, comma)));
    if (!span) return std::unexpected(span.error());
    if (!day.empty() && span->from < day.back().to)
      return wrong("mistakes.span_order", trim(text.substr(0, comma)));
    day.push_back(*span);
    if (comma == std::string_view::npos) return day;
    text.remove_prefix(comma + 1);
  }
}

std::optional<Millis> elapsed(Section& section, std::string_view key, Need need) {
  const auto written = section.word(key, need);
  if (!written) return std::nullopt;
  auto length = length_of(written.text);
  if (!length)
    section.note(written.place, std::move(length).error());
  else if (length->days > 0)
    section.note(written.place, {"mistakes.length_days", {{"key", std::string(key)}}});
  else
    return length->elapsed;
  return std::nullopt;
}

}  // namespace mado::policy
