/// The public pages of service health (policy row S3): now, history, one incident.
#pragma once

#include <optional>
#include <span>

#include "health/model.hpp"
#include "pages/site.hpp"

namespace mado::pages {

inline constexpr int history_incidents_per_page = 20;

/// `incidents`: all that touch the days of history.
std::string health_page(const Reader& reader, const Visit& visit,
                        std::span<const health::Incident> incidents);
/// `next`: address of the older page; empty if there is none.
std::string history_page(const Reader& reader, const Visit& visit,
                         std::span<const health::Incident> incidents, const std::string& next);
std::string incident_page(const Reader& reader, const Visit& visit, const health::Incident& incident);
/// For what does not exist.
std::string not_found_page(const Reader& reader, const Visit& visit, Place place);

}  // namespace mado::pages
