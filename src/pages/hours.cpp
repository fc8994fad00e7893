#include "pages/hours.hpp"

#include "pages/told.hpp"
#include "policy/caller_zone.hpp"
#include "policy/desk_hours.hpp"

namespace mado::pages {
namespace {

using std::chrono::days;

/// What opens later than this never opens in a reader's eyes.
constexpr auto ahead_max = days{366};

std::string instant_text(Instant at, Dial::Whose whose) {
  auto text = format_instant(at);
  if (whose == Dial::Whose::caller) text.pop_back();  // the Z
  return text;
}

std::string bounded(std::string_view key, Instant at, const Reader& reader) {
  return "<small>" + timed_html(reader, key, at, Precision::clock) + "</small>";
}

std::string state_html(std::string_view name, const std::string& text) {
  return fmt::format("<b class=\"{}\">{}</b>", name, escaped(text));
}

}  // namespace

Dial dial_of(const policy::NamedCalendar& named, const Reader& reader) {
  if (named.caller_zone)
    return {.calendar = policy::calendar_for(named, "UTC"), .zone = "UTC", .whose = Dial::Whose::caller};
  return {.calendar = named.calendar, .zone = reader.zone};
}

std::string stretches_text(const policy::NamedCalendar& named, const Reader& reader) {
  const auto dial = dial_of(named, reader);
  const auto today = std::chrono::floor<days>(calendar::to_local(reader.zone, reader.now));
  auto at = calendar::to_instant(dial.zone, today - days{1});
  const auto enough = calendar::to_instant(dial.zone, today + days{2});
  std::string text;
  for (bool more = true; more;) {
    const auto from = dial.calendar.next_opening(at);
    if (from > reader.now + ahead_max) break;
    const auto to = dial.calendar.closes(from);
    text += fmt::format("{}{}/{}", text.empty() ? "" : " ", instant_text(from, dial.whose),
                        to ? instant_text(*to, dial.whose) : "");
    more = to && from < enough;
    if (more) at = *to;
  }
  return text;
}

std::string now_html(const policy::NamedCalendar& named, const Reader& reader) {
  if (named.caller_zone && !named.plan.always)
    return fmt::format("<small>{}</small>", escaped(words(reader, "desks.own_clock")));
  const auto opening = policy::opening_at(named.calendar, reader.now);
  auto html = opening.open_now ? state_html("open", words(reader, "desks.open"))
                               : state_html("shut", words(reader, "desks.closed"));
  if (opening.closes_at) html += bounded("desks.until", *opening.closes_at, reader);
  if (opening.opens_at && *opening.opens_at < reader.now + ahead_max)
    html += bounded("desks.from", *opening.opens_at, reader);
  return html;
}

}  // namespace mado::pages
