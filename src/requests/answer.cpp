#include "people/rules.hpp"
#include "requests/change.hpp"
#include "requests/commands.hpp"

namespace mado::requests {
namespace {

using policy::LifeEventKind;

bool is_over(const Request& request) {
  return request.status == Status::solved || request.status == Status::closed;
}

/// Who may write what here. What the caller may not read does not exist for them.
Result<void> allow(const Answer& command, const http::Caller& caller, const Change& change) {
  if (!may_read(caller, *change.policy, change.request)) return fail(ErrorCode::not_found, "not_found");
  const bool for_agents = command.visibility == Visibility::agents || command.await_customer;
  if (for_agents && !caller.is_agent()) return fail(ErrorCode::forbidden, "forbidden");
  if (!may_answer(caller, *change.policy, change.request)) return fail(ErrorCode::forbidden, "forbidden");
  return {};
}

Result<void> happen_simply(db::Tx& tx, Change& change, LifeEventKind kind, json::object data = {}) {
  return happen(tx, change, {.at = change.at, .kind = kind, .desk = {}, .severity = {}}, std::move(data));
}

/// A customer's answer to a solved request opens it again while the policy lets it.
Result<void> by_customer(db::Tx& tx, Change& change, json::object data) {
  if (is_over(change.request)) {
    if (const auto until = reopen_until(change.request, change.policy->solved); !until || change.at > *until)
      return fail(ErrorCode::conflict, "request.reopen_too_late");
    MADO_CHECK(happen_simply(tx, change, LifeEventKind::reopened));
  }
  return happen_simply(tx, change, LifeEventKind::customer_replied, std::move(data));
}

Result<void> by_agent(db::Tx& tx, Change& change, const Answer& command, json::object data) {
  if (is_over(change.request)) return fail(ErrorCode::conflict, "request.solved");
  MADO_CHECK(happen_simply(tx, change, LifeEventKind::agent_replied, std::move(data)));
  if (command.await_customer) MADO_CHECK(happen_simply(tx, change, LifeEventKind::awaiting_customer));
  return {};
}

Result<void> take_effect(db::Tx& tx, Change& change, const Answer& command, const http::Caller& caller,
                         MessageId message) {
  json::object data{{"message", message.text()}};
  if (command.visibility == Visibility::agents) {
    note(tx, change, "note_added", std::move(data));
    return {};
  }
  return caller.is_agent() ? by_agent(tx, change, command, std::move(data))
                           : by_customer(tx, change, std::move(data));
}

}  // namespace

Result<Answered> answer(const Parts& parts, const Answer& command, const http::Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  MADO_TRY(change, begin(tx, parts.operators, caller.scope(), command.request, caller.person_id.text(),
                         parts.clock.now()));
  MADO_CHECK(allow(command, caller, change));
  const Message message{.id = parts.ids.make<MessageId>(),
                        .author = caller.person_id,
                        .author_kind = caller.is_agent() ? AuthorKind::agent : AuthorKind::person,
                        .author_name = caller.name,
                        .visibility = command.visibility,
                        .text = command.text,
                        .at = change.at};
  MADO_CHECK(take_effect(tx, change, command, caller, message.id));
  store::insert(tx, change.request, message);
  const auto taken = store::take(tx, change.request, message.id, caller.person_id, command.attachments);
  if (taken != std::ssize(command.attachments)) return fail_field("attachments", "unknown_attachment");
  MADO_CHECK(keep(tx, change, Bump::version));
  MADO_TRY(seen, shown(tx, parts.operators, caller, command.request, change.at));
  Answered outcome{.message = message, .attachments = {}, .shown = std::move(seen)};
  for (auto& file : store::attachments(tx, caller.scope(), command.request))
    if (file.message == message.id) outcome.attachments.push_back(std::move(file));
  return outcome;
}

Result<Attachment> upload(const Parts& parts, const Upload& command, const http::Caller& caller, db::Tx& tx) {
  const auto& policy = *parts.operators.by_id(caller.operator_id)->policy;
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  if (!caller.is_agent() && !people::is_admin(policy, caller.roles))
    return fail(ErrorCode::forbidden, "forbidden");
  const auto now = parts.clock.now();
  store::forget_loose_attachments(tx, now - std::chrono::hours{24});
  Attachment file{.id = parts.ids.make<AttachmentId>(),
                  .organization_id = caller.organization_id.value_or(OrganizationId{}),
                  .request = {},
                  .message = {},
                  .uploaded_by = caller.person_id,
                  .name = command.name,
                  .type = command.type,
                  .bytes_count = std::ssize(command.bytes),
                  .at = now};
  store::insert(tx, caller.operator_id, file, command.bytes);
  return file;
}

}  // namespace mado::requests
