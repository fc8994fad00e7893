#include <algorithm>

#include "health/health.hpp"
#include "people/store.hpp"
#include "requests/change.hpp"
#include "requests/commands.hpp"

namespace mado::requests {
namespace {

using policy::LifeEvent;
using policy::LifeEventKind;

LifeEvent event_of(const Change& change, LifeEventKind kind) {
  return {.at = change.at, .kind = kind, .desk = {}, .severity = {}};
}

Result<void> change_desk(db::Tx& tx, Change& change, const std::string& desk) {
  if (change.policy->desk(desk) == nullptr) return fail_field("desk", "unknown_desk");
  if (desk == change.request.desk) return {};
  auto event = event_of(change, LifeEventKind::desk_changed);
  event.desk = desk;
  return happen(tx, change, std::move(event), {{"from", change.request.desk}});
}

Result<void> change_severity(db::Tx& tx, Change& change, const std::string& severity) {
  if (change.policy->severity(severity) == nullptr) return fail_field("severity", "unknown_severity");
  const auto stands = change.life.status(change.at);
  if (severity == stands.severity) return {};
  auto event = event_of(change, LifeEventKind::severity_changed);
  event.severity = severity;
  json::object data{{"from", stands.severity}};
  const auto silence = lowering(stands);
  if (silence && silence->is_over && silence->severity == severity) data["reason"] = reason_silence;
  auto done = happen(tx, change, std::move(event), std::move(data));
  if (!done) return fail_field("severity", "severity_not_on_offer");
  return done;
}

Result<void> assign(db::Tx& tx, Change& change, PersonId assignee) {
  if (assignee == change.request.assignee) return {};
  const auto agent = people::store::person(tx, Scope::of_operator(change.request.operator_id), assignee);
  if (assignee && (!agent || agent->organization_id)) return fail_field("assignee", "unknown_agent");
  change.request.assignee = assignee;
  note(tx, change, "assigned",
       {{"assignee", assignee ? json::value(assignee.text()) : json::value(nullptr)}});
  return {};
}

/// Its updates are told to the request from now on, until it is taken off (incidents.hpp).
Result<void> change_incident(db::Tx& tx, const Change& change, IncidentId wished) {
  const auto owner = change.request.operator_id;
  const auto before = store::detail(tx, Scope::of_operator(owner), change.request.id)->incident;
  if (wished == before) return {};
  const auto told = health::incident(tx, owner, wished ? wished : before);
  if (wished && !told) return fail_field("incident", "unknown_incident");
  store::put_incident(tx, change.request, wished, change.at);
  note(tx, change, wished ? "incident_attached" : "incident_detached",
       {{"incident", (wished ? wished : before).text()}, {"code", told ? told->code : std::string()}});
  return {};
}

/// Which action a wished status asks for.
std::optional<Action> action_for(Status from, Status to) {
  const bool over = from == Status::solved || from == Status::closed;
  if (to == from) return std::nullopt;
  if (to == Status::open) return over ? Action::reopen : Action::await;
  if (to == Status::awaiting_customer) return Action::await;
  return to == Status::solved ? Action::solve : Action::close;
}

Result<void> change_status(db::Tx& tx, Change& change, const std::vector<Action>& actions, Status to) {
  const auto from = change.request.status;
  const auto action = action_for(from, to);
  if (!action) return {};
  const bool solve_first = *action == Action::close && from != Status::solved;
  MADO_CHECK(require(actions, solve_first ? Action::solve : *action, change.request.status));
  if (*action == Action::reopen) return happen(tx, change, event_of(change, LifeEventKind::reopened));
  if (*action == Action::await) {
    const auto kind = to == Status::open ? LifeEventKind::awaiting_ended : LifeEventKind::awaiting_customer;
    return happen(tx, change, event_of(change, kind));
  }
  if (*action == Action::solve || solve_first)
    MADO_CHECK(happen(tx, change, event_of(change, LifeEventKind::solved)));
  if (*action == Action::close) {
    change.request.status = Status::closed;
    note(tx, change, "closed");
  } else {
    change.request.status = Status::open;  // apply() makes it solved
  }
  return {};
}

Result<void> take_effect(db::Tx& tx, Change& change, const Patch& patch, const std::vector<Action>& actions) {
  if (patch.desk) {
    MADO_CHECK(require(actions, Action::desk, change.request.status));
    MADO_CHECK(change_desk(tx, change, *patch.desk));
  }
  if (patch.severity) {
    MADO_CHECK(require(actions, Action::severity, change.request.status));
    MADO_CHECK(change_severity(tx, change, *patch.severity));
  }
  if (patch.assignee) {
    MADO_CHECK(require(actions, Action::assign, change.request.status));
    MADO_CHECK(assign(tx, change, *patch.assignee));
  }
  if (patch.incident) {
    MADO_CHECK(require(actions, Action::incident, change.request.status));
    MADO_CHECK(change_incident(tx, change, *patch.incident));
  }
  if (patch.status) MADO_CHECK(change_status(tx, change, actions, *patch.status));
  return {};
}

}  // namespace

Result<void> check_version(const Shown& current, std::int64_t version_seen, const http::Caller& caller) {
  if (current.listed.request.version == version_seen) return {};
  return std::unexpected(Error{.code = ErrorCode::stale,
                               .key = "stale",
                               .members = {{"current", json::serialize(request_json(current, caller))}}});
}

Result<Shown> change(const Parts& parts, const Patch& command, const http::Caller& caller, db::Tx& tx) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  const auto now = parts.clock.now();
  MADO_TRY(current, shown(tx, parts.operators, caller, command.request, now));
  MADO_CHECK(check_version(current, command.version_seen, caller));
  MADO_TRY(changing,
           begin(tx, parts.operators, caller.scope(), command.request, caller.person_id.text(), now));
  MADO_CHECK(take_effect(tx, changing, command, current.actions));
  MADO_CHECK(keep(tx, changing, Bump::version));
  return shown(tx, parts.operators, caller, command.request, changing.at);
}

}  // namespace mado::requests
