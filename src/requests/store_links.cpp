// Which request came from which.
#include <algorithm>
#include <iterator>

#include "requests/store.hpp"

namespace mado::requests::store {
namespace {

std::int64_t organization_of(Scope scope) { return scope.organization_id ? scope.organization_id->value : 0; }

LinkedRequest linked(const db::Row& row, Relation (*relation_of)(LinkKind)) {
  return {.relation = relation_of(link_kind_of(row.text(0))),
          .id = row.id<RequestId>(1),
          .number = row.integer(2),
          .subject = row.string(3),
          .status = status_of(row.text(4)),
          .desk = row.string(5)};
}

}  // namespace

void insert_link(db::Tx& tx, const Request& newer, RequestId origin, LinkKind kind) {
  tx.change(
      "insert into request_link (request_id, operator_id, organization_id, origin_id, kind)"
      " values ($1, $2, $3, $4, $5)",
      {newer.id, newer.operator_id, newer.organization_id, origin, name_of(kind)});
}

std::vector<LinkedRequest> links(db::Snapshot& snapshot, Scope scope, RequestId id) {
  auto all = snapshot.all(
      "select l.kind, r.id, r.number, r.subject, r.status, r.desk"
      " from request_link l join request r on r.id = l.origin_id"
      " where l.request_id = $2 and l.operator_id = $1 and ($3 = 0 or l.organization_id = $3)",
      {scope.operator_id, id, organization_of(scope)},
      [](const db::Row& row) { return linked(row, relation_to_origin); });
  auto newer = snapshot.all(
      "select l.kind, r.id, r.number, r.subject, r.status, r.desk"
      " from request_link l join request r on r.id = l.request_id"
      " where l.origin_id = $2 and l.operator_id = $1 and ($3 = 0 or l.organization_id = $3)"
      " order by l.request_id limit $4",
      {scope.operator_id, id, organization_of(scope), links_max},
      [](const db::Row& row) { return linked(row, relation_to_newer); });
  std::ranges::move(newer, std::back_inserter(all));
  return all;
}

}  // namespace mado::requests::store
