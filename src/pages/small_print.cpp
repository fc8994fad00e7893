#include "pages/small_print.hpp"

#include <algorithm>

#include "pages/told.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

/// How far ahead days with other hours are told.
constexpr auto days_ahead = std::chrono::days{366};

Data topics(const Reader& reader) {
  const auto& policy = reader.policy();
  Data items{Data::type::list};
  for (const auto& desk : policy.desks) {
    std::vector<std::string> names;
    for (const auto& topic : policy.topics)
      if (topic.desk == desk.id) names.emplace_back(reader.in(topic.name));
    if (names.empty()) continue;
    auto item = paragraph(joined(reader, names), "subjects-" + desk.id);
    item.set("desk", std::string(reader.in(desk.name)));
    items.push_back(item);
  }
  return items;
}

Data elsewhere(const Reader& reader) {
  return list(reader.policy().out_of_scope, [&](const policy::OutOfScope& subject) {
    auto to = subject.send_to;
    std::ranges::replace(to, '-', '_');
    auto item = paragraph(words(reader, "subjects.to", {{"send_to", to}}), "elsewhere-" + subject.id);
    item.set("name", std::string(reader.in(subject.name)));
    return item;
  });
}

std::string condition_text(const Reader& reader, const policy::TriageRow& row) {
  std::vector<std::string> parts;
  constexpr std::array<std::string_view, 3> services = {"down", "impaired", "question"};
  constexpr std::array<std::string_view, 3> people = {"one", "some", "many"};
  const auto add = [&](std::string_view of, std::string_view name) {
    parts.push_back(words(reader, fmt::format("triage.{}.{}", of, name)));
  };
  if (row.service) add("service", services.at(static_cast<size_t>(*row.service)));
  if (row.people) add("people", people.at(static_cast<size_t>(*row.people)));
  if (row.workaround) add("workaround", *row.workaround ? "yes" : "no");
  return parts.empty() ? words(reader, "triage.otherwise") : joined(reader, parts);
}

Data triage(const Reader& reader) {
  size_t number = 0;
  return list(reader.policy().triage, [&](const policy::TriageRow& row) {
    auto item = paragraph(condition_text(reader, row), fmt::format("triage-{}", ++number));
    item.set("severity", row.severity);
    item.set("badge", std::string(1, "ABC"[std::min(reader.policy().rank(row.severity), size_t{2})]));
    return item;
  });
}

/// 1 Oct – 7 Oct are one holiday in a reader's eyes: days in a row with the same name stand together.
struct Stretch {
  calendar::LocalDate first;
  calendar::LocalDate last;
  std::string name;
  bool open = false;
};

void add_days(std::vector<Stretch>& all, const std::map<calendar::LocalDate, std::string>& days,
              calendar::LocalDate today, bool open) {
  for (const auto& [day, name] : days) {
    if (day < today || day > today + days_ahead) continue;
    const bool goes_on = !all.empty() && all.back().open == open && all.back().name == name &&
                         all.back().last + std::chrono::days{1} == day;
    if (goes_on)
      all.back().last = day;
    else
      all.push_back({day, day, name, open});
  }
}

std::string day_text(const Reader& reader, calendar::LocalDate day) {
  const Instant midnight{day.time_since_epoch()};
  return say(reader.language, "public.time.day", {{"at", midnight}}, "UTC");
}

/// `hours`: those of make-up days.
Data stretch_data(const Reader& reader, const Stretch& stretch, const std::string& hours) {
  auto when = day_text(reader, stretch.first);
  if (stretch.last != stretch.first)
    when = say(reader.language, "rules.hours.span", {{"from", when}, {"to", day_text(reader, stretch.last)}});
  Data data;
  data.set("when", when);
  data.set("name", stretch.name);
  data.set("how", stretch.open ? words(reader, "desks.make_up", {{"hours", hours}})
                               : words(reader, "desks.closed_day"));
  return data;
}

/// Calendars that have special days ahead.
Data special_days(const Reader& reader) {
  Data items{Data::type::list};
  for (const auto& calendar : reader.policy().calendars) {
    const auto today = std::chrono::floor<std::chrono::days>(
        calendar::to_local(calendar.caller_zone ? reader.zone : calendar.plan.zone, reader.now));
    std::vector<Stretch> all;
    add_days(all, calendar.plan.holidays, today, false);
    add_days(all, calendar.plan.make_up_days, today, true);
    if (all.empty()) continue;
    std::ranges::sort(all, {}, &Stretch::first);
    Data data;
    data.set("id", "days-" + calendar.id);
    data.set("title",
             words(reader, "desks.holidays_of", {{"hours", policy::hours_text(calendar, reader.language)}}));
    const auto& plan = calendar.plan;
    const auto hours =
        policy::day_text(plan.make_up_hours.empty() ? plan.week[0] : plan.make_up_hours, reader.language);
    data.set("days", list(all, [&](const Stretch& each) { return stretch_data(reader, each, hours); }));
    items.push_back(data);
  }
  return items;
}

/// The rules that this policy needs: no word about promises that it does not make.
Data rules_of_counting(const Reader& reader) {
  const auto& policy = reader.policy();
  const auto any_calendar = [&](auto has) { return std::ranges::any_of(policy.calendars, has); };
  const auto ends_at_closing = any_calendar([](const auto& calendar) {
    return calendar.plan.business_days == calendar::Plan::BusinessDays::end_of_day;
  });
  const bool lowers =
      std::ranges::any_of(policy.promises, [](const auto& promise) { return promise.lower_to.has_value(); });
  Data items{Data::type::list};
  const auto add = [&](std::string_view rule, std::string_view text) {
    auto item = paragraph(words(reader, fmt::format("law.{}", text)), fmt::format("rule-{}", rule));
    item.set("title", words(reader, fmt::format("law.{}.title", rule)));
    items.push_back(item);
  };
  add("open", "open");
  add("days", ends_at_closing ? "days_end" : "days_same");
  if (any_calendar([](const auto& calendar) { return calendar.caller_zone; })) add("caller", "caller");
  for (const std::string_view rule : {"answer", "waiting", "raised", "lowered"}) add(rule, rule);
  if (lowers) add("silence", "silence");
  for (const std::string_view rule : {"solved", "change", "one"}) add(rule, rule);
  return items;
}

}  // namespace

void put_small_print(Data& page, const Reader& reader) {
  const auto& policy = reader.policy();
  page.set("topics", topics(reader));
  page.set("elsewhere", elsewhere(reader));
  page.set("has_elsewhere", !policy.out_of_scope.empty());
  page.set("triage", triage(reader));
  const auto days = special_days(reader);
  page.set("has_special_days", !days.is_empty_list());
  page.set("special_days", days);
  page.set("names_in", std::string(code_of(policy.operator_facts.languages.front())));
  if (policy.survey)
    page.set("survey",
             words(reader, "survey.text",
                   {{"after", policy.survey->after},
                    {"scale", std::int64_t{policy.survey->scale}},
                    {"every", policy::length_text(policy.survey->at_most_every, reader.language)}}));
  page.set("rules", rules_of_counting(reader));
}

}  // namespace mado::pages
