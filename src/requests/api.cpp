#include "requests/api.hpp"

#include "requests/parse.hpp"
#include "requests/timeline.hpp"
#include "requests/verdict_view.hpp"

namespace mado::requests {
namespace {

using http::Call;
using http::Caller;
using http::Method;
using http::Reply;

struct Page {
  std::vector<store::Listed> rows;
  std::string next;                            ///< "" on the last page
  std::vector<operators::PolicyPtr> policies;  ///< of each row
  Instant now;
};

struct Counts {
  std::vector<std::pair<std::string_view, std::int64_t>> by_view;
};

struct Download {
  Attachment attachment;
  std::string bytes;
};

/// Signed in, and allowed to read requests at some desk, if only their own. Answers the question within what
/// the caller may see.
Result<store::ListQuestion> within_sight(const Parts& parts, store::ListQuestion question,
                                         const Caller& caller) {
  const auto& policy = *parts.operators.by_id(caller.operator_id)->policy;
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  question.desks = readable_desks(caller, policy);
  question.own_desks = own_desks(caller, policy);
  if (question.desks == "," && question.own_desks == ",") return fail(ErrorCode::forbidden, "forbidden");
  question.who = caller.person_id;
  return question;
}

Result<Page> list(const Parts& parts, const ListCommand& command, const Caller& caller,
                  db::Snapshot& snapshot) {
  MADO_TRY(question, within_sight(parts, command.question, caller));
  if (question.view == View::unassigned && !caller.is_agent()) return fail(ErrorCode::forbidden, "forbidden");
  const int wanted = question.limit++;  // one more tells whether there is a next page
  Page page{.rows = store::list(snapshot, caller.scope(), question),
            .next = {},
            .policies = {},
            .now = parts.clock.now()};
  if (std::ssize(page.rows) > wanted) {
    page.rows.pop_back();
    page.next = cursor_of(page.rows.back().request);
  }
  std::int64_t version_before = 0;
  for (const auto& row : page.rows) {
    const bool same = !page.policies.empty() && row.request.policy_version == version_before;
    if (!same) {
      MADO_TRY(policy, parts.operators.version(snapshot, caller.operator_id, row.request.policy_version));
      page.policies.push_back(policy);
    } else {
      page.policies.push_back(page.policies.back());
    }
    version_before = row.request.policy_version;
  }
  return page;
}

Reply show_page(const Page& page, const Caller&) {
  json::monotonic_resource memory(64 * 1024);
  json::object out(&memory);
  auto& items = out["items"].emplace_array();
  items.reserve(page.rows.size());
  for (size_t at = 0; at < page.rows.size(); ++at)
    items.push_back(row_json(page.rows[at], page.policies[at].get(), page.now, &memory));
  out["next"] = nullptr;
  if (!page.next.empty()) out["next"] = page.next;
  return {.body = json::serialize(out)};
}

Result<Counts> counts(const Parts& parts, const Caller& caller, db::Snapshot& snapshot) {
  constexpr int most = 1000;
  constexpr std::pair<std::string_view, View> views[] = {{"mine", View::mine},
                                                         {"unassigned", View::unassigned},
                                                         {"due", View::due},
                                                         {"waiting", View::waiting},
                                                         {"all", View::all}};
  Counts all;
  for (const auto& [name, view] : views) {
    store::ListQuestion wanted;
    wanted.view = view;
    MADO_TRY(question, within_sight(parts, wanted, caller));
    all.by_view.emplace_back(name, store::count(snapshot, caller.scope(), question, most));
  }
  return all;
}

Reply show_counts(const Counts& counts, const Caller&) {
  json::object out;
  for (const auto& [name, count] : counts.by_view) out[name] = count;
  return http::json_reply(out);
}

Reply show_request(const Shown& shown, const Caller& caller) {
  auto reply = http::json_reply(request_json(shown, caller));
  reply.headers.emplace_back("ETag", '"' + std::to_string(shown.listed.request.version) + '"');
  return reply;
}

Reply show_opened(const Shown& shown, const Caller& caller) {
  auto reply = show_request(shown, caller);
  reply.status = 201;
  reply.headers.emplace_back("Location", "/api/v1/requests/" + shown.listed.request.id.text());
  return reply;
}

Reply show_answered(const Answered& outcome, const Caller& caller) {
  return http::json_reply(json::object{{"message", message_json(outcome.message, outcome.attachments)},
                                       {"request", request_json(outcome.shown, caller)}},
                          201);
}

Result<Download> download(const Parts& parts, AttachmentId id, const Caller& caller, db::Snapshot& snapshot) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  const auto file = store::attachment(snapshot, caller.scope(), id);
  if (!file) return fail(ErrorCode::not_found, "not_found");
  if (!file->message) {
    if (file->uploaded_by != caller.person_id) return fail(ErrorCode::not_found, "not_found");
  } else {
    MADO_TRY(seen, shown(snapshot, parts.operators, caller, file->request, parts.clock.now()));
    if (!caller.is_agent() && store::is_internal(snapshot, *file))
      return fail(ErrorCode::not_found, "not_found");
  }
  return Download{*file, store::attachment_bytes(snapshot, id)};
}

/// RFC 6266 with the UTF-8 form of RFC 8187.
std::string disposition_of(std::string_view name) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  std::string encoded;
  for (const unsigned char c : name) {
    if (plain.contains(static_cast<char>(c)))
      encoded += static_cast<char>(c);
    else
      encoded += {'%', hex[c >> 4], hex[c & 15]};
  }
  return "attachment; filename*=UTF-8''" + encoded;
}

Reply show_download(const Download& download, const Caller&) {
  Reply reply{.status = 200, .content_type = "application/octet-stream", .body = download.bytes};
  reply.headers.emplace_back("Content-Disposition", disposition_of(download.attachment.name));
  return reply;
}

Result<RequestId> parse_request_id(const Call& call) { return call.id_parameter<RequestId>("id"); }

/// A nobody is told to sign in before anything else is looked at.
template <class Command, class Outcome, class F>
auto signed_in(F run) {
  return [run](const Command& command, const Caller& caller, db::Snapshot& snapshot) -> Result<Outcome> {
    if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
    return run(command, caller, snapshot);
  };
}

http::Route with_long_texts(http::Route route) {
  route.body_bytes_max = texts_body_bytes_max;
  return route;
}

void add_reading(http::Router& router, const Parts& parts) {
  router.add(http::read_route<ListCommand, Page>(
      Method::get, "/api/v1/requests", parse_list,
      [parts](const ListCommand& c, const Caller& who, db::Snapshot& s) { return list(parts, c, who, s); },
      show_page));
  router.add(http::read_route<int, Counts>(
      Method::get, "/api/v1/requests/counts", [](const Call&) -> Result<int> { return 0; },
      [parts](const int&, const Caller& who, db::Snapshot& s) { return counts(parts, who, s); },
      show_counts));
  router.add(http::read_route<RequestId, Shown>(
      Method::get, "/api/v1/requests/{id}", parse_request_id,
      signed_in<RequestId, Shown>([parts](RequestId id, const Caller& who, db::Snapshot& s) {
        return shown(s, parts.operators, who, id, parts.clock.now());
      }),
      show_request));
  router.add(http::read_route<RequestId, Timeline>(
      Method::get, "/api/v1/requests/{id}/timeline", parse_request_id,
      signed_in<RequestId, Timeline>(
          [parts](RequestId id, const Caller& who, db::Snapshot& s) { return timeline(parts, id, who, s); }),
      [](const Timeline& all, const Caller& who) { return http::json_reply(timeline_json(all, who)); }));
  router.add(http::read_route<RequestId, Receipts>(
      Method::get, "/api/v1/requests/{id}/receipt", parse_request_id,
      signed_in<RequestId, Receipts>(
          [parts](RequestId id, const Caller& who, db::Snapshot& s) { return receipts(parts, id, who, s); }),
      [](const Receipts& all, const Caller& who) { return http::json_reply(receipts_json(all, who)); }));
  router.add(http::read_route<AttachmentId, Download>(
      Method::get, "/api/v1/attachments/{id}",
      [](const Call& call) { return call.id_parameter<AttachmentId>("id"); },
      [parts](AttachmentId id, const Caller& who, db::Snapshot& s) { return download(parts, id, who, s); },
      show_download));
  router.add(http::open_to_pane(with_long_texts(http::read_route<Wish, VerdictShown>(
      Method::post, "/api/v1/verdict", parse_wish,
      [parts](const Wish& wish, const Caller& who, db::Snapshot& s) -> Result<VerdictShown> {
        return verdict(parts, wish, who, s);
      },
      [](const VerdictShown& all, const Caller& who) { return http::json_reply(verdict_json(all, who)); }))));
}

void add_writing(http::Router& router, const Parts& parts) {
  router.add(http::open_to_pane(with_long_texts(http::write_route<Open, Shown>(
      Method::post, "/api/v1/requests", parse_open,
      [parts](const Open& c, const Caller& who, db::Tx& tx) { return open(parts, c, who, tx); },
      show_opened))));
  router.add(with_long_texts(http::write_route<Answer, Answered>(
      Method::post, "/api/v1/requests/{id}/messages", parse_answer,
      [parts](const Answer& c, const Caller& who, db::Tx& tx) { return answer(parts, c, who, tx); },
      show_answered)));
  router.add(with_long_texts(http::write_route<Object, Shown>(
      Method::post, "/api/v1/requests/{id}/objection", parse_object,
      [parts](const Object& c, const Caller& who, db::Tx& tx) { return object(parts, c, who, tx); },
      show_request)));
  router.add(http::write_route<Split, Shown>(
      Method::post, "/api/v1/requests/{id}/split", parse_split,
      [parts](const Split& c, const Caller& who, db::Tx& tx) { return split(parts, c, who, tx); },
      show_opened));
  router.add(http::write_route<Patch, Shown>(
      Method::patch, "/api/v1/requests/{id}", parse_patch,
      [parts](const Patch& c, const Caller& who, db::Tx& tx) { return change(parts, c, who, tx); },
      show_request));
  auto attach = http::write_route<Upload, Attachment>(
      Method::post, "/api/v1/attachments", parse_upload,
      [parts](const Upload& c, const Caller& who, db::Tx& tx) { return upload(parts, c, who, tx); },
      [](const Attachment& file, const Caller&) { return http::json_reply(attachment_json(file), 201); });
  attach.body_bytes_max = attachment_bytes_max;
  router.add(std::move(attach));
}

}  // namespace

void add_routes(http::Router& router, const Parts& parts) {
  add_reading(router, parts);
  add_writing(router, parts);
  add_policy_preview(router, parts);
}

}  // namespace mado::requests
