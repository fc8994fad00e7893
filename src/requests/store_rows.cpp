#include "requests/store_rows.hpp"

namespace mado::requests::store {
namespace {

NextClock next_of(const db::Row& row) {
  return {.kind = row.string(19),
          .state = row.string(20),
          .started_at = row.instant_or(21),
          .due = row.instant_or(22),
          .warn_at = row.instant_or(23),
          .calendar = row.string(24)};
}

}  // namespace

Request request_of(const db::Row& row) {
  return {.id = row.id<RequestId>(0),
          .operator_id = row.id<OperatorId>(1),
          .organization_id = row.id<OrganizationId>(2),
          .number = row.integer(3),
          .desk = row.string(4),
          .topic = row.string(5),
          .severity = row.string(6),
          .severity_asked = row.string(7),
          .status = status_of(row.text(8)),
          .subject = row.string(9),
          .language = language_of_code(row.text(10)).value_or(Language::en),
          .opened_by = row.id<PersonId>(11),
          .opened_at = row.instant(12),
          .updated_at = row.instant(13),
          .version = row.integer(14),
          .assignee = row.id<PersonId>(15),
          .policy_version = row.integer(16),
          .sort_key = row.integer(17),
          .warned = row.boolean(18),
          .next = next_of(row),
          .awaiting_since = row.instant_or(25),
          .solved_at = row.instant_or(26)};
}

Listed listed_of(const db::Row& row) {
  return {request_of(row), row.string(request_columns), row.text_or(request_columns + 1).value_or("")};
}

}  // namespace mado::requests::store
