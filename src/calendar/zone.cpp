#include "calendar/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "calendar/posix_rule.hpp"

namespace mado::calendar {
namespace {

constexpr auto table_year_max = std::chrono::year{2400};  ///< later, the last offset stays

/// A period that does not change the offset (only the zone's name or its law) is none.
void append(std::vector<ZonePeriod>& periods, ZonePeriod next) {
  if (periods.empty() || (next.begin > periods.back().begin && next.offset != periods.back().offset))
    periods.push_back(next);
}

std::vector<ZonePeriod> table_of(const date::time_zone& zone) {
  const date::sys_seconds end = date::sys_days{date::year{static_cast<int>(table_year_max)} / 1 / 1};
  std::vector<ZonePeriod> periods;
  for (date::sys_seconds at = date::sys_days{date::year{1800} / 1 / 1}; at < end;) {
    const auto info = zone.get_info(at);
    append(periods, {Instant{info.begin}, info.offset});
    at = info.end;
  }
  return periods;
}

/// The last line of the zone's file; empty if there is none.
std::string footer_of(const std::string& name) {
  std::ifstream file("/usr/share/zoneinfo/" + name, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.empty() || bytes.back() != '\n') return {};
  bytes.pop_back();
  return bytes.substr(bytes.rfind('\n') + 1);
}

std::unique_ptr<const Zone> read_zone(const std::string& name) {
  const date::time_zone* found = nullptr;
  try {
    found = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
  auto periods = table_of(*found);
  if (const auto rule = read_posix_rule(footer_of(name))) {
    const auto last_date = std::chrono::floor<std::chrono::days>(periods.back().begin);
    for (auto year = std::chrono::year_month_day{last_date}.year(); year < table_year_max; ++year)
      for (const auto& period : periods_of(*rule, year)) append(periods, period);
  }
  return std::make_unique<const Zone>(std::move(periods));
}

const Zone& zone_of(std::string_view name) {
  const auto* zone = find_zone(name);
  if (zone == nullptr) throw std::out_of_range("not a zone: " + std::string(name));
  return *zone;
}

}  // namespace

Zone::Zone(std::vector<ZonePeriod> periods) : periods_(std::move(periods)) {
  const auto local_at = [](Instant at, Millis offset) { return LocalTime{at.time_since_epoch() + offset}; };
  for (size_t at = 0; at < periods_.size(); ++at) {
    local_begins_.push_back(local_at(periods_[at].begin, periods_[at].offset));
    if (at + 1 < periods_.size())
      local_ends_.push_back(local_at(periods_[at + 1].begin, periods_[at].offset));
  }
}

size_t Zone::period_at(Instant at) const {
  const auto after = std::ranges::upper_bound(periods_, at, {}, &ZonePeriod::begin) - periods_.begin();
  return static_cast<size_t>(std::max<std::ptrdiff_t>(after - 1, 0));
}

LocalTime Zone::local(Instant at) const {
  return LocalTime{at.time_since_epoch() + periods_[period_at(at)].offset};
}

EvenStretch Zone::even_around(Instant at) const {
  const auto period = period_at(at);
  const bool is_first = period == 0, is_last = period == local_ends_.size();
  return {is_first ? LocalTime::min() : std::max(local_begins_[period], local_ends_[period - 1]),
          is_last ? LocalTime::max() : std::min(local_ends_[period], local_begins_[period + 1]),
          periods_[period].offset};
}

Instant Zone::first(LocalTime local) const {
  const auto at = static_cast<size_t>(std::ranges::upper_bound(local_ends_, local) - local_ends_.begin());
  const auto& period = periods_[at];
  return std::max(period.begin, Instant{local.time_since_epoch() - period.offset});
}

Instant Zone::last(LocalTime local) const {
  const auto after = std::ranges::upper_bound(local_begins_, local) - local_begins_.begin();
  const auto at = static_cast<size_t>(std::max<std::ptrdiff_t>(after - 1, 0));
  const Instant instant{local.time_since_epoch() - periods_[at].offset};
  return at + 1 < periods_.size() ? std::min(instant, periods_[at + 1].begin) : instant;
}

const Zone* find_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Zone>, std::less<>> zones;
  const std::lock_guard lock(mutex);
  if (const auto known = zones.find(name); known != zones.end()) return known->second.get();
  auto zone = name == "localtime" ? nullptr : read_zone(std::string(name));
  if (!zone) return nullptr;  // not kept: names that callers invent must not fill the memory
  return zones.emplace(name, std::move(zone)).first->second.get();
}

bool is_zone(std::string_view zone) { return find_zone(zone) != nullptr; }

Instant to_instant(std::string_view zone, std::chrono::local_seconds local) {
  return zone_of(zone).first(local);
}

std::chrono::local_time<Millis> to_local(std::string_view zone, Instant at) {
  return zone_of(zone).local(at);
}

}  // namespace mado::calendar
