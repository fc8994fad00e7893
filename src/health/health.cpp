#include "health/health.hpp"

#include "base/json.hpp"
#include "health/rules.hpp"
#include "health/store.hpp"
#include "health/texts_json.hpp"

namespace mado::health {
namespace {

void journal(db::Tx& tx, OperatorId owner, const Incident& incident, const Update& update,
             std::string_view kind, std::string_view actor) {
  const json::object data{{"code", incident.code},
                          {"service", incident.service},
                          {"kind", name_of(incident.kind)},
                          {"state", name_of(update.state)},
                          {"impact", name_of(update.impact)},
                          {"titles", json::parse(json_of(incident.titles))},
                          {"texts", json::parse(json_of(update.texts))}};
  tx.journal({.operator_id = owner,
              .organization_id = std::nullopt,
              .subject = incident.id.text(),
              .kind = std::string(kind),
              .actor = std::string(actor),
              .at = update.at,
              .data = json::serialize(data)});
}

Result<void> check(const Opening& opening) {
  if (opening.titles.empty()) return fail_field("titles", "required");
  if (opening.texts.empty()) return fail_field("texts", "required");
  if (opening.ends_at && *opening.ends_at <= opening.started_at)
    return fail_field("ends_at", "incident.ends_before");
  return {};
}

/// The incident as it may go on with something said at `at`.
Result<Incident> running(db::Tx& tx, OperatorId owner, IncidentId id, const Texts& texts, Instant at) {
  auto incident = store::one(tx, owner, id);
  if (!incident) return fail(ErrorCode::not_found, "not_found");
  if (incident->resolved_at) return fail(ErrorCode::conflict, "incident.resolved");
  if (texts.empty()) return fail_field("texts", "required");
  if (!incident->updates.empty() && at < incident->updates.back().at)
    return fail_field("at", "incident.earlier");
  return *std::move(incident);
}

}  // namespace

std::vector<Incident> open_incidents(db::Snapshot& snapshot, OperatorId owner) {
  return store::open(snapshot, owner);
}

std::optional<Incident> incident(db::Snapshot& snapshot, OperatorId owner, IncidentId id) {
  return store::one(snapshot, owner, id);
}

Result<IncidentId> open(db::Tx& tx, IdMaker& ids, OperatorId owner, const Opening& opening,
                        std::string_view actor) {
  MADO_CHECK(check(opening));
  const auto number = store::next_number(tx, owner);
  const Incident incident{.id = ids.make<IncidentId>(),
                          .code = code_of(opening.service, number),
                          .kind = opening.kind,
                          .state = opening.state,
                          .impact = opening.impact,
                          .service = opening.service,
                          .titles = opening.titles,
                          .started_at = opening.started_at,
                          .ends_at = opening.ends_at};
  const Update first{
      .at = opening.at, .state = opening.state, .impact = opening.impact, .texts = opening.texts};
  store::insert(tx, owner, number, incident);
  store::insert_update(tx, owner, incident.id, ids.next(), first);
  journal(tx, owner, incident, first, "incident.opened", actor);
  return incident.id;
}

Result<void> update(db::Tx& tx, IdMaker& ids, OperatorId owner, IncidentId id, const Update& update,
                    std::string_view actor) {
  MADO_TRY(incident, running(tx, owner, id, update.texts, update.at));
  incident.state = update.state;
  incident.impact = update.impact;
  store::change(tx, owner, incident);
  store::insert_update(tx, owner, id, ids.next(), update);
  journal(tx, owner, incident, update, "incident.updated", actor);
  return {};
}

Result<void> resolve(db::Tx& tx, IdMaker& ids, OperatorId owner, IncidentId id, const Texts& texts,
                     Instant at, std::string_view actor) {
  MADO_TRY(incident, running(tx, owner, id, texts, at));
  const Update last{.at = at, .state = State::resolved, .impact = ServiceState::operational, .texts = texts};
  incident.state = State::resolved;
  incident.resolved_at = at;
  store::change(tx, owner, incident);
  store::insert_update(tx, owner, id, ids.next(), last);
  journal(tx, owner, incident, last, "incident.resolved", actor);
  return {};
}

}  // namespace mado::health
