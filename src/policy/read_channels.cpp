#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "policy/read_lengths.hpp"
#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

bool is_one_of(const char* const* codes, std::string_view code) {
  for (; *codes != nullptr; ++codes)
    if (code == *codes) return true;
  return false;
}

/// The countries and regions of ISO 3166, alpha-2.
bool is_region(std::string_view code) { return is_one_of(uloc_getISOCountries(), code); }

/// What may have been meant: "cn" is CN, "UK" is GB, "CHN" is CN.
std::string region_meant(const std::string& code) {
  std::string upper = code;
  std::ranges::transform(upper, upper.begin(), [](unsigned char letter) { return std::toupper(letter); });
  if (is_region(upper)) return upper;
  if (upper == "UK") return "GB";
  for (const auto* const* each = uloc_getISOCountries(); *each != nullptr; ++each)
    if (upper == uloc_getISO3Country((std::string("und_") + *each).c_str())) return *each;
  return "";
}

/// A BCP 47 tag of a language of ISO 639; a voice may speak languages that the screens do not.
bool is_language_tag(const std::string& tag) {
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  int32_t read = 0;
  UErrorCode status = U_ZERO_ERROR;
  uloc_forLanguageTag(tag.c_str(), locale.data(), static_cast<int32_t>(locale.size()), &read, &status);
  const bool well_formed = U_SUCCESS(status) && read == static_cast<int32_t>(tag.size());
  return well_formed && is_one_of(uloc_getISOLanguages(), tag.substr(0, tag.find('-')));
}

std::vector<std::string> read_regions(Section& section) {
  const auto regions = section.words("regions", Need::may);
  for (const auto& region : regions) {
    if (is_region(region.text)) continue;
    const auto meant = region_meant(region.text);
    section.note(region.place, {"mistakes.no_region", {{"word", region.text}}}, {.meant = meant});
  }
  return distinct(regions, section.mistakes());
}

std::vector<std::string> read_spoken(Section& section) {
  const auto languages = section.words("languages", Need::must);
  for (const auto& tag : languages)
    if (!is_language_tag(tag.text))
      section.note(tag.place, {"mistakes.no_language_tag", {{"word", tag.text}}});
  return distinct(languages, section.mistakes());
}

/// "desk" or "desk/severity": who is meant by hours.
void check_line(Draft& draft, const Word& line) {
  const auto slash = line.text.find('/');
  const Word desk{.text = line.text.substr(0, slash), .place = line.place};
  if (!check_desk(draft, desk) || slash == std::string::npos) return;
  const Word severity{.text = line.text.substr(slash + 1), .place = line.place};
  if (check_severity(draft, severity)) check_has_severity(draft, desk.text, severity);
}

std::map<std::string, std::string> read_phone_hours(Draft& draft, Section& phone) {
  auto section = phone.section("hours", Need::must);
  if (!section) return {};
  std::map<std::string, std::string> hours;
  const auto lines = section->entries();
  if (lines.empty()) section->note(section->place(), {"mistakes.empty", {{"key", "hours"}}});
  for (const auto& [line, node] : lines) {
    check_line(draft, line);
    const auto calendar = section->word(line.text, Need::must);
    if (calendar) check_calendar(draft, calendar);
    hours[line.text] = calendar.text;
  }
  return hours;
}

/// "+" and country code, which never begins with 0, at most 15 digits (E.164). Which codes are assigned
/// changes, and is not held against the policy.
bool is_number(std::string_view text) {
  constexpr long digits_min = 5, digits_max = 15;
  const auto digits = std::ranges::count_if(text, [](unsigned char letter) { return std::isdigit(letter); });
  return text.starts_with('+') && text.find_first_not_of("0123456789 -()", 1) == std::string_view::npos &&
         text.size() > 1 && text[1] >= '1' && text[1] <= '9' && digits >= digits_min && digits <= digits_max;
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < text.size() && at == text.rfind('@') &&
         text.find_first_of(" \t,;<>") == std::string_view::npos;
}

Phone read_phone(Draft& draft, Section& section) {
  Phone phone{.place = section.place()};
  const auto number = section.word("number", Need::must);
  if (number && !is_number(number.text))
    section.note(number.place, {"mistakes.no_phone_number", {{"word", number.text}}});
  phone.number = number.text;
  phone.regions = read_regions(section);
  phone.languages = read_spoken(section);
  phone.hours = read_phone_hours(draft, section);
  section.close();
  return phone;
}

bool overlap(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return some.empty() || others.empty() || std::ranges::any_of(some, [&](const auto& one) {
           return std::ranges::find(others, one) != others.end();
         });
}

std::string digits_of(std::string number) {
  std::erase_if(number, [](unsigned char letter) { return std::isdigit(letter) == 0; });
  return number;
}

/// One number has one set of hours for a caller of one region and language (S6).
void check_numbers(const std::vector<Phone>& phones, Mistakes& mistakes) {
  for (auto phone = phones.begin(); phone != phones.end(); ++phone) {
    const auto first = std::find_if(phones.begin(), phone, [&](const auto& earlier) {
      return digits_of(earlier.number) == digits_of(phone->number) &&
             overlap(earlier.regions, phone->regions) && overlap(earlier.languages, phone->languages);
    });
    if (first != phone && !phone->number.empty())
      note(mistakes, phone->place,
           {"mistakes.stands_already",
            {{"word", phone->number}, {"line", std::to_string(first->place.line)}}});
  }
}

void read_email(Channels& channels, Section& section) {
  auto email = section.section("email", Need::may);
  if (!email) return;
  const auto address = email->word("address", Need::must);
  if (address && !is_address(address.text))
    email->note(address.place, {"mistakes.no_email_address", {{"word", address.text}}});
  channels.email_address = address.text;
  email->close();
}

void read_callback(Channels& channels, Section& section) {
  auto callback = section.section("callback", Need::may);
  if (!callback) return;
  channels.callback_slots = elapsed(*callback, "slots", Need::must);
  const auto written = callback->word("slots", Need::may);
  if (channels.callback_slots > Millis{std::chrono::days{1}})
    callback->note(written.place, {"mistakes.length_too_long", {{"word", written.text}, {"most", "1d"}}});
  callback->close();
}

/// A channel beside [channels] instead of in it.
void note_misplaced(Section& root) {
  static const std::array<std::pair<const char*, const char*>, 5> heads = {
      {{"web", "[channels.web]"},
       {"email", "[channels.email]"},
       {"phone", "[[channels.phone]]"},
       {"callback", "[channels.callback]"},
       {"wechat", "[channels.wechat]"}}};
  for (const auto& [key, head] : heads)
    if (root.has(key) && root.find(key) != nullptr)
      root.note(root.key_place(key), {"mistakes.key_unknown", {{"word", key}, {"section", root.name()}}},
                {.meant = head});
}

}  // namespace

void read_channels(Draft& draft, Section& root) {
  note_misplaced(root);
  auto section = root.section("channels", Need::may);
  if (!section) return;
  auto& channels = draft.policy.channels;
  if (auto web = section->section("web", Need::may)) {
    channels.web = true;
    web->close();
  }
  read_email(channels, *section);
  for (auto& phone : section->sections("phone", Need::may))
    channels.phones.push_back(read_phone(draft, phone));
  check_numbers(channels.phones, draft.mistakes);
  read_callback(channels, *section);
  if (auto wechat = section->section("wechat", Need::may)) {
    channels.wechat_account = wechat->word("account", Need::must).text;
    wechat->close();
  }
  section->close();
}

void read_verification(Draft& draft, Section& root) {
  auto section = root.section("verification", Need::may);
  if (!section) return;
  Verification verification;
  verification.known_number_is_enough = section->flag("known_number_is_enough").value_or(true);
  if (auto code = section->section("code", Need::must)) {
    verification.digits = code->whole("digits", 4, 12, Need::may).value_or(verification.digits);
    verification.tries = code->whole("tries", 1, 20, Need::may).value_or(verification.tries);
    verification.valid_for = elapsed(*code, "valid_for", Need::must).value_or(Millis{0});
    const auto ways = code->words("send_by", Need::must);
    for (const auto& way : ways)
      if (way.text != "email" && way.text != "phone") code->refuse("send_by", way, {"email", "phone"});
    verification.send_by = distinct(ways, draft.mistakes);
    code->close();
  }
  verification.opens_account_for = elapsed(*section, "opens_account_for", Need::must).value_or(Millis{0});
  section->close();
  draft.policy.verification = std::move(verification);
}

}  // namespace mado::policy
