/// The terms of a policy in a reader's words: hours, promised times, duties. One place, so that the public
/// page, the API and `policy explain` say the same. Texts: locales/*/rules.json.
#pragma once

#include <string>
#include <string_view>

#include "base/language.hpp"
#include "policy/model.hpp"

namespace mado::policy {

/// The week of a calendar: "every day 9:00–24:00 (Beijing)", "business days 9:00–18:00 (Beijing)", "around
/// the clock, every day" (S22). Single dates (holidays, shifts) are not listed.
std::string hours_text(const NamedCalendar& calendar, Language language);
/// Spans of one day: "9:00–12:00, 13:00–18:00"; "closed" for none.
std::string day_text(const calendar::Day& day, Language language);
/// "within 1 hour", "within 1 business day"; time that only counts while a calendar is open says so (S18).
std::string target_text(const Policy& policy, const Target& target, Language language);
/// The same as a bare amount: "4 hours", "5 business days".
std::string amount_text(const Policy& policy, const Target& target, Language language);
/// "14 days", "30 minutes": the largest unit that divides it.
std::string length_text(Millis length, Language language);
/// What the customer owes ("reachable" …, S19), in words.
std::string duty_text(std::string_view customer_owes, Language language);
/// The place people name a zone by: "Beijing" for Asia/Shanghai; else its city in the reader's language.
std::string zone_text(std::string_view zone, Language language);
/// Severities as a short list: "A", "B, C".
std::string severities_text(const std::vector<std::string>& severities, Language language);

}  // namespace mado::policy
