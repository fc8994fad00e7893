/// Incidents and standing as the templates of several pages need them.
#pragma once

#include <span>

#include "health/model.hpp"
#include "pages/site.hpp"

namespace mado::pages {

/// The line that says how all services stand, with the newest trouble (at most two).
Data status_data(const Reader& reader, std::span<const health::Incident> incidents);

enum class Detail { line, updates };
Data incident_data(const Reader& reader, const health::Incident& incident, Detail detail);

}  // namespace mado::pages
