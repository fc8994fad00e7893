#include "policy/caller_zone.hpp"

#include <map>
#include <utility>

namespace mado::policy {
namespace {

/// The base stands beside the result so that the address of its plan, which is the key, stays taken.
struct Zoned {
  calendar::Calendar base;
  calendar::Calendar zoned;
};
using Kept = std::map<std::pair<const calendar::Plan*, std::string>, Zoned>;

constexpr size_t calendars_kept_max = 256;

}  // namespace

calendar::Calendar calendar_for(const NamedCalendar& named, const std::string& zone) {
  const auto& base = named.calendar;
  if (!named.caller_zone || zone.empty() || zone == base.zone()) return base;
  thread_local Kept kept;
  const std::pair key{&base.plan(), zone};
  if (const auto found = kept.find(key); found != kept.end()) return found->second.zoned;
  auto zoned = calendar::Calendar::make(calendar::in_zone(base.plan(), zone));
  if (!zoned) return base;
  if (kept.size() == calendars_kept_max) kept.clear();
  return kept.emplace(key, Zoned{base, *zoned}).first->second.zoned;
}

}  // namespace mado::policy
