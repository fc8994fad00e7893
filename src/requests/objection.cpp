// A customer's objection to a severity that was lowered for their silence (N7).
#include <algorithm>

#include "requests/change.hpp"
#include "requests/commands.hpp"

namespace mado::requests {
namespace {

using policy::LifeEventKind;

Result<void> allow(const Shown& seen, const http::Caller& caller, Instant now) {
  if (caller.is_agent() || !may_answer(caller, *seen.policy, seen.listed.request))
    return fail(ErrorCode::forbidden, "forbidden");
  if (!seen.lowered || seen.lowered->objected_at)
    return fail(ErrorCode::conflict, "request.nothing_to_object_to");
  if (now > seen.lowered->objection_until()) return fail(ErrorCode::conflict, "request.objection_too_late");
  return {};
}

void write(const Object& command, const http::Caller& caller, const Change& change, MessageId id,
           db::Tx& tx) {
  store::insert(tx, change.request,
                Message{.id = id,
                        .author = caller.person_id,
                        .author_kind = AuthorKind::person,
                        .author_name = caller.name,
                        .visibility = Visibility::everyone,
                        .text = command.text,
                        .at = change.at});
}

/// The severity from before, unless it is not on offer any more: the objection is recorded all the same.
Result<void> restore(db::Tx& tx, Change& change, const Lowered& lowered) {
  const auto restored =
      happen(tx, change,
             {.at = change.at, .kind = LifeEventKind::severity_changed, .desk = {}, .severity = lowered.from},
             {{"from", lowered.to}, {"reason", reason_objection}});
  if (!restored && restored.error().code != ErrorCode::invalid) return restored;
  note(tx, change, "objected",
       {{"restored", restored ? json::value(lowered.from) : json::value(nullptr)}, {"to", lowered.to}});
  return {};
}

}  // namespace

Result<Shown> object(const Parts& parts, const Object& command, const http::Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  const auto now = parts.clock.now();
  MADO_TRY(current, shown(tx, parts.operators, caller, command.request, now));
  MADO_CHECK(check_version(current, command.version_seen, caller));
  MADO_CHECK(allow(current, caller, now));
  MADO_TRY(change, begin(tx, parts.operators, caller.scope(), command.request, caller.person_id.text(), now));
  json::object data{{"reason", reason_objection}};
  const auto message = parts.ids.make<MessageId>();
  if (!command.text.empty()) data["message"] = message.text();
  MADO_CHECK(happen(tx, change,
                    {.at = change.at, .kind = LifeEventKind::customer_replied, .desk = {}, .severity = {}},
                    std::move(data)));
  if (!command.text.empty()) write(command, caller, change, message, tx);
  MADO_CHECK(restore(tx, change, *current.lowered));
  MADO_CHECK(keep(tx, change, Bump::version));
  return shown(tx, parts.operators, caller, command.request, change.at);
}

}  // namespace mado::requests
