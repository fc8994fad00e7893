#include "policy/model.hpp"

#include <algorithm>

namespace mado::policy {
namespace {

template <class T>
const T* with_id(const std::vector<T>& all, std::string_view id) {
  const auto found = std::ranges::find(all, id, &T::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool Pane::stands_on(std::string_view origin) const {
  return std::ranges::find(origins, origin) != origins.end();
}

const NamedCalendar* Policy::calendar(std::string_view id) const { return with_id(calendars, id); }
const Severity* Policy::severity(std::string_view id) const { return with_id(severities, id); }
const Desk* Policy::desk(std::string_view id) const { return with_id(desks, id); }
const Plan* Policy::plan(std::string_view id) const { return with_id(plans, id); }
const Topic* Policy::topic(std::string_view id) const { return with_id(topics, id); }
const Service* Policy::service(std::string_view id) const { return with_id(services, id); }
const Role* Policy::role(std::string_view id) const { return with_id(roles, id); }

size_t Policy::rank(std::string_view severity) const {
  return static_cast<size_t>(std::ranges::find(severities, severity, &Severity::id) - severities.begin());
}

}  // namespace mado::policy
