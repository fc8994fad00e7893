// Lists: one statement a view, so that each walks its own index in the order of sort_key and stops at the
// limit.
#include "requests/rules.hpp"
#include "requests/store_rows.hpp"

namespace mado::requests::store {
namespace {

#define LIST                                               \
  "select " REQUEST_COLUMNS                                \
  ", o.name, p.name from request r"                        \
  " join organization_named o on o.id = r.organization_id" \
  " left join person_named p on p.id = r.assignee"
#define COUNT "select count(*) from (select 1 from request r"
#define PAGE                                                                                              \
  " and (r.sort_key, r.id) > ($2, $3) and r.sort_key < $4 and ($5 = '' or $5 like '%,' || r.desk || ',%'" \
  " or (r.opened_by = $8 and $9 like '%,' || r.desk || ',%')) order by r.sort_key, r.id limit $6"
#define COUNT_END ") counted"

#define OF_OPERATOR " where r.operator_id = $1 and $7 = $7"
#define OF_ASSIGNEE " where r.operator_id = $1 and r.assignee = $7"
#define OF_WARNED " where r.operator_id = $1 and r.warned = 1 and $7 = $7"
#define OF_AWAITING " where r.operator_id = $1 and r.status = 'awaiting_customer' and $7 = $7"
#define OF_ORGANIZATION " where r.organization_id = $7 and r.operator_id = $1"
#define OF_ORGANIZATION_AWAITING OF_ORGANIZATION " and r.status = 'awaiting_customer'"
#define OF_PERSON " where r.opened_by = $7 and r.operator_id = $1"

struct Statement {
  std::string_view list;
  std::string_view count;
};
#define STATEMENT(where) \
  Statement { LIST where PAGE, COUNT where PAGE COUNT_END }

Statement statement_for(Scope scope, View view) {
  if (scope.organization_id) {
    if (view == View::mine) return STATEMENT(OF_PERSON);
    if (view == View::waiting) return STATEMENT(OF_ORGANIZATION_AWAITING);
    return STATEMENT(OF_ORGANIZATION);
  }
  if (view == View::mine || view == View::unassigned) return STATEMENT(OF_ASSIGNEE);
  if (view == View::due) return STATEMENT(OF_WARNED);
  if (view == View::waiting) return STATEMENT(OF_AWAITING);
  return STATEMENT(OF_OPERATOR);
}

/// What $7 stands for in that statement.
std::int64_t owner_of(Scope scope, const ListQuestion& question) {
  if (scope.organization_id)
    return question.view == View::mine ? question.who.value : scope.organization_id->value;
  return question.view == View::mine ? question.who.value : 0;
}

std::int64_t keys_until(const ListQuestion& question) {
  return question.view == View::all ? INT64_MAX : solved_keys;
}

}  // namespace

std::vector<Listed> list(db::Snapshot& snapshot, Scope scope, const ListQuestion& q) {
  return snapshot.all(statement_for(scope, q.view).list,
                      {scope.operator_id, q.after.sort_key, q.after.id, keys_until(q), q.desks, q.limit,
                       owner_of(scope, q), q.who, q.own_desks},
                      listed_of);
}

std::int64_t count(db::Snapshot& snapshot, Scope scope, const ListQuestion& q, int most) {
  return snapshot
      .one(statement_for(scope, q.view).count,
           {scope.operator_id, q.after.sort_key, q.after.id, keys_until(q), q.desks, most, owner_of(scope, q),
            q.who, q.own_desks},
           [](const db::Row& row) { return row.integer(0); })
      .value_or(0);
}

std::vector<Request> running(db::Snapshot& snapshot, OperatorId owner, std::string_view desks,
                             RequestId after, int limit) {
  return snapshot.all("select " REQUEST_COLUMNS
                      " from request r where r.operator_id = $1 and r.id > $2 and r.sort_key < $3"
                      " and ($4 = '' or $4 like '%,' || r.desk || ',%') order by r.id limit $5",
                      {owner, after, solved_keys, desks, limit}, request_of);
}

std::int64_t count_open_of(db::Snapshot& snapshot, OperatorId owner, OrganizationId organization) {
  constexpr int most = 200;  // more are as good as many
  return snapshot
      .one(
          "select count(*) from (select 1 from request where organization_id = $2 and operator_id = $1"
          " and sort_key < $3 limit $4) counted",
          {owner, organization, solved_keys, most}, [](const db::Row& row) { return row.integer(0); })
      .value_or(0);
}

}  // namespace mado::requests::store
