#include "policy/ways.hpp"

#include <algorithm>
#include <iterator>

#include "policy/caller_zone.hpp"

namespace mado::policy {
namespace {

/// `calendar_id` empty = always open.
Way open_by(const Policy& policy, Way way, const std::string& calendar_id, const Question& question) {
  way.calendar = calendar_id;
  const auto* named = policy.calendar(calendar_id);
  if (named == nullptr) return way;
  const auto calendar = calendar_for(*named, question.zone);
  way.open_now = calendar.open_at(question.now);
  if (way.open_now)
    way.closes_at = calendar.closes(question.now);
  else
    way.opens_at = calendar.next_opening(question.now);
  return way;
}

/// The calendar of a number's hours; nothing if it does not answer for this desk.
std::optional<std::string> hours_of(const Phone& phone, std::string_view desk, std::string_view severity) {
  if (phone.hours.empty()) return std::string{};
  for (const auto& key : {std::string(desk) + '/' + std::string(severity), std::string(desk)})
    if (const auto found = phone.hours.find(key); found != phone.hours.end()) return found->second;
  return std::nullopt;
}

bool serves(const Phone& phone, const std::string& region) {
  return region.empty() || phone.regions.empty() ||
         std::ranges::find(phone.regions, region) != phone.regions.end();
}

/// The numbers for a region; where there is none, all: a call from abroad is better than no call (S11).
std::vector<const Phone*> phones_for(const std::vector<Phone>& phones, const std::string& region) {
  std::vector<const Phone*> all, near;
  for (const auto& phone : phones) {
    all.push_back(&phone);
    if (serves(phone, region)) near.push_back(&phone);
  }
  return near.empty() ? all : near;
}

/// "zh-Hans" and "zh-CN" are spoken at a number for "zh-Hans" or "zh": the same first subtag.
bool same_language(std::string_view left, std::string_view right) {
  return left.substr(0, left.find('-')) == right.substr(0, right.find('-'));
}

/// 0 for a number that speaks the asker's preferred language, then the next; the count of them for none.
size_t language_rank(const Phone& phone, const std::vector<std::string>& preferred) {
  const auto found = std::ranges::find_if(preferred, [&](const auto& language) {
    return std::ranges::any_of(phone.languages,
                               [&](const auto& one) { return same_language(one, language); });
  });
  return static_cast<size_t>(found - preferred.begin());
}

/// Those that speak the asker's languages first, else in the order of the file.
std::vector<const Phone*> by_language(const std::vector<const Phone*>& phones,
                                      const std::vector<std::string>& preferred) {
  std::vector<const Phone*> sorted;
  for (size_t rank = 0; rank <= preferred.size(); ++rank)
    std::ranges::copy_if(phones, std::back_inserter(sorted),
                         [&](const auto* phone) { return language_rank(*phone, preferred) == rank; });
  return sorted;
}

std::vector<std::string> languages_of(const Policy& policy, const Desk* desk) {
  const bool own = desk != nullptr && !desk->languages.empty();
  std::vector<std::string> codes;
  for (const auto language : own ? desk->languages : policy.operator_facts.languages)
    codes.emplace_back(code_of(language));
  return codes;
}

}  // namespace

std::vector<Way> ways_of_contact(const Policy& policy, const Promise& promise, std::string_view desk,
                                 const Question& question) {
  const auto& channels = policy.channels;
  const auto written = languages_of(policy, policy.desk(desk));
  std::vector<Way> ways;
  if (channels.web) ways.push_back({.kind = "web", .value = {}, .languages = written, .calendar = {}});
  if (!channels.email_address.empty())
    ways.push_back({.kind = "email", .value = channels.email_address, .languages = written, .calendar = {}});
  const auto phones = by_language(phones_for(channels.phones, question.region), question.languages);
  for (const auto* phone : phones) {
    const auto hours = hours_of(*phone, desk, promise.severity);
    if (!hours) continue;
    Way way{.kind = "phone", .value = phone->number, .languages = phone->languages, .calendar = {}};
    ways.push_back(open_by(policy, std::move(way), *hours, question));
  }
  if (channels.callback_slots) {
    Way way{.kind = "callback", .value = {}, .languages = written, .calendar = {}};
    ways.push_back(open_by(policy, std::move(way), promise.calendar, question));
  }
  return ways;
}

}  // namespace mado::policy
