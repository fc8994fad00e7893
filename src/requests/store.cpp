#include "requests/store.hpp"

#include "requests/store_rows.hpp"

namespace mado::requests::store {
namespace {

/// 0 where everything of the operator may be seen.
std::int64_t organization_of(Scope scope) { return scope.organization_id ? scope.organization_id->value : 0; }

}  // namespace

std::int64_t next_number(db::Tx& tx, OperatorId owner) {
  constexpr std::int64_t first = 100'001;
  return tx
      .one(
          "insert into request_number (operator_id, last) values ($1, $2)"
          " on conflict (operator_id) do update set last = request_number.last + 1 returning last",
          {owner, first}, [](const db::Row& row) { return row.integer(0); })
      .value();
}

void insert(db::Tx& tx, const Request& r, const Detail& d) {
  tx.change(
      "insert into request (id, operator_id, organization_id, number, desk, topic, severity, severity_asked, "
      "status,"
      " subject, language, opened_by, opened_at, updated_at, version, assignee, policy_version, sort_key, "
      "warned,"
      " next_kind, next_state, next_started_at, next_due_at, next_warn_at, next_calendar, awaiting_since, "
      "solved_at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
      "$21, $22,"
      " $23, $24, $25, $26, $27)",
      {r.id,
       r.operator_id,
       r.organization_id,
       r.number,
       r.desk,
       r.topic,
       r.severity,
       r.severity_asked,
       name_of(r.status),
       r.subject,
       code_of(r.language),
       r.opened_by,
       r.opened_at,
       r.updated_at,
       r.version,
       r.assignee,
       r.policy_version,
       r.sort_key,
       r.warned,
       r.next.kind,
       r.next.state,
       r.next.started_at,
       r.next.due,
       r.next.warn_at,
       r.next.calendar,
       r.awaiting_since,
       r.solved_at});
  tx.change(
      "insert into request_detail (request_id, operator_id, organization_id, contact_way, contact_email, "
      "contact_phone,"
      " impact_service, impact_people, impact_workaround, business_impact, incident_id, incident_since)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {r.id, r.operator_id, r.organization_id, name_of(d.contact.way), d.contact.email, d.contact.phone,
       name_of(d.impact.service), name_of(d.impact.people), d.impact.workaround, d.business_impact,
       d.incident, d.incident ? r.opened_at : Instant{}});
}

bool update(db::Tx& tx, const Request& r, std::int64_t version_seen) {
  return tx.change(
             "update request set desk = $4, severity = $5, status = $6, updated_at = $7, version = $20,"
             " assignee = $8, policy_version = $9, sort_key = $10, warned = $11, next_kind = $12,"
             " next_state = $13, next_started_at = $14, next_due_at = $15, next_warn_at = $16,"
             " next_calendar = $17, awaiting_since = $18, solved_at = $19"
             " where operator_id = $1 and id = $2 and version = $3",
             {r.operator_id,    r.id,
              version_seen,     r.desk,
              r.severity,       name_of(r.status),
              r.updated_at,     r.assignee,
              r.policy_version, r.sort_key,
              r.warned,         r.next.kind,
              r.next.state,     r.next.started_at,
              r.next.due,       r.next.warn_at,
              r.next.calendar,  r.awaiting_since,
              r.solved_at,      r.version}) == 1;
}

std::optional<Request> find(db::Snapshot& snapshot, Scope scope, RequestId id) {
  return snapshot.one("select " REQUEST_COLUMNS
                      " from request r where r.id = $2 and r.operator_id = $1"
                      " and ($3 = 0 or r.organization_id = $3)",
                      {scope.operator_id, id, organization_of(scope)}, request_of);
}

std::optional<RequestId> by_number(db::Snapshot& snapshot, OperatorId owner, std::int64_t number) {
  return snapshot.one("select id from request where operator_id = $1 and number = $2", {owner, number},
                      [](const db::Row& row) { return row.id<RequestId>(0); });
}

std::optional<Detail> detail(db::Snapshot& snapshot, Scope scope, RequestId id) {
  return snapshot.one(
      "select contact_way, contact_email, contact_phone, impact_service, impact_people, impact_workaround,"
      " business_impact, incident_id from request_detail"
      " where request_id = $2 and operator_id = $1 and ($3 = 0 or organization_id = $3)",
      {scope.operator_id, id, organization_of(scope)}, [](const db::Row& row) {
        Detail found;
        found.contact = {contact_way_of(row.text(0)), row.string(1), row.string(2)};
        found.impact = {service_impact_of(row.text(3)), people_impact_of(row.text(4)),
                        row.is_null(5) ? std::nullopt : std::optional(row.boolean(5))};
        found.business_impact = row.string(6);
        found.incident = row.id<IncidentId>(7);
        return found;
      });
}

void insert(db::Tx& tx, const Request& request, const Message& message) {
  tx.change(
      "insert into message (id, operator_id, organization_id, request_id, author_id, author_kind, "
      "visibility, text, at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {message.id, request.operator_id, request.organization_id, request.id, message.author,
       name_of(message.author_kind), name_of(message.visibility), message.text, message.at});
}

std::vector<Message> messages(db::Snapshot& snapshot, Scope scope, RequestId id, Visibility see) {
  return snapshot.all(
      "select m.id, m.author_id, m.author_kind, m.visibility, m.text, m.at, p.name from message m"
      " left join person_named p on p.id = m.author_id where m.request_id = $2 and m.operator_id = $1"
      " and ($3 = 0 or m.organization_id = $3) and ($4 = 'internal' or m.visibility = 'public') order by "
      "m.id",
      {scope.operator_id, id, organization_of(scope), name_of(see)}, [](const db::Row& row) {
        return Message{.id = row.id<MessageId>(0),
                       .author = row.id<PersonId>(1),
                       .author_kind = row.text(2) == "agent" ? AuthorKind::agent : AuthorKind::person,
                       .author_name = row.text_or(6).value_or(""),
                       .visibility = row.text(3) == "internal" ? Visibility::agents : Visibility::everyone,
                       .text = row.string(4),
                       .at = row.instant(5)};
      });
}

std::optional<Listed> find_listed(db::Snapshot& snapshot, Scope scope, RequestId id) {
  return snapshot.one("select " REQUEST_COLUMNS
                      ", o.name, p.name from request r join organization_named o on o.id = r.organization_id"
                      " left join person_named p on p.id = r.assignee where r.id = $2 and r.operator_id = $1"
                      " and ($3 = 0 or r.organization_id = $3)",
                      {scope.operator_id, id, organization_of(scope)}, listed_of);
}

}  // namespace mado::requests::store
