#include "requests/timeline.hpp"

#include <algorithm>

#include "base/markdown.hpp"
#include "base/messages.hpp"
#include "health/texts_json.hpp"
#include "people/store.hpp"
#include "requests/change.hpp"

namespace mado::requests {
namespace {

std::string text_of(const json::object& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::int64_t version_of(const json::object& data) {
  const auto* value = data.if_contains("version");
  return value != nullptr && value->is_int64() ? value->as_int64() : 0;
}

/// An objection tells of what it brings with it: the severity from before, and a message without words.
bool is_told_by_objection(const db::Entry& entry) {
  const auto data = json::parse(entry.data);
  if (text_of(data.as_object(), "reason") != reason_objection) return false;
  return entry.kind == "request.severity_changed" ||
         (entry.kind == "request.customer_replied" && !data.as_object().contains("message"));
}

/// "100012": said as it is, not as an amount.
std::string number_of(const json::object& data) {
  const auto* value = data.if_contains("number");
  return value != nullptr && value->is_int64() ? std::to_string(value->as_int64()) : std::string();
}

void add_names(TimelineItem& item, db::Snapshot& snapshot, OperatorId owner) {
  const auto actor = PersonId::parse(item.entry.actor);
  if (!actor) return;
  if (const auto person = people::store::person(snapshot, Scope::of_operator(owner), *actor)) {
    item.actor_name = person->name;
    item.actor_kind = person->organization_id ? AuthorKind::person : AuthorKind::agent;
  }
}

void add_message(TimelineItem& item, const std::vector<Message>& messages,
                 const std::vector<Attachment>& files) {
  const auto data = json::parse(item.entry.data);
  const auto id = MessageId::parse(text_of(data.as_object(), "message"));
  if (!id) return;
  const auto found = std::ranges::find(messages, *id, &Message::id);
  if (found == messages.end()) return;
  item.message = *found;
  std::ranges::copy_if(files, std::back_inserter(item.attachments),
                       [&](const Attachment& f) { return f.message == *id; });
}

void add_link(TimelineItem& item, const std::vector<LinkedRequest>& links) {
  if (item.entry.kind != "request.linked") return;
  const auto data = json::parse(item.entry.data);
  const auto id = RequestId::parse(text_of(data.as_object(), "request"));
  const auto found =
      std::ranges::find(links, id, [](const LinkedRequest& link) { return std::optional(link.id); });
  if (found != links.end()) item.link = *found;
}

/// Who else has a part in it: the agent that it was assigned to, the customer that an agent opened it for.
void add_other(TimelineItem& item, db::Snapshot& snapshot, const Request& request) {
  const auto data = json::parse(item.entry.data);
  auto other = PersonId::parse(text_of(data.as_object(), "assignee"));
  if (item.entry.kind == "request.opened" && item.actor_kind == AuthorKind::agent) other = request.opened_by;
  if (other) item.other_name = people::store::name_of(snapshot, request.operator_id, *other);
}

/// "incident_…": which one, and what was said about it in the reader's language.
void put_incident(json::object& out, const TimelineItem& item, const policy::Policy& policy,
                  Language language) {
  const auto data = json::parse(item.entry.data).as_object();
  const auto id = text_of(data, "incident");
  if (id.empty()) return;
  json::object incident{{"id", id}, {"code", text_of(data, "code")}, {"url", "/health/incidents/" + id}};
  if (const auto* said = data.if_contains("texts")) {
    const auto texts = health::texts_of(json::serialize(*said));
    const auto& fallback = policy.operator_facts.languages;
    incident["text"] = texts.in(language, fallback);
    incident["lang"] = code_of(texts.language_for(language, fallback).value_or(language));
  }
  out["incident"] = std::move(incident);
}

json::object actor_json(const TimelineItem& item, Language language) {
  const auto& actor = item.entry.actor;
  if (actor == "clock") return {{"kind", "clock"}, {"name", say(language, "requests.actor.clock")}};
  if (item.actor_name.empty()) return {{"kind", "system"}, {"name", say(language, "requests.actor.system")}};
  return {{"kind", name_of(item.actor_kind)}, {"id", actor}, {"name", item.actor_name}};
}

std::string name_in(const policy::Policy& policy, const Texts* texts, const std::string& id,
                    Language language) {
  return texts == nullptr ? id : std::string(texts->in(language, policy.operator_facts.languages));
}

std::string sentence(const TimelineItem& item, const policy::Policy& policy, const http::Caller& caller) {
  const auto parsed = json::parse(item.entry.data);
  const auto& data = parsed.as_object();
  const auto language = caller.language;
  const auto kind = item.entry.kind.substr(std::string_view("request.").size());
  const auto desk = text_of(data, "desk");
  const auto* found = policy.desk(desk);
  MessageValues values{{"severity", text_of(data, "severity")},
                       {"asked", text_of(data, "severity_asked")},
                       {"from", text_of(data, "from")},
                       {"to", text_of(data, kind == "objected" ? "to" : "lower_to")},
                       {"restored", text_of(data, "restored").empty() ? "none" : text_of(data, "restored")},
                       {"desk", name_in(policy, found == nullptr ? nullptr : &found->name, desk, language)},
                       {"assignee", item.other_name.empty() ? "none" : item.other_name},
                       {"customer", item.other_name},
                       {"relation", text_of(data, "relation")},
                       {"number", number_of(data)},
                       {"code", text_of(data, "code")},
                       {"state", text_of(data, "state")},
                       {"actor", item.actor_name},
                       {"given", data.contains("given") ? text_of(data, "given") : "none"},
                       {"version", version_of(data)},
                       {"clock", say(language, "requests.clock." + text_of(data, "clock"))}};
  if (const auto due = parse_instant(text_of(data, "due")))
    values["due"] = *due;
  else
    values["due"] = item.entry.at;
  if (text_of(data, "reason") == reason_silence)
    return say(language, "requests.timeline.severity_lowered", values, caller.zone);
  if (kind == "clock_missed" && text_of(data, "clock") == policy::name_of(policy::ClockKind::customer_reply))
    return say(language, "requests.timeline.silence_over", values, caller.zone);
  if (const auto since = parse_instant(text_of(data, "since")); since && kind == "clock_warned") {
    values["since"] = *since;
    return say(language, "requests.timeline.silence_warned", values, caller.zone);
  }
  const bool limited = kind == "opened" && text_of(data, "severity") != text_of(data, "severity_asked");
  if (kind == "opened" && item.actor_kind == AuthorKind::agent) {
    if (!limited) values["asked"] = "none";
    return say(language, "requests.timeline.opened_for", values, caller.zone);
  }
  return say(language, "requests.timeline." + kind + (limited ? "_limited" : ""), values, caller.zone);
}

}  // namespace

json::object message_json(const Message& message, const std::vector<Attachment>& attachments) {
  json::array files;
  for (const auto& file : attachments) files.push_back(attachment_json(file));
  return {{"id", message.id.text()},
          {"author", json::object{{"kind", name_of(message.author_kind)},
                                  {"id", message.author.text()},
                                  {"name", message.author_name}}},
          {"visibility", name_of(message.visibility)},
          {"text", message.text},
          {"html", safe_html(message.text)},
          {"at", format_instant(message.at)},
          {"attachments", std::move(files)}};
}

Result<Timeline> timeline(const Parts& parts, RequestId id, const http::Caller& caller,
                          db::Snapshot& snapshot) {
  const auto request = store::find(snapshot, caller.scope(), id);
  if (!request) return fail(ErrorCode::not_found, "not_found");
  MADO_TRY(policy, parts.operators.version(snapshot, request->operator_id, request->policy_version));
  if (!may_read(caller, *policy, *request)) return fail(ErrorCode::not_found, "not_found");
  const auto see = caller.is_agent() ? Visibility::agents : Visibility::everyone;
  const auto messages = store::messages(snapshot, caller.scope(), id, see);
  const auto files = store::attachments(snapshot, caller.scope(), id);
  const auto links = readable_links(snapshot, caller, *policy, id);
  Timeline all{.items = {}, .policy = policy};
  for (auto& [position, entry] : db::journal_of(snapshot, caller.operator_id, id.text())) {
    if ((is_internal(entry) && !caller.is_agent()) || is_told_by_objection(entry)) continue;
    TimelineItem item{
        .entry = std::move(entry), .actor_name = {}, .other_name = {}, .message = {}, .attachments = {}};
    add_names(item, snapshot, caller.operator_id);
    add_message(item, messages, files);
    add_other(item, snapshot, *request);
    add_link(item, links);
    all.items.push_back(std::move(item));
  }
  return all;
}

json::object timeline_json(const Timeline& timeline, const http::Caller& caller) {
  json::array items;
  for (const auto& item : timeline.items) {
    const auto kind = item.entry.kind.substr(std::string_view("request.").size());
    json::object out{{"at", format_instant(item.entry.at)},
                     {"kind", kind},
                     {"actor", actor_json(item, caller.language)},
                     {"text", sentence(item, *timeline.policy, caller)}};
    if (item.message) out["message"] = message_json(*item.message, item.attachments);
    if (item.link) out["link"] = link_json(*item.link);
    put_incident(out, item, *timeline.policy, caller.language);
    items.push_back(std::move(out));
  }
  return {{"items", std::move(items)}};
}

}  // namespace mado::requests
