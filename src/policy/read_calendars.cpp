#include <algorithm>
#include <array>
#include <cstdlib>

#include "policy/read_lengths.hpp"
#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

constexpr std::array days_of_week = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<calendar::Day> read_hours(Section& section, std::string_view key) {
  const auto written = section.word(key, Need::may);
  if (!written) return std::nullopt;
  auto hours = hours_of(written.text);
  if (hours) return *hours;
  section.note(written.place, std::move(hours).error());
  return std::nullopt;
}

/// The more special key wins: a day's own, then weekdays, then daily.
void read_week(Section& section, calendar::Plan& plan) {
  if (const auto hours = read_hours(section, "daily")) plan.week.fill(*hours);
  if (const auto hours = read_hours(section, "weekdays"))
    for (size_t day = 0; day < 5; ++day) plan.week[day] = *hours;
  for (size_t day = 0; day < days_of_week.size(); ++day)
    if (const auto hours = read_hours(section, days_of_week[day])) plan.week[day] = *hours;
}

/// A file beside the policy or below it, and nowhere else: policies are also published over the web.
bool is_neighbour(std::string_view name) {
  return !name.starts_with('/') && !name.contains("..") && !name.contains('\\') && !name.contains(':');
}

void note_in_file(Mistakes& mistakes, const std::string& file, const Error& error) {
  const auto line = error.values.find("line");
  const auto number = line == error.values.end() ? 1 : std::strtoul(line->second.c_str(), nullptr, 10);
  mistakes.push_back({.place = {static_cast<std::uint32_t>(number), 1},
                      .sentence = {"errors." + error.key, error.values},
                      .file = file});
}

void read_holiday_file(Draft& draft, Section& section, calendar::Plan& plan) {
  const auto name = section.word("holidays", Need::may);
  if (!name) return;
  if (!is_neighbour(name.text)) {
    section.note(name.place, {"mistakes.file_outside", {{"word", name.text}}});
    return;
  }
  const bool seen = draft.source.files.contains(name.text);
  const auto text = seen ? std::optional(draft.source.files[name.text]) : draft.files(name.text);
  if (!text) {
    section.note(name.place, {"mistakes.file_missing", {{"word", name.text}}});
    return;
  }
  draft.source.files[name.text] = *text;
  const auto read = calendar::read_holidays(*text, plan);
  if (!read && !seen) note_in_file(draft.mistakes, name.text, read.error());
}

/// The calendar takes empty hours of make-up days for Monday's; a policy must not mean that by "closed".
void read_make_up(Section& section, calendar::Plan& plan) {
  const auto hours = read_hours(section, "make_up");
  if (hours && hours->empty())
    section.note(place_of(*section.find("make_up")), {"mistakes.make_up_closed"});
  else if (!hours && !section.has("make_up") && !plan.always && !plan.make_up_days.empty() &&
           plan.week[0].empty())
    section.note(section.key_place("holidays"), {"mistakes.make_up_missing"});
  plan.make_up_hours = hours.value_or(calendar::Day());
}

std::string read_zone(Draft& draft, Section& section, NamedCalendar& named) {
  const auto& own = draft.policy.operator_facts.time_zone;
  const auto written = section.word("time_zone", Need::may);
  named.caller_zone = written.text == "caller";
  if (!written || named.caller_zone) return own;
  if (calendar::is_zone(written.text)) return written.text;
  section.note(written.place, {"mistakes.no_time_zone", {{"word", written.text}, {"of", "calendar"}}});
  return own;
}

void note_never_open(const Section& section) {
  section.note(section.place(), {"mistakes.never_open", {{"section", section.name()}}});
}

/// What makes no sense beside the rest; true if the calendar has hours.
void check_hours(Section& section, const calendar::Plan& plan, const Mistakes& mistakes, size_t before) {
  if (plan.always) {
    for (const auto* key :
         {"daily", "weekdays", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "holidays", "make_up"})
      if (section.has(key))
        section.note(section.key_place(key), {"mistakes.idle_beside_always", {{"key", key}}});
    return;
  }
  if (section.has("make_up") && !section.has("holidays"))
    section.note(section.key_place("make_up"), {"mistakes.idle_without_holidays"});
  const bool open = std::ranges::any_of(plan.week, [](const auto& day) { return !day.empty(); });
  if (!open && mistakes.size() == before) note_never_open(section);
}

/// What stands in for a calendar until its plan is known to be sound.
NamedCalendar blank_calendar(const Word& id) {
  calendar::Plan always;
  always.always = true;
  return {.id = id.text, .plan = {}, .calendar = *calendar::Calendar::make(always), .place = id.place};
}

NamedCalendar read_calendar(Draft& draft, const Word& id, Section& section) {
  auto named = blank_calendar(id);
  calendar::Plan plan;
  const auto before = draft.mistakes.size();
  plan.always = section.choice<bool>("open", Need::may, {{"always", true}}).value_or(false);
  read_week(section, plan);
  plan.zone = read_zone(draft, section, named);
  read_holiday_file(draft, section, plan);
  read_make_up(section, plan);
  using Days = calendar::Plan::BusinessDays;
  plan.business_days = section
                           .choice<Days>("business_days", Need::may,
                                         {{"same-time", Days::same_time}, {"end-of-day", Days::end_of_day}})
                           .value_or(Days::same_time);
  section.close();
  check_hours(section, plan, draft.mistakes, before);
  if (draft.mistakes.size() != before) return named;
  const auto made = calendar::Calendar::make(plan);
  if (!made) note_never_open(section);
  if (made) named.calendar = *made;
  named.plan = std::move(plan);
  return named;
}

}  // namespace

void read_calendars(Draft& draft, Section& root) {
  for (auto& [id, section] : root.named_sections("calendars", Need::must))
    draft.policy.calendars.push_back(read_calendar(draft, id, section));
}

}  // namespace mado::policy
