// Which requests belong to an incident.
#include "requests/store.hpp"

namespace mado::requests::store {

void put_incident(db::Tx& tx, const Request& request, IncidentId incident, Instant since) {
  tx.change(
      "update request_detail set incident_id = $4, incident_since = $5"
      " where request_id = $1 and operator_id = $2 and organization_id = $3",
      {request.id, request.operator_id, request.organization_id, incident, since});
}

std::vector<Attached> attached(db::Snapshot& snapshot, OperatorId owner, IncidentId incident, Instant at) {
  return snapshot.all(
      "select r.id, r.organization_id, r.desk from request_detail d join request r on r.id = d.request_id"
      " where d.incident_id = $2 and d.incident_id <> 0 and d.operator_id = $1 and d.incident_since <= $3"
      " and r.status in ('open', 'awaiting_customer') order by r.id",
      {owner, incident, at}, [](const db::Row& row) {
        return Attached{row.id<RequestId>(0), row.id<OrganizationId>(1), row.string(2)};
      });
}

}  // namespace mado::requests::store
