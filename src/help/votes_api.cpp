#include "help/votes_api.hpp"

#include "help/rules.hpp"
#include "help/store_votes.hpp"
#include "help/write_parse.hpp"
#include "http/fields.hpp"

namespace mado::help {
namespace {

using http::Call;
using http::Caller;
using http::Fields;
using http::Presence;

constexpr int reasons_shown = 100;
constexpr std::string_view path = "/api/v1/articles/{id}/vote";

Result<Vote> parse_vote(const Call& call) {
  MADO_TRY(id, call.id_parameter<ArticleId>("id"));
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  auto vote = vote_of(call, id);
  vote.language = choose_language(fields).value_or(Language::en);
  vote.helped = fields.boolean("helped");
  if (!vote.helped && !fields.has("helped")) fields.wrong("helped", "required");
  vote.reason = fields.text("reason", Presence::optional, {reason_characters_max});
  MADO_CHECK(fields.done());
  return vote;
}

Result<Vote> parse_taking_back(const Call& call) {
  MADO_TRY(id, call.id_parameter<ArticleId>("id"));
  const auto language = language_of_code(call.query_value("read_in").value_or(""));
  if (!language) return fail_field("read_in", "unknown_language");
  auto vote = vote_of(call, id);
  vote.language = *language;
  return vote;
}

http::Route voting_route(http::Method method, Result<Vote> (*parse)(const Call&),
                         const operators::Operators& operators, const Clock& clock) {
  return http::write_route<Vote, std::string>(
      method, std::string(path), parse,
      [&operators, &clock](const Vote& vote, const Caller& caller, db::Tx& tx) -> Result<std::string> {
        MADO_CHECK(cast(tx, caller, *operators.by_id(caller.operator_id)->policy, vote, clock.now()));
        return vote.browser;
      },
      [](const std::string& browser, const Caller& caller) {
        auto reply = http::no_content();
        keep_browser(reply, caller, browser);
        return reply;
      });
}

json::object votes_json(db::Snapshot& snapshot, OperatorId owner, const Place& place) {
  const auto verdicts = store::verdicts(snapshot, owner, place.id, place.language);
  json::array reasons;
  for (const auto& reason : store::reasons(snapshot, owner, place.id, place.language, reasons_shown))
    reasons.push_back(
        json::object{{"helped", reason.helped}, {"reason", reason.text}, {"at", format_instant(reason.at)}});
  return {{"helped", verdicts.helped}, {"failed", verdicts.failed}, {"reasons", std::move(reasons)}};
}

http::Route reasons_route(const operators::Operators& operators) {
  return http::read_route<Place, json::object>(
      http::Method::get, "/api/v1/office/articles/{id}/{lang}/votes", parse_place,
      [&operators](const Place& place, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        const auto& policy = *operators.by_id(caller.operator_id)->policy;
        MADO_CHECK(require_sight(caller, policy));
        if (!store::life(snapshot, caller.operator_id, place.id, place.language, original_of(policy)))
          return fail(ErrorCode::not_found, "not_found");
        return votes_json(snapshot, caller.operator_id, place);
      },
      [](const json::object& all, const Caller&) { return http::json_reply(all); });
}

}  // namespace

void add_vote_routes(http::Router& router, const operators::Operators& operators, const Clock& clock) {
  router.add(voting_route(http::Method::put, parse_vote, operators, clock));
  router.add(voting_route(http::Method::del, parse_taking_back, operators, clock));
  router.add(reasons_route(operators));
}

}  // namespace mado::help
