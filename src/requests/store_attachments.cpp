#include "requests/store.hpp"

namespace mado::requests::store {
namespace {

Attachment attachment_of(const db::Row& row) {
  return {.id = row.id<AttachmentId>(0),
          .organization_id = row.id<OrganizationId>(1),
          .request = row.id<RequestId>(2),
          .message = row.id<MessageId>(3),
          .uploaded_by = row.id<PersonId>(4),
          .name = row.string(5),
          .type = row.string(6),
          .bytes_count = row.integer(7),
          .at = row.instant(8)};
}

#define ATTACHMENT_COLUMNS \
  "id, organization_id, request_id, message_id, uploaded_by, name, type, bytes_count, at"

std::int64_t organization_of(Scope scope) { return scope.organization_id ? scope.organization_id->value : 0; }

}  // namespace

void insert(db::Tx& tx, OperatorId owner, const Attachment& a, std::string_view bytes) {
  tx.change(
      "insert into attachment (id, operator_id, organization_id, request_id, message_id, uploaded_by, name, "
      "type,"
      " bytes_count, at) values ($1, $2, $3, 0, 0, $4, $5, $6, $7, $8)",
      {a.id, owner, a.organization_id, a.uploaded_by, a.name, a.type, a.bytes_count, a.at});
  tx.change("insert into attachment_bytes (attachment_id, bytes) values ($1, $2)", {a.id, db::Blob{bytes}});
}

std::int64_t take(db::Tx& tx, const Request& request, MessageId message, PersonId uploader,
                  std::span<const AttachmentId> ids) {
  std::int64_t taken = 0;
  for (const auto id : ids)
    taken += tx.change(
        "update attachment set request_id = $3, message_id = $4, organization_id = $5"
        " where id = $2 and operator_id = $1 and uploaded_by = $6 and message_id = 0",
        {request.operator_id, id, request.id, message, request.organization_id, uploader});
  return taken;
}

std::vector<Attachment> attachments(db::Snapshot& snapshot, Scope scope, RequestId id) {
  return snapshot.all("select " ATTACHMENT_COLUMNS
                      " from attachment where request_id = $2 and operator_id = $1"
                      " and ($3 = 0 or organization_id = $3) order by id",
                      {scope.operator_id, id, organization_of(scope)}, attachment_of);
}

void copy(db::Tx& tx, const Request& request, MessageId message, const Attachment& original,
          AttachmentId id) {
  tx.change(
      "insert into attachment (id, operator_id, organization_id, request_id, message_id, uploaded_by, name, "
      "type, bytes_count, at, bytes_of)"
      " select $2, operator_id, $3, $4, $5, uploaded_by, name, type, bytes_count, at,"
      " case when bytes_of = 0 then id else bytes_of end from attachment where operator_id = $1 and id = $6",
      {request.operator_id, id, request.organization_id, request.id, message, original.id});
}

std::optional<Attachment> attachment(db::Snapshot& snapshot, Scope scope, AttachmentId id) {
  return snapshot.one(
      "select " ATTACHMENT_COLUMNS
      " from attachment where id = $2 and operator_id = $1 and ($3 = 0 or organization_id = $3)",
      {scope.operator_id, id, organization_of(scope)}, attachment_of);
}

bool is_internal(db::Snapshot& snapshot, const Attachment& attachment) {
  return snapshot.exists("select 1 from message where id = $1 and visibility = 'internal'",
                         {attachment.message});
}

std::string attachment_bytes(db::Snapshot& snapshot, AttachmentId id) {
  return snapshot
      .one(
          "select b.bytes from attachment a join attachment_bytes b"
          " on b.attachment_id = case when a.bytes_of = 0 then a.id else a.bytes_of end where a.id = $1",
          {id}, [](const db::Row& row) { return std::string(row.blob(0)); })
      .value_or("");
}

void forget_loose_attachments(db::Tx& tx, Instant before) {
  tx.change(
      "delete from attachment_bytes where attachment_id in (select id from attachment where message_id = 0 "
      "and at < $1)",
      {before});
  tx.change("delete from attachment where message_id = 0 and at < $1", {before});
}

}  // namespace mado::requests::store
