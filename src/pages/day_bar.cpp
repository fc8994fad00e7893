#include "pages/day_bar.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "pages/hours.hpp"
#include "pages/words.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

using calendar::LocalDate;
using std::chrono::days;

constexpr double bar_width = 240;
constexpr double history_stroke = 4;
constexpr double history_gap = 2;
constexpr double history_height = 32;

LocalDate today(const Reader& reader) {
  return std::chrono::floor<days>(calendar::to_local(reader.zone, reader.now));
}

/// The open pieces of a date of a zone, whatever zone the calendar counts in.
std::vector<calendar::Segment> open_pieces(const calendar::Calendar& calendar, LocalDate date,
                                           const std::string& zone) {
  const auto from = calendar::to_instant(zone, date);
  const auto to = calendar::to_instant(zone, date + days{1});
  calendar::Segments all;
  calendar.between(from, to, &all);
  std::erase_if(all, [](const calendar::Segment& piece) { return piece.why != calendar::Why::open; });
  return all;
}

/// Minutes of the local day at an instant of it, or at its end.
std::chrono::minutes minutes_of(Instant at, LocalDate date, const std::string& zone) {
  return std::chrono::duration_cast<std::chrono::minutes>(calendar::to_local(zone, at) - date);
}

double place_of(Instant at, LocalDate date, const std::string& zone) {
  return bar_width * static_cast<double>(minutes_of(at, date, zone).count()) / (24 * 60);
}

double stroke_height(health::ServiceState state) {
  constexpr std::array<double, 4> heights = {10, 14, 21, history_height};
  return heights[static_cast<size_t>(state)];
}

/// What a pointer over a stroke tells; quiet days tell nothing.
std::string stroke_title(health::ServiceState state, LocalDate date, const Reader& reader) {
  if (state == health::ServiceState::operational) return "";
  const auto day = calendar::to_instant(reader.zone, date);
  return fmt::format("<title>{}: {}</title>", escaped(time_text(day, Precision::day, reader)),
                     escaped(state_text(state, reader.language)));
}

}  // namespace

std::string day_bar_html(const policy::NamedCalendar& named, const Reader& reader) {
  const auto date = today(reader);
  const auto dial = dial_of(named, reader);
  std::string svg = fmt::format(
      "<svg class=\"day\" viewBox=\"0 0 {0} 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      "<rect class=\"track\" x=\"0\" y=\"3\" width=\"{0}\" height=\"8\"/>",
      bar_width);
  for (const auto& piece : open_pieces(dial.calendar, date, dial.zone)) {
    const auto from = place_of(piece.from, date, dial.zone);
    fmt::format_to(std::back_inserter(svg),
                   "<rect class=\"open\" x=\"{:.1f}\" y=\"3\" width=\"{:.1f}\" height=\"8\"/>", from,
                   place_of(piece.to, date, dial.zone) - from);
  }
  fmt::format_to(std::back_inserter(svg),
                 "<rect class=\"now\" x=\"{:.1f}\" y=\"0\" width=\"2.5\" height=\"14\"{}/></svg>",
                 place_of(reader.now, date, reader.zone),
                 dial.whose == Dial::Whose::caller ? " visibility=\"hidden\"" : "");
  return svg;
}

std::string today_text(const policy::NamedCalendar& named, const Reader& reader) {
  const auto date = today(reader);
  const auto dial = dial_of(named, reader);
  calendar::Day day;
  for (const auto& piece : open_pieces(dial.calendar, date, dial.zone))
    day.push_back({minutes_of(piece.from, date, dial.zone), minutes_of(piece.to, date, dial.zone)});
  return policy::day_text(day, reader.language);
}

std::string history_bar_html(std::span<const health::ServiceState> states, const std::string& label,
                             const Reader& reader) {
  const auto step = history_stroke + history_gap;
  std::string svg = fmt::format(
      "<svg class=\"history\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"{}\">",
      step * static_cast<double>(states.size()) - history_gap, history_height, escaped(label));
  const auto first = today(reader) - days{static_cast<int>(states.size()) - 1};
  for (size_t at = 0; at < states.size(); ++at) {
    const auto height = stroke_height(states[at]);
    fmt::format_to(
        std::back_inserter(svg), "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">{}</rect>",
        health::name_of(states[at]), step * static_cast<double>(at), history_height - height, history_stroke,
        height, stroke_title(states[at], first + days{static_cast<int>(at)}, reader));
  }
  return svg + "</svg>";
}

}  // namespace mado::pages
