#include "help/related.hpp"

#include "help/show.hpp"
#include "requests/similar.hpp"
#include "requests/view.hpp"

namespace mado::help {
namespace {

constexpr int requests_max = 5;
constexpr int articles_max = 5;

struct Related {
  std::vector<requests::store::Listed> requests;
  std::vector<operators::PolicyPtr> policies;  ///< of each
  std::vector<search::Answer> articles;
  Instant now;
};

/// Articles alone: what else *ask* would answer is of no use beside a request that is open already.
Result<std::vector<search::Answer>> articles_for(db::Snapshot& snapshot, const Parts& parts,
                                                 http::Caller caller, const requests::Request& request) {
  caller.language = request.language;  // of the words that were written
  MADO_TRY(answers, ask(snapshot, parts, caller, {.text = request.subject, .limit = articles_max * 2}));
  std::erase_if(answers, [](const auto& answer) { return !search::is_article(answer.kind); });
  if (answers.size() > articles_max) answers.resize(articles_max);
  return answers;
}

Result<Related> related(db::Snapshot& snapshot, operators::Operators& operators, const Parts& parts,
                        RequestId id, const http::Caller& caller) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  const auto now = parts.clock.now();
  MADO_TRY(shown, requests::shown(snapshot, operators, caller, id, now));
  if (!caller.is_agent()) return fail(ErrorCode::forbidden, "forbidden");
  Related all{.requests = requests::similar(snapshot, caller.scope(), shown.listed.request, requests_max),
              .policies = {},
              .articles = {},
              .now = now};
  for (const auto& listed : all.requests) {
    MADO_TRY(policy, operators.version(snapshot, caller.operator_id, listed.request.policy_version));
    all.policies.push_back(policy);
  }
  MADO_TRY(articles, articles_for(snapshot, parts, caller, shown.listed.request));
  all.articles = std::move(articles);
  return all;
}

http::Reply show(const Related& all, const http::Caller&) {
  json::array requests, articles;
  for (size_t at = 0; at < all.requests.size(); ++at)
    requests.push_back(requests::row_json(all.requests[at], all.policies[at].get(), all.now));
  for (const auto& answer : all.articles) articles.push_back(answer_json(answer));
  return http::json_reply(json::object{{"requests", std::move(requests)}, {"articles", std::move(articles)}});
}

}  // namespace

void add_related_route(http::Router& router, operators::Operators& operators, const Parts& parts) {
  router.add(http::read_route<RequestId, Related>(
      http::Method::get, "/api/v1/requests/{id}/related",
      [](const http::Call& call) { return call.id_parameter<RequestId>("id"); },
      [&operators, parts](const RequestId& id, const http::Caller& caller, db::Snapshot& snapshot) {
        return related(snapshot, operators, parts, id, caller);
      },
      show));
}

}  // namespace mado::help
