#include "requests/parse.hpp"

#include <algorithm>

#include "http/fields.hpp"

namespace mado::requests {
namespace {

using http::Fields;
using http::Presence;

constexpr size_t subject_characters_max = 200;
constexpr size_t text_characters_max = 65'536;
constexpr size_t business_impact_characters_max = 8'192;
constexpr size_t short_fields_characters_max = 4'096;  ///< all of them together, names included
constexpr size_t escaped_bytes_max = 12;               ///< of a character: \ud83d\ude00
static_assert(escaped_bytes_max *
                  (text_characters_max + business_impact_characters_max + short_fields_characters_max) <=
              texts_body_bytes_max);
constexpr size_t file_name_characters_max = 255;
constexpr size_t attachments_max = 20;
constexpr size_t split_messages_max = 50;

template <class I>
std::vector<I> ids_of(const std::vector<std::string>& texts, Fields& fields, std::string_view name,
                      std::string_view unknown) {
  std::vector<I> ids;
  for (const auto& text : texts) {
    const auto id = I::parse(text);
    if (id)
      ids.push_back(*id);
    else
      return fields.wrong(name, std::string(unknown)), ids;
  }
  return ids;
}

std::vector<AttachmentId> attachments_of(Fields& fields) {
  const auto texts = fields.texts("attachments", Presence::optional, attachments_max, {64});
  return ids_of<AttachmentId>(texts, fields, "attachments", "unknown_attachment");
}

/// An id that may be left out; 0 then, and where it is not one.
template <class I>
I id_of(Fields& fields, std::string_view name, std::string_view unknown) {
  const auto text = fields.text_or(name, {64});
  if (!text) return {};
  const auto id = I::parse(*text);
  if (!id) fields.wrong(name, std::string(unknown));
  return id.value_or(I{});
}

std::string subject_of(Fields& fields, Presence presence) {
  return fields.text("subject", presence, {subject_characters_max, presence == Presence::required ? 1U : 0U});
}

policy::Impact impact_of(Fields& fields) {
  using enum policy::ServiceImpact;
  using enum policy::PeopleImpact;
  policy::Impact impact;
  impact.service =
      fields
          .choice<policy::ServiceImpact>("service", Presence::required,
                                         {{"down", down}, {"impaired", impaired}, {"question", question}})
          .value_or(question);
  impact.people = fields
                      .choice<policy::PeopleImpact>("people", Presence::optional,
                                                    {{"one", one}, {"some", some}, {"many", many}})
                      .value_or(one);
  impact.workaround = fields.boolean("workaround");
  return impact;
}

/// Enough to tell an address from a slip of the finger; whether it works shows when it is written to.
bool looks_like_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
         at + 1 < text.size() && text.find_first_of(" \t\r\n<>,;") == std::string_view::npos;
}

/// "+81 3-1234-5678": digits with the usual marks between them, at least five digits.
bool looks_like_phone(std::string_view text) {
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 5 && text.find_first_not_of("0123456789+-() ./#x") == std::string_view::npos;
}

Contact contact_of(Fields& fields) {
  using enum ContactWay;
  Contact contact;
  contact.way = fields
                    .choice<ContactWay>("way", Presence::required,
                                        {{"email", email}, {"phone", phone}, {"callback", callback}})
                    .value_or(email);
  contact.email = fields.text("email", Presence::optional, {254});
  contact.phone = fields.text("phone", Presence::optional, {40});
  if (!contact.email.empty() && !looks_like_email(contact.email)) fields.wrong("email", "not_email");
  if (!contact.phone.empty() && !looks_like_phone(contact.phone)) fields.wrong("phone", "not_phone");
  return contact;
}

void check_one_line(Fields& fields, std::string_view subject) {
  if (subject.find_first_of("\r\n") != std::string_view::npos) fields.wrong("subject", "not_one_line");
}

Wish wish_of(Fields& fields, Presence texts) {
  const size_t least = texts == Presence::required ? 1 : 0;
  Wish wish;
  wish.desk = fields.text("desk", Presence::optional, {64});
  wish.topic = fields.text("topic", Presence::optional, {128});
  wish.subject = subject_of(fields, texts);
  wish.description = fields.text("description", texts, {text_characters_max, least});
  fields.object("impact", texts, [&](Fields& inner) { wish.impact = impact_of(inner); });
  wish.insists = fields.boolean("insist").value_or(false);
  return wish;
}

/// What every system can keep under that name, and no path.
bool is_file_name(std::string_view name) {
  return http::characters_in(name) <= file_name_characters_max && !http::is_blank(name) && name != "." &&
         name != ".." && name.find_first_of("/\\\r\n") == std::string_view::npos;
}

Result<store::After> after_of(std::string_view cursor) {
  const auto dot = cursor.find('.');
  const auto key = from_base32(cursor.substr(0, dot));
  const auto id = dot == std::string_view::npos ? std::nullopt : from_base32(cursor.substr(dot + 1));
  if (!key || !id) return fail_field("after", "unknown_cursor");
  return store::After{*key, *id};
}

}  // namespace

Result<Wish> parse_wish(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  auto wish = wish_of(fields, Presence::optional);
  MADO_CHECK(fields.done());
  return wish;
}

Result<Open> parse_open(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Open command;
  command.wish = wish_of(fields, Presence::required);
  check_one_line(fields, command.wish.subject);
  command.business_impact =
      fields.text("business_impact", Presence::optional, {business_impact_characters_max});
  fields.object("contact", Presence::required, [&](Fields& inner) { command.contact = contact_of(inner); });
  if (const auto code = fields.text_or("lang", {35})) {
    command.language = language_of_tag(*code);
    if (!command.language) fields.wrong("lang", "unknown_language");
  }
  command.attachments = attachments_of(fields);
  command.incident = id_of<IncidentId>(fields, "follows_incident", "unknown_incident");
  command.follows = id_of<RequestId>(fields, "follows_request", "unknown_request");
  MADO_CHECK(fields.done());
  return command;
}

Result<Answer> parse_answer(const http::Call& call) {
  MADO_TRY(id, call.id_parameter<RequestId>("id"));
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Answer command{.request = id, .text = {}, .attachments = {}};
  command.text = fields.text("text", Presence::required, {text_characters_max, 1});
  command.visibility =
      fields
          .choice<Visibility>("visibility", Presence::optional,
                              {{"public", Visibility::everyone}, {"internal", Visibility::agents}})
          .value_or(Visibility::everyone);
  command.await_customer = fields.boolean("await_customer").value_or(false);
  if (command.await_customer && command.visibility == Visibility::agents)
    fields.wrong("await_customer", "note_cannot_await");
  command.attachments = attachments_of(fields);
  MADO_CHECK(fields.done());
  return command;
}

Result<Patch> parse_patch(const http::Call& call) {
  MADO_TRY(id, call.id_parameter<RequestId>("id"));
  MADO_TRY(version, call.if_match());
  MADO_TRY(body, call.json_body());
  if (body.empty()) return fail_field("status", "nothing_to_change");
  Fields fields(std::move(body));
  Patch command{
      .request = id, .version_seen = version, .severity = {}, .desk = {}, .assignee = {}, .status = {}};
  command.severity = fields.text_or("severity", {64});
  command.desk = fields.text_or("desk", {64});
  if (fields.is_null("assignee")) {
    command.assignee = PersonId{};
    fields.take_null("assignee");
  } else if (const auto text = fields.text_or("assignee", {64})) {
    command.assignee = PersonId::parse(*text);
    if (!command.assignee) fields.wrong("assignee", "unknown_agent");
  }
  if (fields.is_null("incident")) {
    command.incident = IncidentId{};
    fields.take_null("incident");
  } else if (const auto text = fields.text_or("incident", {64})) {
    command.incident = IncidentId::parse(*text);
    if (!command.incident) fields.wrong("incident", "unknown_incident");
  }
  if (fields.has("status"))
    command.status = fields.choice<Status>("status", Presence::optional,
                                           {{"open", Status::open},
                                            {"awaiting_customer", Status::awaiting_customer},
                                            {"solved", Status::solved},
                                            {"closed", Status::closed}});
  MADO_CHECK(fields.done());
  return command;
}

Result<Object> parse_object(const http::Call& call) {
  MADO_TRY(id, call.id_parameter<RequestId>("id"));
  MADO_TRY(version, call.if_match());
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Object command{.request = id, .version_seen = version, .text = {}};
  command.text = fields.text("text", Presence::optional, {text_characters_max});
  MADO_CHECK(fields.done());
  return command;
}

Result<Split> parse_split(const http::Call& call) {
  MADO_TRY(id, call.id_parameter<RequestId>("id"));
  MADO_TRY(version, call.if_match());
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Split command;
  command.request = id;
  command.version_seen = version;
  const auto texts = fields.texts("messages", Presence::required, split_messages_max, {64});
  command.messages = ids_of<MessageId>(texts, fields, "messages", "not_customers_message");
  command.subject = subject_of(fields, Presence::required);
  check_one_line(fields, command.subject);
  command.desk = fields.text("desk", Presence::required, {64, 1});
  command.severity = fields.text("severity", Presence::required, {64, 1});
  command.topic = fields.text("topic", Presence::optional, {128});
  MADO_CHECK(fields.done());
  return command;
}

Result<Upload> parse_upload(const http::Call& call) {
  const auto name = call.query_value("name");
  if (!name || name->empty()) return fail_field("name", "required");
  if (!is_file_name(*name)) return fail_field("name", "bad_file_name");
  if (call.body.empty()) return fail_field("body", "required");
  auto type = std::string(call.header("content-type"));
  if (type.empty() || type.size() > 100) type = "application/octet-stream";
  return Upload{std::string(*name), std::move(type), call.body};
}

Result<ListCommand> parse_list(const http::Call& call) {
  ListCommand command;
  constexpr std::pair<std::string_view, View> views[] = {{"mine", View::mine},
                                                         {"unassigned", View::unassigned},
                                                         {"due", View::due},
                                                         {"waiting", View::waiting},
                                                         {"all", View::all}};
  if (const auto name = call.query_value("view")) {
    const auto found = std::ranges::find(views, *name, &std::pair<std::string_view, View>::first);
    if (found == std::end(views)) return fail_field("view", "unknown_value");
    command.question.view = found->second;
  }
  MADO_TRY(limit, call.query_number("limit", 1, 100, 50));
  command.question.limit = limit;
  if (const auto cursor = call.query_value("after")) {
    MADO_TRY(after, after_of(*cursor));
    command.question.after = after;
  }
  return command;
}

std::string cursor_of(const Request& last) {
  return base32_of(last.sort_key) + '.' + base32_of(last.id.value);
}

}  // namespace mado::requests
