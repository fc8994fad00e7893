#include "health/store.hpp"

#include <limits>
#include <unordered_map>

#include "health/texts_json.hpp"

namespace mado::health::store {
namespace {

constexpr std::int64_t first_number = 1001;

#define COLUMNS "id, code, kind, state, impact, service, titles, started_at, ends_at, resolved_at"
#define NEWEST_FIRST " order by started_at desc, id desc"
#define UPDATES_OF(WHICH)                                                                        \
  "select incident_id, at, state, impact, texts from incident_update where operator_id = $1 and" \
  " incident_id in (select id from incident where " WHICH ") order by at, id"

Incident incident_of(const db::Row& row) {
  return {.id = row.id<IncidentId>(0),
          .code = row.string(1),
          .kind = kind_of(row.text(2)),
          .state = state_of(row.text(3)),
          .impact = service_state_of(row.text(4)),
          .service = row.string(5),
          .titles = texts_of(row.text(6)),
          .started_at = row.instant(7),
          .ends_at = row.instant_or(8),
          .resolved_at = row.instant_or(9)};
}

Update update_of(const db::Row& row) {
  return {.at = row.instant(1),
          .state = state_of(row.text(2)),
          .impact = service_state_of(row.text(3)),
          .texts = texts_of(row.text(4))};
}

/// Incidents with their updates, by two statements that mean the same incidents.
std::vector<Incident> read(db::Snapshot& snapshot, std::string_view incidents_sql,
                           std::string_view updates_sql, std::initializer_list<db::Value> values) {
  auto incidents = snapshot.all(incidents_sql, values, incident_of);
  std::unordered_map<std::int64_t, Incident*> by_id;
  for (auto& incident : incidents) by_id.emplace(incident.id.value, &incident);
  if (incidents.empty()) return incidents;
  snapshot.each(updates_sql, values, [&](const db::Row& row) {
    if (const auto found = by_id.find(row.integer(0)); found != by_id.end())
      found->second->updates.push_back(update_of(row));
  });
  return incidents;
}

}  // namespace

#define OPEN "operator_id = $1 and resolved_at is null"
std::vector<Incident> open(db::Snapshot& snapshot, OperatorId owner) {
  return read(snapshot, "select " COLUMNS " from incident where " OPEN NEWEST_FIRST, UPDATES_OF(OPEN),
              {owner});
}

#define SINCE "operator_id = $1 and (resolved_at is null or resolved_at >= $2)"
std::vector<Incident> since(db::Snapshot& snapshot, OperatorId owner, Instant since) {
  return read(snapshot, "select " COLUMNS " from incident where " SINCE NEWEST_FIRST, UPDATES_OF(SINCE),
              {owner, since});
}

#define PAGE "operator_id = $1 and (started_at, id) < ($2, $3)" NEWEST_FIRST " limit $4"
std::vector<Incident> page(db::Snapshot& snapshot, OperatorId owner, const std::optional<Cursor>& cursor,
                           int limit) {
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  const auto after = cursor.value_or(Cursor{instant_of(last), IncidentId{last}});
  return read(snapshot, "select " COLUMNS " from incident where " PAGE, UPDATES_OF(PAGE),
              {owner, after.started_at, after.id, limit});
}

#define FOLLOWED                                                                                    \
  "operator_id = $1 and id in (select incident_id from incident_follower where person_id = $2) and" \
  " (resolved_at is null or resolved_at >= $3)" NEWEST_FIRST " limit $4"
std::vector<Incident> followed(db::Snapshot& snapshot, OperatorId owner, PersonId person, Instant since) {
  constexpr int most = 100;
  return read(snapshot, "select " COLUMNS " from incident where " FOLLOWED, UPDATES_OF(FOLLOWED),
              {owner, person, since, most});
}

#define ONE "operator_id = $1 and id = $2"
std::optional<Incident> one(db::Snapshot& snapshot, OperatorId owner, IncidentId id) {
  auto found = read(snapshot, "select " COLUMNS " from incident where " ONE, UPDATES_OF(ONE), {owner, id});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::int64_t next_number(db::Snapshot& snapshot, OperatorId owner) {
  return snapshot
      .one("select number from incident where operator_id = $1 order by number desc limit 1", {owner},
           [](const db::Row& row) { return row.integer(0) + 1; })
      .value_or(first_number);
}

void insert(db::Tx& tx, OperatorId owner, std::int64_t number, const Incident& incident) {
  tx.change(
      "insert into incident (id, operator_id, number, code, kind, state, impact, service, titles, started_at,"
      " ends_at, resolved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {incident.id, owner, number, incident.code, name_of(incident.kind), name_of(incident.state),
       name_of(incident.impact), incident.service, json_of(incident.titles), incident.started_at,
       incident.ends_at, incident.resolved_at});
}

void insert_update(db::Tx& tx, OperatorId owner, IncidentId incident, std::int64_t id, const Update& update) {
  tx.change(
      "insert into incident_update (id, operator_id, incident_id, at, state, impact, texts)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {id, owner, incident, update.at, name_of(update.state), name_of(update.impact), json_of(update.texts)});
}

void change(db::Tx& tx, OperatorId owner, const Incident& incident) {
  tx.change(
      "update incident set state = $3, impact = $4, ends_at = $5, resolved_at = $6 where operator_id = $1 "
      "and id "
      "= $2",
      {owner, incident.id, name_of(incident.state), name_of(incident.impact), incident.ends_at,
       incident.resolved_at});
}

}  // namespace mado::health::store
