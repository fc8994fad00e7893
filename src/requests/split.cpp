// A second issue in a request is split off into a request of its own (S31). Its messages are copied, not
// moved: the timeline of the first one stays true.
#include <algorithm>

#include "people/rules.hpp"
#include "people/store.hpp"
#include "requests/opening.hpp"

namespace mado::requests {
namespace {

struct Copied {
  Message message;
  std::vector<Attachment> files;
};

Result<void> allow(const Shown& seen, const http::Caller& caller) {
  if (!caller.is_agent()) return fail(ErrorCode::forbidden, "forbidden");
  return require(seen.actions, Action::split, seen.listed.request.status);
}

/// The chosen messages with their files, as they stand in the request. Only what the customer wrote can begin
/// a request: an agent's words there would look like its first response.
Result<std::vector<Copied>> chosen(const Split& command, db::Snapshot& snapshot, Scope scope) {
  std::vector<Copied> found;
  const auto files = store::attachments(snapshot, scope, command.request);
  for (auto& message : store::messages(snapshot, scope, command.request, Visibility::everyone)) {
    if (message.author_kind != AuthorKind::person) continue;
    if (std::ranges::find(command.messages, message.id) == command.messages.end()) continue;
    Copied copied{.message = std::move(message), .files = {}};
    std::ranges::copy_if(files, std::back_inserter(copied.files),
                         [&](const Attachment& file) { return file.message == copied.message.id; });
    found.push_back(std::move(copied));
  }
  const std::set<MessageId> wanted(command.messages.begin(), command.messages.end());
  if (found.size() != wanted.size()) return fail_field("messages", "not_customers_message");
  return found;
}

/// What is on offer there, as with a move to another desk (docs/clocks.md, "What is not on offer").
Result<std::string> severity_given(const Split& command, const policy::Policy& policy,
                                   const std::set<std::string>& has) {
  if (policy.desk(command.desk) == nullptr) return fail_field("desk", "unknown_desk");
  if (policy.severity(command.severity) == nullptr) return fail_field("severity", "unknown_severity");
  if (!command.topic.empty() && policy.topic(command.topic) == nullptr)
    return fail_field("topic", "unknown_topic");
  const auto given = policy::severity_on_offer(policy, command.desk, command.severity, has);
  if (!given) return fail_field("severity", "severity_not_on_offer");
  return std::string(*given);
}

Request new_request(const Split& command, const Request& origin, std::string severity) {
  Request request;
  request.operator_id = origin.operator_id;
  request.organization_id = origin.organization_id;
  request.desk = command.desk;
  request.topic = command.topic;
  request.severity = std::move(severity);
  request.severity_asked = command.severity;
  request.subject = command.subject;
  request.language = origin.language;
  request.opened_by = origin.opened_by;
  return request;
}

/// An incident that the first request follows is its own issue.
Detail detail_of(const Shown& origin) {
  auto detail = origin.detail;
  detail.incident = {};
  return detail;
}

void copy_files(const Parts& parts, const Request& request, MessageId message, const Copied& original,
                db::Tx& tx) {
  for (const auto& file : original.files)
    store::copy(tx, request, message, file, parts.ids.make<AttachmentId>());
}

/// Those after the first, which the request was opened with.
void copy_further(const Parts& parts, const Change& opened, std::span<const Copied> all, db::Tx& tx) {
  for (const auto& [message, files] : all.subspan(1)) {
    auto copied = message;
    copied.id = parts.ids.make<MessageId>();
    store::insert(tx, opened.request, copied);
    copy_files(parts, opened.request, copied.id, {message, files}, tx);
    note(tx, opened, "message_copied", {{"message", copied.id.text()}});
  }
}

Result<Opening> opening_of(const Parts& parts, const Split& command, const Shown& origin,
                           const operators::Standing& standing, const Message& first, db::Tx& tx) {
  const auto& request = origin.listed.request;
  const auto scope = Scope::of_operator(request.operator_id);
  const auto has = policy::entitlements(
      *standing.policy, people::held(people::store::subscriptions(tx, scope, request.organization_id)));
  MADO_TRY(severity, severity_given(command, *standing.policy, has));
  const auto organization = people::store::organization(tx, scope, request.organization_id);
  Opening opening{.standing = standing,
                  .request = new_request(command, request, std::move(severity)),
                  .detail = detail_of(origin),
                  .has = has,
                  .zone = organization ? organization->zone : "",
                  .first = first,
                  .actor = {},
                  .at = {}};
  opening.first.id = parts.ids.make<MessageId>();
  return opening;
}

}  // namespace

Result<Shown> split(const Parts& parts, const Split& command, const http::Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  const auto now = parts.clock.now();
  MADO_TRY(current, shown(tx, parts.operators, caller, command.request, now));
  MADO_CHECK(check_version(current, command.version_seen, caller));
  MADO_CHECK(allow(current, caller));
  MADO_TRY(messages, chosen(command, tx, caller.scope()));
  MADO_TRY(origin, begin(tx, parts.operators, caller.scope(), command.request, caller.person_id.text(), now));
  const auto standing = parts.operators.by_id(caller.operator_id);
  MADO_TRY(opening, opening_of(parts, command, current, *standing, messages.front().message, tx));
  opening.actor = origin.actor;
  opening.at = origin.at;
  MADO_TRY(opened, place(parts, opening, tx));
  link(tx, opened, origin, LinkKind::split);
  copy_files(parts, opened.request, opening.first.id, messages.front(), tx);
  copy_further(parts, opened, messages, tx);
  MADO_CHECK(keep(tx, origin, Bump::version));
  return shown(tx, parts.operators, caller, opened.request.id, opening.at);
}

}  // namespace mado::requests
