#include <algorithm>
#include <cctype>

#include "policy/read_lengths.hpp"
#include "policy/read_parts.hpp"
#include "policy/spelling.hpp"

namespace mado::policy {
namespace {

bool is_region(std::string_view code) {
  return code.size() == 2 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

/// The shape of a BCP 47 tag; a voice may speak languages that the screens do not.
bool is_language_tag(std::string_view tag) {
  const auto first = tag.substr(0, tag.find('-'));
  const bool letters = std::ranges::all_of(
      tag, [](unsigned char letter) { return std::isalnum(letter) != 0 || letter == '-'; });
  return letters && first.size() >= 2 && first.size() <= 3 && !tag.ends_with('-') && !tag.contains("--");
}

std::vector<std::string> read_regions(Section& section) {
  const auto regions = section.words("regions", Need::may);
  for (const auto& region : regions)
    if (!is_region(region.text))
      section.note(region.place,
                   quoted(region.text) + " is no country or region; write two capital letters, like \"CN\"");
  return distinct(regions, section.mistakes());
}

std::vector<std::string> read_spoken(Section& section) {
  const auto languages = section.words("languages", Need::must);
  for (const auto& tag : languages)
    if (!is_language_tag(tag.text))
      section.note(tag.place,
                   quoted(tag.text) + " is no language code; write one like \"zh-Hans\" or \"de\"");
  return distinct(languages, section.mistakes());
}

/// "desk" or "desk/severity": who is meant by hours.
void check_line(Draft& draft, const Word& line) {
  const auto slash = line.text.find('/');
  const Word desk{.text = line.text.substr(0, slash), .place = line.place};
  if (!check_desk(draft, desk) || slash == std::string::npos) return;
  const Word severity{.text = line.text.substr(slash + 1), .place = line.place};
  const auto& has = draft.policy.desk(desk.text)->severities;
  if (check_severity(draft, severity) && !has.empty() && std::ranges::find(has, severity.text) == has.end())
    note(draft.mistakes, line.place,
         "desk " + quoted(desk.text) + " has no severity " + quoted(severity.text));
}

std::map<std::string, std::string> read_phone_hours(Draft& draft, Section& phone) {
  auto section = phone.section("hours", Need::must, "\"hours\"");
  if (!section) return {};
  std::map<std::string, std::string> hours;
  const auto lines = section->entries();
  if (lines.empty()) section->note(section->place(), "\"hours\" is empty");
  for (const auto& [line, node] : lines) {
    check_line(draft, line);
    const auto calendar = section->word(line.text, Need::must);
    if (calendar) check_calendar(draft, calendar);
    hours[line.text] = calendar.text;
  }
  return hours;
}

Phone read_phone(Draft& draft, Section& section) {
  Phone phone{.place = section.place()};
  const auto number = section.word("number", Need::must);
  if (number && (!number.text.starts_with('+') ||
                 number.text.find_first_not_of("+0123456789 -()") != std::string::npos))
    section.note(number.place, quoted(number.text) + " is no telephone number with \"+\" and country code");
  phone.number = number.text;
  phone.regions = read_regions(section);
  phone.languages = read_spoken(section);
  phone.hours = read_phone_hours(draft, section);
  section.close();
  return phone;
}

void read_email(Channels& channels, Section& section) {
  auto email = section.section("email", Need::may, "[channels.email]");
  if (!email) return;
  const auto address = email->word("address", Need::must);
  const auto at = address.text.find('@');
  if (address && (at == 0 || at == std::string::npos || at + 1 == address.text.size()))
    email->note(address.place, quoted(address.text) + " is no e-mail address");
  channels.email_address = address.text;
  email->close();
}

}  // namespace

void read_channels(Draft& draft, Section& root) {
  auto section = root.section("channels", Need::may, "[channels]");
  if (!section) return;
  auto& channels = draft.policy.channels;
  if (auto web = section->section("web", Need::may, "[channels.web]")) {
    channels.web = true;
    web->close();
  }
  read_email(channels, *section);
  for (auto& phone : section->sections("phone", Need::may, "telephone"))
    channels.phones.push_back(read_phone(draft, phone));
  if (auto callback = section->section("callback", Need::may, "[channels.callback]")) {
    channels.callback_slots = elapsed(*callback, "slots", Need::must);
    callback->close();
  }
  if (auto wechat = section->section("wechat", Need::may, "[channels.wechat]")) {
    channels.wechat_account = wechat->word("account", Need::must).text;
    wechat->close();
  }
  section->close();
}

void read_verification(Draft& draft, Section& root) {
  auto section = root.section("verification", Need::may, "[verification]");
  if (!section) return;
  Verification verification;
  verification.known_number_is_enough = section->flag("known_number_is_enough").value_or(true);
  if (auto code = section->section("code", Need::must, "\"code\"")) {
    verification.digits = code->whole("digits", 4, 12, Need::may).value_or(verification.digits);
    verification.tries = code->whole("tries", 1, 20, Need::may).value_or(verification.tries);
    verification.valid_for = elapsed(*code, "valid_for", Need::must).value_or(Millis{0});
    const auto ways = code->words("send_by", Need::must);
    for (const auto& way : ways)
      if (way.text != "email" && way.text != "phone")
        code->note(way.place,
                   "a code cannot be sent by " + quoted(way.text) + suggestion(way.text, {"email", "phone"}));
    verification.send_by = distinct(ways, draft.mistakes);
    code->close();
  }
  verification.opens_account_for = elapsed(*section, "opens_account_for", Need::must).value_or(Millis{0});
  section->close();
  draft.policy.verification = std::move(verification);
}

}  // namespace mado::policy
