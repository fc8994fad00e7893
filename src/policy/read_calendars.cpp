#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/messages.hpp"
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
  section.note(written.place, hours.error());
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
  const auto& about = error.fields.empty() ? error.values : error.fields.front().values;
  const auto& key = error.fields.empty() ? error.key : error.fields.front().key;
  MessageValues values(about.begin(), about.end());
  const auto line = about.find("line");
  const auto number = line == about.end() ? 1 : std::strtoul(line->second.c_str(), nullptr, 10);
  mistakes.push_back({.place = {static_cast<std::uint32_t>(number), 1},
                      .message = say(Language::en, "errors." + key, values),
                      .file = file});
}

void read_holiday_file(Draft& draft, Section& section, calendar::Plan& plan) {
  const auto name = section.word("holidays", Need::may);
  if (!name) return;
  if (!is_neighbour(name.text)) {
    section.note(name.place, quoted(name.text) + " must lie beside the policy or below it");
    return;
  }
  const bool seen = draft.source.files.contains(name.text);
  const auto text = seen ? std::optional(draft.source.files[name.text]) : draft.files(name.text);
  if (!text) {
    section.note(name.place, "there is no file " + quoted(name.text) + " beside the policy");
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
    section.note(place_of(*section.find("make_up")), "make-up working days cannot be closed");
  else if (!hours && !section.has("make_up") && !plan.always && !plan.make_up_days.empty() &&
           plan.week[0].empty())
    section.note(section.key_place("holidays"),
                 "its make-up working days have no hours, as Monday has none; write them under \"make_up\"");
  plan.make_up_hours = hours.value_or(calendar::Day());
}

std::string read_zone(Draft& draft, Section& section, NamedCalendar& named) {
  const auto& own = draft.policy.operator_facts.time_zone;
  const auto written = section.word("time_zone", Need::may);
  named.caller_zone = written.text == "caller";
  if (!written || named.caller_zone) return own;
  if (calendar::is_zone(written.text)) return written.text;
  section.note(written.place, quoted(written.text) +
                                  " is no time zone; write one like \"Asia/Shanghai\", or \"caller\" for the "
                                  "caller's own");
  return own;
}

/// What makes no sense beside the rest; true if the calendar has hours.
void check_hours(Section& section, const calendar::Plan& plan, const Mistakes& mistakes, size_t before) {
  if (plan.always) {
    for (const auto* key :
         {"daily", "weekdays", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "holidays", "make_up"})
      if (section.has(key))
        section.note(section.key_place(key),
                     quoted(key) + " says nothing in a calendar with open = \"always\"");
    return;
  }
  if (section.has("make_up") && !section.has("holidays"))
    section.note(section.key_place("make_up"), "\"make_up\" says nothing without \"holidays\"");
  const bool open = std::ranges::any_of(plan.week, [](const auto& day) { return !day.empty(); });
  if (!open && mistakes.size() == before) section.note(section.place(), section.name() + " is never open");
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
  if (!made) section.note(section.place(), section.name() + " cannot be used: it is never open");
  if (made) named.calendar = *made;
  named.plan = std::move(plan);
  return named;
}

}  // namespace

void read_calendars(Draft& draft, Section& root) {
  for (auto& [id, section] : root.named_sections("calendars", Need::must, "calendar"))
    draft.policy.calendars.push_back(read_calendar(draft, id, section));
}

}  // namespace mado::policy
