#include "requests/incidents.hpp"

#include "base/json.hpp"
#include "requests/store.hpp"

namespace mado::requests {
namespace {

void tell(db::Tx& tx, const db::Entry& entry, IncidentId incident) {
  const auto said = json::parse(entry.data).as_object();
  for (const auto& request : store::attached(tx, entry.operator_id, incident, entry.at)) {
    const json::object data{{"incident", entry.subject},
                            {"code", said.at("code")},
                            {"state", said.at("state")},
                            {"texts", said.at("texts")},
                            {"at_desk", request.desk}};  // who may read that desk may be told of it
    tx.journal({.operator_id = entry.operator_id,
                .organization_id = request.organization_id,
                .subject = request.id.text(),
                .kind = "request.incident_updated",
                .actor = "system",
                .at = entry.at,
                .data = json::serialize(data)});
  }
}

}  // namespace

Result<void> tell_incidents(db::Tx& tx, std::span<const db::JournalEntry> entries) {
  for (const auto& [position, entry] : entries) {
    if (entry.kind != "incident.updated" && entry.kind != "incident.resolved") continue;
    if (const auto incident = IncidentId::parse(entry.subject)) tell(tx, entry, *incident);
  }
  return {};
}

}  // namespace mado::requests
