/// How a request's row is read: shared by the statements of one and of many.
#pragma once

#include "requests/store.hpp"

namespace mado::requests::store {

#define REQUEST_COLUMNS                                                                                      \
  "r.id, r.operator_id, r.organization_id, r.number, r.desk, r.topic, r.severity, r.severity_asked, "        \
  "r.status,"                                                                                                \
  " r.subject, r.language, r.opened_by, r.opened_at, r.updated_at, r.version, r.assignee, r.policy_version," \
  " r.sort_key, r.warned, r.next_kind, r.next_state, r.next_started_at, r.next_due_at, r.next_warn_at,"      \
  " r.next_calendar, r.awaiting_since, r.solved_at"

constexpr int request_columns = 27;

Request request_of(const db::Row& row);
/// The columns of a request, then the organization's and the assignee's name.
Listed listed_of(const db::Row& row);

}  // namespace mado::requests::store
