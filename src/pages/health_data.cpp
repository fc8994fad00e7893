#include "pages/health_data.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "health/rules.hpp"
#include "pages/told.hpp"

namespace mado::pages {
namespace {

constexpr size_t troubles_max = 2;

std::string service_name(const Reader& reader, const std::string& id) {
  const auto* service = reader.policy().service(id);
  return service ? std::string(reader.in(service->name)) : id;
}

/// The text, and its language where that is not the page's.
void put(Data& data, const std::string& key, const Texts& texts, const Reader& reader) {
  data.set(key, std::string(reader.in(texts)));
  const auto language =
      texts.language_for(reader.language, reader.policy().operator_facts.languages).value_or(reader.language);
  data.set("lang", std::string(code_of(language)));
}

Data update_data(const Reader& reader, const health::Update& update, size_t number) {
  Data data;
  data.set("number", std::to_string(number));
  data.set("time", time_html(update.at, Precision::moment, reader));
  data.set("state", state_text(update.state, reader.language));
  put(data, "text", update.texts, reader);
  return data;
}

}  // namespace

Data incident_data(const Reader& reader, const health::Incident& incident, Detail detail) {
  Data data;
  data.set("id", incident.id.text());
  data.set("code", incident.code);
  put(data, "title", incident.titles, reader);
  data.set("service", service_name(reader, incident.service));
  data.set("kind", kind_text(incident.kind, reader.language));
  data.set("state", state_text(incident.state, reader.language));
  const bool resolved = incident.resolved_at.has_value();
  data.set("resolved", resolved);
  data.set("impact", state_text(incident.impact, reader.language));
  data.set("mark", state_mark_html(resolved ? health::ServiceState::operational : incident.impact));
  data.set("started", time_html(incident.started_at, Precision::moment, reader));
  if (const auto end = resolved ? incident.resolved_at : incident.ends_at)
    data.set("ended", time_html(*end, Precision::moment, reader));
  if (!incident.updates.empty())
    data.set("updated", timed_html(reader, "status.updated", incident.updates.back().at, Precision::moment));
  if (detail == Detail::line) return data;
  Data updates{Data::type::list};
  for (size_t at = incident.updates.size(); at > 0; --at)
    updates.push_back(update_data(reader, incident.updates[at - 1], at));
  data.set("updates", updates);
  return data;
}

Data status_data(const Reader& reader, std::span<const health::Incident> incidents) {
  auto worst = health::ServiceState::operational;
  size_t count = 0;
  Data troubles{Data::type::list};
  for (const auto& incident : incidents) {
    if (!health::touches(incident, reader.now)) continue;
    worst = std::max(worst, incident.impact);
    if (count++ < troubles_max) troubles.push_back(incident_data(reader, incident, Detail::line));
  }
  Data data;
  data.set("mark", state_mark_html(worst));
  data.set("text", say(reader.language, fmt::format("rules.health.{}", health::name_of(worst))));
  data.set("troubles", troubles);
  return data;
}

}  // namespace mado::pages
