#include "pages/health_pages.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "health/rules.hpp"
#include "pages/day_bar.hpp"
#include "pages/health_data.hpp"
#include "pages/words.hpp"

namespace mado::pages {
namespace {

using health::Incident;

std::string words(const Reader& reader, std::string_view key, const MessageValues& values = {}) {
  return say(reader.language, fmt::format("public.{}", key), values, reader.zone);
}

Data service_data(const Reader& reader, const health::ServiceStanding& standing) {
  const auto troubled = std::ranges::count_if(
      standing.days, [](auto state) { return state > health::ServiceState::maintenance; });
  const auto label =
      words(reader, "health.days",
            {{"count", static_cast<std::int64_t>(troubled)}, {"days", std::int64_t{health::history_days}}});
  Data data;
  data.set("id", standing.service->id);
  data.set("name", std::string(reader.in(standing.service->name)));
  data.set("mark", state_mark_html(standing.state));
  data.set("state", state_text(standing.state, reader.language));
  data.set("class", std::string(health::name_of(standing.state)));
  data.set("label", label);
  data.set("bar", history_bar_html(standing.days, label, reader));
  return data;
}

template <class Choose>
Data chosen(const Reader& reader, std::span<const Incident> incidents, Choose choose, Detail detail) {
  Data items{Data::type::list};
  for (const auto& incident : incidents)
    if (choose(incident)) items.push_back(incident_data(reader, incident, detail));
  return items;
}

Data legend(const Reader& reader) {
  using enum health::ServiceState;
  return list(std::array{operational, maintenance, degraded, interrupted}, [&](health::ServiceState state) {
    Data data;
    data.set("mark", state_mark_html(state));
    data.set("text", state_text(state, reader.language));
    return data;
  });
}

}  // namespace

std::string health_page(const Reader& reader, const Visit& visit, std::span<const Incident> incidents) {
  const auto standing = health::standing_at(reader.policy(), incidents, reader.now);
  Data data;
  data.set("mark", state_mark_html(standing.worst));
  data.set("text", say(reader.language, fmt::format("rules.health.{}", health::name_of(standing.worst))));
  data.set("at", time_html(reader.now, Precision::moment, reader));
  data.set("services", list(standing.services, [&](const auto& each) { return service_data(reader, each); }));
  data.set("legend", legend(reader));
  data.set("open", chosen(
                       reader, incidents, [&](const auto& i) { return health::touches(i, reader.now); },
                       Detail::updates));
  data.set("ahead", chosen(
                        reader, incidents, [&](const auto& i) { return health::is_ahead(i, reader.now); },
                        Detail::updates));
  const Frame frame{.title = words(reader, "health.title"),
                    .description = words(reader, "health.lead"),
                    .place = Place::health};
  return render("health", data, frame, reader, visit);
}

std::string history_page(const Reader& reader, const Visit& visit, std::span<const Incident> incidents,
                         const std::string& next) {
  Data data;
  data.set("incidents", chosen(reader, incidents, [](const auto&) { return true; }, Detail::line));
  data.set("none", incidents.empty());
  data.set("next", next);
  const Frame frame{.title = words(reader, "history.title"), .description = "", .place = Place::health};
  return render("history", data, frame, reader, visit);
}

std::string incident_page(const Reader& reader, const Visit& visit, const Incident& incident) {
  const auto title = fmt::format("{} {}", incident.code, reader.in(incident.titles));
  const Frame frame{.title = title, .description = "", .place = Place::health};
  return render("incident", incident_data(reader, incident, Detail::updates), frame, reader, visit);
}

std::string not_found_page(const Reader& reader, const Visit& visit, Place place) {
  const Frame frame{.title = words(reader, "not_found.title"), .description = "", .place = place};
  return render("not_found", Data{Data::type::object}, frame, reader, visit);
}

}  // namespace mado::pages
