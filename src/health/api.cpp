#include "health/api.hpp"

#include <fmt/format.h>

#include "base/messages.hpp"

namespace mado::health {
namespace {

using http::Call;
using http::Caller;

constexpr int page_default = 50;
constexpr int page_max = 100;

struct Nothing {};

struct PageOf {
  std::optional<store::Cursor> after;
  int limit = page_default;
};

json::object named(const policy::Policy& policy, const std::string& service, Language language) {
  const auto* known = policy.service(service);
  const auto name = known ? known->name.in(language, policy.operator_facts.languages) : service;
  return {{"id", service}, {"name", name}};
}

/// Text and the language it is in.
void put(json::object& object, std::string_view key, const Texts& texts, Language language,
         const policy::Policy& policy) {
  const auto& fallback = policy.operator_facts.languages;
  object[key] = texts.in(language, fallback);
  object["lang"] = code_of(texts.language_for(language, fallback).value_or(language));
}

json::object update_json(const Update& update, const policy::Policy& policy, Language language) {
  json::object item{{"at", format_instant(update.at)}, {"state", name_of(update.state)}};
  put(item, "text", update.texts, language, policy);
  return item;
}

json::object service_json(const ServiceStanding& service, const std::vector<Incident>& incidents, Instant now,
                          const policy::Policy& policy, Language language) {
  auto item = named(policy, service.service->id, language);
  item["state"] = name_of(service.state);
  json::array touching;
  for (const auto& incident : incidents)
    if (incident.service == service.service->id && touches(incident, now))
      touching.push_back(json::value(incident.id.text()));
  item["incidents"] = std::move(touching);
  json::array& days = item["days"].emplace_array();
  for (const auto state : service.days) days.push_back(json::value(name_of(state)));
  return item;
}

json::object health_json(const std::vector<Incident>& incidents, const policy::Policy& policy,
                         Language language, Instant now) {
  const auto standing = standing_at(policy, incidents, now);
  json::object health{{"at", format_instant(now)},
                      {"state", name_of(standing.worst)},
                      {"text", say(language, fmt::format("rules.health.{}", name_of(standing.worst)))}};
  json::array& services = health["services"].emplace_array();
  for (const auto& service : standing.services)
    services.push_back(service_json(service, incidents, now, policy, language));
  json::array& open = health["incidents"].emplace_array();
  for (const auto& incident : incidents)
    if (!incident.resolved_at) open.push_back(incident_json(incident, policy, language));
  return health;
}

Result<PageOf> parse_page(const Call& call) {
  PageOf page;
  if (const auto after = call.query_value("after")) {
    MADO_TRY(cursor, cursor_of(*after));
    page.after = cursor;
  }
  MADO_TRY(limit, call.query_number("limit", 1, page_max, page_default));
  page.limit = limit;
  return page;
}

json::object page_json(const std::vector<Incident>& incidents, const PageOf& page,
                       const policy::Policy& policy, Language language) {
  json::object answer{{"items", json::array()}, {"next", nullptr}};
  const auto count = std::min(incidents.size(), static_cast<size_t>(page.limit));
  for (size_t at = 0; at < count; ++at)
    answer["items"].as_array().push_back(incident_json(incidents[at], policy, language));
  if (incidents.size() > count)
    answer["next"] = text_of({incidents[count - 1].started_at, incidents[count - 1].id});
  return answer;
}

}  // namespace

json::object incident_json(const Incident& incident, const policy::Policy& policy, Language language) {
  json::object item{{"id", incident.id.text()},
                    {"code", incident.code},
                    {"kind", name_of(incident.kind)},
                    {"state", name_of(incident.state)},
                    {"impact", name_of(incident.impact)},
                    {"service", named(policy, incident.service, language)},
                    {"started_at", format_instant(incident.started_at)},
                    {"url", "/health/incidents/" + incident.id.text()}};
  put(item, "title", incident.titles, language, policy);
  if (incident.ends_at) item["ends_at"] = format_instant(*incident.ends_at);
  if (incident.resolved_at) item["resolved_at"] = format_instant(*incident.resolved_at);
  json::array& updates = item["updates"].emplace_array();
  for (const auto& update : incident.updates) updates.push_back(update_json(update, policy, language));
  return item;
}

std::string text_of(const store::Cursor& cursor) {
  return base32_of(count_of(cursor.started_at)) + base32_of(cursor.id.value);
}

Result<store::Cursor> cursor_of(std::string_view text) {
  constexpr size_t half = 13;
  const auto started_at = text.size() == 2 * half ? from_base32(text.substr(0, half)) : std::nullopt;
  const auto id = started_at ? from_base32(text.substr(half)) : std::nullopt;
  if (!id) return fail_field("after", "unknown_cursor");
  return store::Cursor{instant_of(*started_at), IncidentId{*id}};
}

void add_routes(http::Router& router, const Parts& parts) {
  const auto show = [](const json::object& object, const Caller&) { return http::json_reply(object); };
  const auto policy_of = [parts](const Caller& caller) {
    return parts.operators.by_id(caller.operator_id)->policy;
  };
  router.add(http::read_route<Nothing, json::object>(
      http::Method::get, "/api/v1/health", [](const Call&) -> Result<Nothing> { return Nothing{}; },
      [parts, policy_of](const Nothing&, const Caller& caller,
                         db::Snapshot& snapshot) -> Result<json::object> {
        const auto policy = policy_of(caller);
        const auto now = parts.clock.now();
        const auto since = history_begin(policy->operator_facts.time_zone, now);
        return health_json(store::since(snapshot, caller.operator_id, since), *policy, caller.language, now);
      },
      show));
  router.add(http::read_route<PageOf, json::object>(
      http::Method::get, "/api/v1/health/incidents", parse_page,
      [policy_of](const PageOf& page, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        const auto found = store::page(snapshot, caller.operator_id, page.after, page.limit + 1);
        return page_json(found, page, *policy_of(caller), caller.language);
      },
      show));
  router.add(http::open_to_pane(http::read_route<IncidentId, json::object>(
      http::Method::get, "/api/v1/health/incidents/{id}",
      [](const Call& call) { return call.id_parameter<IncidentId>("id"); },
      [policy_of](const IncidentId& id, const Caller& caller,
                  db::Snapshot& snapshot) -> Result<json::object> {
        MADO_TRY(found, seen(snapshot, caller, id));
        return seen_json(found, *policy_of(caller), caller.language);
      },
      show)));
  add_following_routes(router, parts);
}

}  // namespace mado::health
