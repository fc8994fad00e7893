#include "requests/view.hpp"

#include <algorithm>

#include "health/health.hpp"
#include "people/rules.hpp"
#include "people/show.hpp"
#include "people/store.hpp"
#include "policy/terms_text.hpp"
#include "requests/change.hpp"
#include "requests/commands.hpp"

namespace mado::requests {
namespace {

using Memory = json::storage_ptr;

json::value text_or_null(std::string_view text, const Memory& memory = {}) {
  return text.empty() ? json::value(nullptr, memory) : json::value(text, memory);
}
json::value instant_or_null(std::optional<Instant> at, const Memory& memory = {}) {
  return at ? json::value(format_instant(*at), memory) : json::value(nullptr, memory);
}
json::object name_json(const std::string& id, std::string_view name, const Memory& memory = {}) {
  return json::object({{"id", id}, {"name", name}}, memory);
}

std::string_view turn_of(const Request& request) {
  if (request.status == Status::open) return "operator";
  return request.status == Status::awaiting_customer ? "customer" : "nobody";
}

json::value next_json(const NextClock& next, const policy::Policy* policy, Instant now,
                      const Memory& memory) {
  if (next.kind.empty()) return json::value(nullptr, memory);
  json::object clock({{"kind", next.kind}, {"state", next.state}, {"due", instant_or_null(next.due, memory)}},
                     memory);
  if (next.started_at) clock["started_at"] = format_instant(*next.started_at);
  if (next.warn_at) clock["warn_at"] = format_instant(*next.warn_at);
  if (policy != nullptr)
    if (const auto gone = share_gone(next, *policy, now)) clock["gone"] = *gone;
  return clock;
}

json::value lowering_json(const std::optional<Lowering>& lowering) {
  if (!lowering) return nullptr;
  const bool automatic = lowering->by == policy::Lowering::By::automatic;
  return json::object{{"severity", lowering->severity},
                      {"by", automatic ? "automatic" : "agent"},
                      {"at", format_instant(lowering->at)},
                      {"is_over", lowering->is_over}};
}

json::value lowered_json(const std::optional<Lowered>& lowered) {
  if (!lowered) return nullptr;
  return json::object{{"at", format_instant(lowered->at)},
                      {"from", lowered->from},
                      {"to", lowered->to},
                      {"objection_until", format_instant(lowered->objection_until())},
                      {"objected_at", instant_or_null(lowered->objected_at)}};
}

/// What follows from the customer's silence: read from the journal, while the request runs.
Result<void> add_silence(db::Snapshot& snapshot, operators::Operators& operators, const http::Caller& caller,
                         Shown& all) {
  const auto& request = all.listed.request;
  if (request.status == Status::solved || request.status == Status::closed) return {};
  if (std::ranges::any_of(all.clocks, [](const StoredClock& clock) {
        return clock.status.kind == policy::ClockKind::customer_reply;
      })) {
    MADO_TRY(life, life_of(snapshot, operators, request));
    all.lowering = lowering(life.status(std::max(all.now, request.updated_at)));
  }
  all.lowered = lowered_by_silence(db::journal_of(snapshot, request.operator_id, request.id.text()));
  const bool may_object = all.lowered && !all.lowered->objected_at &&
                          all.now <= all.lowered->objection_until() && !caller.is_agent() &&
                          may_answer(caller, *all.policy, request);
  if (may_object) all.actions.push_back(Action::object);
  return {};
}

Actor actor_of(const http::Caller& caller, const policy::Policy& policy, const Request& request) {
  return {caller.is_agent() ? AuthorKind::agent : AuthorKind::person, may_answer(caller, policy, request)};
}

Customer customer_of(db::Snapshot& snapshot, const Request& request) {
  const auto scope = Scope::of_operator(request.operator_id);
  return {people::store::subscriptions(snapshot, scope, request.organization_id),
          store::count_open_of(snapshot, request.operator_id, request.organization_id)};
}

json::object contact_json(const Contact& contact) {
  json::object out{{"way", name_of(contact.way)}};
  if (!contact.email.empty()) out["email"] = contact.email;
  if (!contact.phone.empty()) out["phone"] = contact.phone;
  return out;
}

json::object impact_json(const policy::Impact& impact) {
  json::object out{{"service", name_of(impact.service)}, {"people", name_of(impact.people)}};
  if (impact.workaround) out["workaround"] = *impact.workaround;
  return out;
}

json::object customer_json(const Shown& shown, Language language) {
  const auto& customer = *shown.customer;
  const auto& request = shown.listed.request;
  json::array plans;
  json::value partner = nullptr;
  for (const auto& held : customer.subscriptions) {
    const auto* plan = shown.policy->plan(held.plan);
    const auto& fallback = shown.policy->operator_facts.languages;
    plans.push_back(json::object{
        {"id", held.plan},
        {"name", plan == nullptr ? std::string_view(held.plan) : plan->name.in(language, fallback)},
        {"seats", held.seats},
        {"addon", plan != nullptr && plan->addon},
        {"trial", plan != nullptr && plan->trial},
        {"direct", !held.partner}});
    if (held.partner) partner = people::contact_json(*held.partner);
  }
  json::array entitlements;
  for (const auto& one : policy::entitlements(*shown.policy, people::held(customer.subscriptions)))
    entitlements.emplace_back(one);
  return {{"organization", name_json(request.organization_id.text(), shown.listed.organization_name)},
          {"plans", std::move(plans)},
          {"entitlements", std::move(entitlements)},
          {"open_requests", customer.open_requests},
          {"partner", std::move(partner)}};
}

bool may_read_at(const http::Caller& caller, const policy::Policy& policy, std::string_view desk) {
  return people::may(caller, policy, "request:read", desk);
}

/// Visitors' desks are for admins of every role; for people without one a desk must be open by name.
bool asks_for_no_role(const http::Caller& caller, const policy::Policy& policy, const policy::Desk& desk) {
  if (desk.open_to.contains(policy::Audience::end_user)) return true;
  return desk.open_to.contains(policy::Audience::visitor) && people::is_admin(policy, caller.roles);
}

bool is_own(const http::Caller& caller, const policy::Policy& policy, const Request& request) {
  const auto* desk = policy.desk(request.desk);
  return caller.is_person() && request.opened_by == caller.person_id && desk != nullptr &&
         asks_for_no_role(caller, policy, *desk);
}

}  // namespace

bool may_read(const http::Caller& caller, const policy::Policy& policy, const Request& request) {
  return may_read_at(caller, policy, request.desk) || is_own(caller, policy, request);
}

bool may_answer(const http::Caller& caller, const policy::Policy& policy, const Request& request) {
  return people::may(caller, policy, "request:answer", request.desk) ||
         people::may(caller, policy, "request:open", request.desk) || is_own(caller, policy, request);
}

std::string readable_desks(const http::Caller& caller, const policy::Policy& policy) {
  if (caller.is_agent()) return "";
  std::string desks = ",";
  size_t count = 0;
  for (const auto& desk : policy.desks)
    if (may_read_at(caller, policy, desk.id)) desks += desk.id + ',', ++count;
  return count == policy.desks.size() ? "" : desks;
}

std::string own_desks(const http::Caller& caller, const policy::Policy& policy) {
  std::string desks = ",";
  for (const auto& desk : policy.desks)
    if (caller.is_person() && asks_for_no_role(caller, policy, desk)) desks += desk.id + ',';
  return desks;
}

std::vector<LinkedRequest> readable_links(db::Snapshot& snapshot, const http::Caller& caller,
                                          const policy::Policy& policy, RequestId id) {
  auto all = store::links(snapshot, caller.scope(), id);
  std::erase_if(all, [&](const LinkedRequest& link) { return !may_read_at(caller, policy, link.desk); });
  return all;
}

Result<Shown> shown(db::Snapshot& snapshot, operators::Operators& operators, const http::Caller& caller,
                    RequestId id, Instant now) {
  auto listed = store::find_listed(snapshot, caller.scope(), id);
  if (!listed) return fail(ErrorCode::not_found, "not_found");
  const auto& request = listed->request;
  MADO_TRY(policy, operators.version(snapshot, request.operator_id, request.policy_version));
  if (!may_read(caller, *policy, request)) return fail(ErrorCode::not_found, "not_found");
  auto actions = requests::actions(request, actor_of(caller, *policy, request), policy->solved, now);
  Shown all{.listed = std::move(*listed),
            .detail = store::detail(snapshot, caller.scope(), id).value_or(Detail{}),
            .clocks = {},
            .opened_by_name = {},
            .policy = policy,
            .customer = std::nullopt,
            .incident = std::nullopt,
            .links = readable_links(snapshot, caller, *policy, id),
            .actions = std::move(actions),
            .lowering = {},
            .lowered = {},
            .now = now};
  all.clocks = store::clocks(snapshot, all.listed.request);
  MADO_CHECK(add_silence(snapshot, operators, caller, all));
  all.opened_by_name = people::store::name_of(snapshot, caller.operator_id, all.listed.request.opened_by);
  if (all.detail.incident) all.incident = health::incident(snapshot, caller.operator_id, all.detail.incident);
  if (caller.is_agent()) all.customer = customer_of(snapshot, all.listed.request);
  return all;
}

json::object clock_json(const StoredClock& clock, const policy::Policy& policy, Language language,
                        Instant now) {
  const auto& status = clock.status;
  json::object out{{"kind", policy::name_of(status.kind)},
                   {"state", policy::name_of(status.state)},
                   {"due", instant_or_null(status.due)},
                   {"started_at", format_instant(status.started_at)}};
  if (status.ended_at) out["ended_at"] = format_instant(*status.ended_at);
  if (status.warn_at) out["warn_at"] = format_instant(*status.warn_at);
  if (clock.target.text.empty()) return out;
  out["target"] = clock.target.text;
  out["target_text"] = policy::target_text(policy, clock.target, language);
  out["line"] = clock.target.place.line;
  if (status.state != policy::ClockState::running) return out;
  const NextClock running{.kind = {},
                          .state = {},
                          .started_at = status.started_at,
                          .due = status.due,
                          .warn_at = {},
                          .calendar = clock.target.calendar};
  if (const auto gone = share_gone(running, policy, now)) out["gone"] = *gone;
  return out;
}

json::object row_json(const store::Listed& listed, const policy::Policy* policy, Instant now,
                      json::storage_ptr memory) {
  const auto& r = listed.request;
  json::object out(memory);
  out.reserve(16);
  out["id"] = r.id.text();
  out["number"] = r.number;
  out["subject"] = r.subject;
  out["lang"] = code_of(r.language);
  out["desk"] = r.desk;
  out["topic"] = text_or_null(r.topic, memory);
  out["severity"] = r.severity;
  out["status"] = name_of(r.status);
  out["turn"] = turn_of(r);
  out["version"] = r.version;
  out["organization"] = name_json(r.organization_id.text(), listed.organization_name, memory);
  out["assignee"] = nullptr;
  if (r.assignee) out["assignee"] = name_json(r.assignee.text(), listed.assignee_name, memory);
  out["opened_at"] = format_instant(r.opened_at);
  out["updated_at"] = format_instant(r.updated_at);
  out["next"] = next_json(r.next, policy, now, memory);
  return out;
}

json::object request_json(const Shown& shown, const http::Caller& caller) {
  const auto& r = shown.listed.request;
  auto out = row_json(shown.listed, shown.policy.get(), shown.now);
  json::array clocks, owes, links, actions;
  for (const auto& clock : shown.clocks)
    clocks.push_back(clock_json(clock, *shown.policy, caller.language, shown.now));
  if (const auto* severity = shown.policy->severity(r.severity))
    for (const auto& duty : severity->customer_owes)
      owes.push_back(name_json(duty, policy::duty_text(duty, caller.language)));
  for (const auto& link : shown.links) links.push_back(link_json(link));
  for (const auto action : shown.actions) actions.emplace_back(name_of(action));
  out["clocks"] = std::move(clocks);
  out["severity_asked"] = r.severity_asked;
  out["opened_by"] = name_json(r.opened_by.text(), shown.opened_by_name);
  out["contact"] = contact_json(shown.detail.contact);
  out["impact"] = impact_json(shown.detail.impact);
  out["business_impact"] = text_or_null(shown.detail.business_impact);
  out["customer_owes"] = std::move(owes);
  out["awaiting_since"] = instant_or_null(r.awaiting_since);
  out["lowering"] = lowering_json(shown.lowering);
  out["lowered"] = lowered_json(shown.lowered);
  out["solved_at"] = instant_or_null(r.solved_at);
  out["reopen_until"] = instant_or_null(reopen_until(r, shown.policy->solved));
  out["incident"] = nullptr;
  if (shown.incident) {
    const auto title = shown.incident->titles.in(caller.language, shown.policy->operator_facts.languages);
    out["incident"] = name_json(shown.incident->id.text(), shown.incident->code + ' ' + std::string(title));
  }
  out["links"] = std::move(links);
  out["policy_version"] = r.policy_version;
  out["actions"] = std::move(actions);
  if (shown.customer) out["customer"] = customer_json(shown, caller.language);
  return out;
}

json::object link_json(const LinkedRequest& link) {
  return {{"relation", name_of(link.relation)},
          {"id", link.id.text()},
          {"number", link.number},
          {"subject", link.subject},
          {"status", name_of(link.status)}};
}

json::object attachment_json(const Attachment& attachment) {
  return {{"id", attachment.id.text()},
          {"name", attachment.name},
          {"size", attachment.bytes_count},
          {"type", attachment.type},
          {"url", "/api/v1/attachments/" + attachment.id.text()}};
}

}  // namespace mado::requests
