#include "help/api.hpp"

#include <algorithm>

#include "help/guide.hpp"
#include "help/links.hpp"
#include "help/rules.hpp"
#include "help/stand.hpp"
#include "help/store.hpp"
#include "http/fields.hpp"
#include "requests/verdict_view.hpp"

namespace mado::help {
namespace {

using http::Call;
using http::Caller;

/// What was found, and what others look after (S16).
struct Asked {
  std::vector<search::Answer> answers;
  std::optional<json::object> out_of_scope;
};

Result<Asked> asked(const Parts& parts, const Ask& question, const Caller& caller, db::Snapshot& snapshot) {
  MADO_TRY(answers, ask(snapshot, parts, caller, question));
  const auto standing = parts.operators.by_id(caller.operator_id);
  return Asked{std::move(answers),
               requests::out_of_scope_json(*standing->policy, question.text, caller.language)};
}

http::Reply show_asked(const Asked& asked, const Caller&) {
  auto out = answers_json(asked.answers);
  if (asked.out_of_scope) out["out_of_scope"] = *asked.out_of_scope;
  return http::json_reply(out);
}

Result<Ask> parse_ask(const Call& call) {
  const auto text = call.query_value("q");
  if (!text) return fail_field("q", "required");
  if (http::characters_in(*text) > question_characters_max) return fail_field("q", "too_long");
  MADO_TRY(limit, call.query_number("limit", 1, answers_max, answers_default));
  return Ask{std::string(*text), limit};
}

/// How far a reader has come in a guide.
struct Way {
  ArticleId id;
  std::string choices;
};

Result<Way> parse_way(const Call& call) {
  MADO_TRY(id, call.id_parameter<ArticleId>("id"));
  return Way{id, std::string(call.query_value("way").value_or(""))};
}

}  // namespace

Result<Page> page_of(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
                     ArticleId id) {
  const OperatorId owner = caller.operator_id;
  Page page{.version = {},
            .html = {},
            .languages = store::languages(snapshot, owner, id, audiences_of(caller, policy))};
  for (const Language language : languages_for(caller.language, policy)) {
    if (std::ranges::find(page.languages, language) == page.languages.end()) continue;
    const auto version = store::version(snapshot, owner, id, language);
    if (!version) continue;
    page.version = *version;
    const std::string reference = store::reference(snapshot, owner, id);
    auto markdown = store::markdown(snapshot, owner, id, language);
    if (version->is_guide) markdown = words_of(read_guide(markdown).guide);
    page.html = article_html(snapshot, owner, {reference, language}, markdown);
    return page;
  }
  return fail(ErrorCode::not_found, "not_found");
}

void add_routes(http::Router& router, const Parts& parts) {
  router.add(http::open_to_pane(http::read_route<Ask, Asked>(
      http::Method::get, "/api/v1/ask", parse_ask,
      [parts](const Ask& question, const Caller& caller, db::Snapshot& snapshot) {
        return asked(parts, question, caller, snapshot);
      },
      show_asked)));
  router.add(http::open_to_pane(http::read_route<ArticleId, Page>(
      http::Method::get, "/api/v1/articles/{id}",
      [](const Call& call) { return call.id_parameter<ArticleId>("id"); },
      [parts](const ArticleId& id, const Caller& caller, db::Snapshot& snapshot) -> Result<Page> {
        const auto standing = parts.operators.by_id(caller.operator_id);
        if (!standing) return fail(ErrorCode::unavailable, "unavailable", "no operator");
        return page_of(snapshot, caller, *standing->policy, id);
      },
      [](const Page& page, const Caller&) { return http::json_reply(page_json(page)); })));
  router.add(http::open_to_pane(http::read_route<Way, Stand>(
      http::Method::get, "/api/v1/articles/{id}/guide", parse_way,
      [parts](const Way& way, const Caller& caller, db::Snapshot& snapshot) -> Result<Stand> {
        const auto standing = parts.operators.by_id(caller.operator_id);
        MADO_TRY(page, page_of(snapshot, caller, *standing->policy, way.id));
        if (!page.version.is_guide) return fail(ErrorCode::not_found, "not_found");
        return stand_at(snapshot, caller.operator_id, page, way.choices);
      },
      [](const Stand& stand, const Caller&) { return http::json_reply(stand_json(stand)); })));
}

}  // namespace mado::help
