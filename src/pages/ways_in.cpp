#include "pages/ways_in.hpp"

#include <algorithm>

#include "pages/hours.hpp"
#include "pages/told.hpp"
#include "pages/words.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

/// Desks that a number answers for at the same hours: one line of it.
struct Line {
  const policy::NamedCalendar* calendar;
  std::vector<std::string> desks;
};

std::string desk_text(const policy::Desk& desk, const std::vector<std::string>& severities,
                      const Reader& reader) {
  std::string name(reader.in(desk.name));
  if (severities.size() == desk.severities.size()) return name;
  return words(reader, "reach.desk_severity",
               {{"desk", name}, {"severity", policy::severities_text(severities, reader.language)}});
}

/// "desk/severity" where the number has hours of its own for it, else the desk's; null if it does not answer.
const policy::NamedCalendar* hours_at(const policy::Phone& phone, const policy::Desk& desk,
                                      const std::string& severity, const policy::Policy& policy) {
  auto found = phone.hours.find(desk.id + '/' + severity);
  if (found == phone.hours.end()) found = phone.hours.find(desk.id);
  return found == phone.hours.end() ? nullptr : policy.calendar(found->second);
}

/// The hours of a number in the order of the desks and their severities.
std::vector<Line> lines_of(const policy::Phone& phone, const Reader& reader) {
  std::vector<Line> lines;
  for (const auto& desk : reader.policy().desks) {
    std::vector<std::pair<const policy::NamedCalendar*, std::vector<std::string>>> hours;
    for (const auto& severity : desk.severities) {
      const auto* calendar = hours_at(phone, desk, severity, reader.policy());
      if (calendar == nullptr) continue;
      auto same = std::ranges::find(hours, calendar, [](const auto& each) { return each.first; });
      if (same == hours.end()) same = hours.insert(hours.end(), {calendar, {}});
      same->second.push_back(severity);
    }
    for (const auto& [calendar, severities] : hours) {
      auto same = std::ranges::find(lines, calendar, &Line::calendar);
      if (same == lines.end()) same = lines.insert(lines.end(), {calendar, {}});
      same->desks.push_back(desk_text(desk, severities, reader));
    }
  }
  return lines;
}

/// What a telephone dials: digits and a leading plus.
std::string dialled(std::string number) {
  std::erase_if(number, [](char letter) { return letter != '+' && (letter < '0' || letter > '9'); });
  return number;
}

Data phone_data(const policy::Phone& phone, const Reader& reader) {
  const auto lines = lines_of(phone, reader);
  Data data;
  data.set("number", phone.number);
  data.set("address", dialled(phone.number));
  data.set("regions", phone.regions.empty()
                          ? words(reader, "reach.everywhere")
                          : joined_from(reader, phone.regions, [&](const std::string& region) {
                              return region_text(region, reader.language);
                            }));
  data.set("tongues", joined_from(reader, phone.languages,
                                  [&](const std::string& tag) { return tongue_text(tag, reader.language); }));
  data.set("rows", std::to_string(lines.size()));
  Data items{Data::type::list};
  for (const auto& line : lines) {
    Data item;
    item.set("first", line.calendar == lines.front().calendar);
    item.set("for", joined(reader, line.desks));
    item.set("hours", policy::hours_text(*line.calendar, reader.language));
    item.set("stretches", stretches_text(*line.calendar, reader));
    item.set("now", now_html(*line.calendar, reader));
    items.push_back(item);
  }
  data.set("lines", items);
  return data;
}

std::string code_text(const policy::Verification& code, const Reader& reader) {
  const auto length = [&](Millis span) { return policy::length_text(span, reader.language); };
  return words(reader, "reach.code",
               {{"digits", std::int64_t{code.digits}},
                {"tries", std::int64_t{code.tries}},
                {"valid", length(code.valid_for)},
                {"opens", length(code.opens_account_for)},
                {"ways", joined_from(reader, code.send_by, [&](const std::string& way) {
                   return say(reader.language, "rules.way." + way);
                 })}});
}

std::string answered_in(const Reader& reader) {
  const auto names = joined_from(reader, reader.policy().operator_facts.languages,
                                 [&](Language each) { return tongue_text(code_of(each), reader.language); });
  return words(reader, "reach.languages", {{"list", names}});
}

}  // namespace

void put_ways_in(Data& page, const Reader& reader) {
  const auto& channels = reader.policy().channels;
  page.set("phones", list(channels.phones, [&](const auto& each) { return phone_data(each, reader); }));
  page.set("has_phones", !channels.phones.empty());
  page.set("web", channels.web);
  put_text(page, "email", channels.email_address);
  if (channels.callback_slots)
    page.set("callback", words(reader, "reach.callback_text",
                               {{"slot", policy::length_text(*channels.callback_slots, reader.language)}}));
  put_text(page, "wechat", channels.wechat_account);
  page.set("answered_in", answered_in(reader));
  if (const auto& code = reader.policy().verification) {
    const auto* key = code->known_number_is_enough ? "reach.verification" : "reach.verification_always";
    page.set("verification", words(reader, "terms.two",
                                   {{"first", words(reader, key)}, {"second", code_text(*code, reader)}}));
  }
}

}  // namespace mado::pages
