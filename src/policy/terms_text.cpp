#include "policy/terms_text.hpp"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/tznames.h>

#include <memory>
#include <vector>

#include "base/messages.hpp"

namespace mado::policy {
namespace {

using calendar::Day;
constexpr size_t days_per_week = 7;

std::string time_text(calendar::Minutes minutes) {
  return fmt::format("{}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

/// The texts with the language's comma between them.
std::string joined(const std::vector<std::string>& texts, std::string_view separator_key, Language language) {
  return fmt::format("{}", fmt::join(texts, say(language, separator_key)));
}

std::string weekday_text(size_t monday_first, Language language) {
  return say(language, fmt::format("rules.weekday.{}", monday_first + 1));
}

/// Weekdays from `first` to `last` (Monday = 0), both included.
std::string days_text(const calendar::Plan& plan, size_t first, size_t last, Language language) {
  if (first == 0 && last == days_per_week - 1)
    return say(language, plan.holidays.empty() ? "rules.days.every" : "rules.days.every_but_holidays");
  if (first == 0 && last == 4 && !plan.holidays.empty()) return say(language, "rules.days.business");
  if (first == last) return weekday_text(first, language);
  return say(language, "rules.days.range",
             {{"first", weekday_text(first, language)}, {"last", weekday_text(last, language)}});
}

/// The open days of the week in runs of the same hours.
std::string week_text(const calendar::Plan& plan, Language language) {
  std::vector<std::string> runs;
  for (size_t first = 0; first < days_per_week;) {
    size_t last = first;
    while (last + 1 < days_per_week && plan.week[last + 1] == plan.week[first]) ++last;
    if (!plan.week[first].empty())
      runs.push_back(say(language, "rules.hours.run",
                         {{"days", days_text(plan, first, last, language)},
                          {"hours", day_text(plan.week[first], language)}}));
    first = last + 1;
  }
  return runs.empty() ? say(language, "rules.hours.roster") : joined(runs, "rules.list.runs", language);
}

std::string city_of(std::string_view zone, Language language) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = icu::Locale::forLanguageTag(std::string(code_of(language)), status);
  const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(locale, status));
  icu::UnicodeString city;
  if (U_SUCCESS(status))
    names->getExemplarLocationName(
        icu::UnicodeString::fromUTF8(icu::StringPiece(zone.data(), static_cast<int32_t>(zone.size()))), city);
  std::string text;
  city.toUTF8String(text);
  return text.empty() ? std::string(zone) : text;
}

/// Does time on this calendar pass like the clock on the wall?
bool runs_always(const Policy& policy, const std::string& calendar) {
  const auto* named = calendar.empty() ? nullptr : policy.calendar(calendar);
  return named == nullptr || named->plan.always;
}

}  // namespace

std::string day_text(const Day& day, Language language) {
  if (day.empty()) return say(language, "rules.hours.closed");
  std::vector<std::string> spans;
  for (const auto& span : day)
    spans.push_back(
        say(language, "rules.hours.span", {{"from", time_text(span.from)}, {"to", time_text(span.to)}}));
  return joined(spans, "rules.list.spans", language);
}

std::string hours_text(const NamedCalendar& calendar, Language language) {
  if (calendar.plan.always) return say(language, "rules.hours.always");
  const auto zone =
      calendar.caller_zone ? say(language, "rules.zone.caller") : zone_text(calendar.plan.zone, language);
  return say(language, "rules.hours.zoned", {{"hours", week_text(calendar.plan, language)}, {"zone", zone}});
}

std::string target_text(const Policy& policy, const Target& target, Language language) {
  if (target.days > 0) return say(language, "rules.target.days", {{"days", std::int64_t{target.days}}});
  const auto* key = runs_always(policy, target.calendar) ? "rules.target.elapsed" : "rules.target.open";
  return say(language, key, {{"length", length_text(target.elapsed, language)}});
}

std::string amount_text(const Policy& policy, const Target& target, Language language) {
  if (target.days > 0)
    return say(language, "rules.length.business_days", {{"count", std::int64_t{target.days}}});
  auto length = length_text(target.elapsed, language);
  if (runs_always(policy, target.calendar)) return length;
  return say(language, "rules.length.open", {{"length", length}});
}

std::string length_text(Millis length, Language language) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(length).count();
  constexpr std::int64_t hour = 60, day = 24 * hour;
  const auto [key, count] = minutes % day == 0    ? std::pair("rules.length.days", minutes / day)
                            : minutes % hour == 0 ? std::pair("rules.length.hours", minutes / hour)
                                                  : std::pair("rules.length.minutes", minutes);
  return say(language, key, {{"count", std::int64_t{count}}});
}

std::string duty_text(std::string_view customer_owes, Language language) {
  return say(language, fmt::format("rules.owes.{}", customer_owes));
}

std::string zone_text(std::string_view zone, Language language) {
  const auto key = fmt::format("rules.zone.{}", zone);
  return has_message(language, key) ? say(language, key) : city_of(zone, language);
}

std::string severities_text(const std::vector<std::string>& severities, Language language) {
  return joined(severities, "rules.list.severities", language);
}

}  // namespace mado::policy
