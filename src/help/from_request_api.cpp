#include "help/from_request_api.hpp"

#include "base/messages.hpp"
#include "help/anonymous.hpp"
#include "help/office_api.hpp"
#include "help/rules.hpp"
#include "help/show_life.hpp"
#include "help/write.hpp"
#include "http/fields.hpp"
#include "people/store.hpp"
#include "requests/store.hpp"
#include "requests/view.hpp"

namespace mado::help {
namespace {

using http::Caller;
using requests::Message;
using requests::Request;

constexpr size_t title_characters_max = 200;

struct Made {
  Life life;
  Removed removed;
};

/// The request's id as it came: what cannot be one is found nowhere.
Result<std::string> parse(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  http::Fields fields(std::move(body));
  auto request = fields.text("request", http::Presence::required, {40, 1});
  MADO_CHECK(fields.done());
  return request;
}

void add_domain(Known& known, const std::string& email) {
  const auto at = email.find('@');
  if (at != email.npos) known.domains.push_back(email.substr(at + 1));
}

/// Whoever may be spoken of: everybody of the organization, and all who wrote.
Known known_of(db::Snapshot& snapshot, const Request& request, const std::vector<Message>& messages) {
  const Scope scope = Scope::of_operator(request.operator_id);
  Known known;
  if (const auto organization = people::store::organization(snapshot, scope, request.organization_id))
    known.organizations.push_back(organization->name);
  for (const auto& person : people::store::people_of(snapshot, scope, request.organization_id)) {
    known.people.push_back(person.name);
    add_domain(known, person.email);
  }
  for (const auto& message : messages) known.people.push_back(message.author_name);
  return known;
}

/// What the customer wrote first, and all that agents answered.
std::string written(const std::vector<Message>& messages, Language language) {
  std::string question;
  std::string answers;
  for (const auto& message : messages) {
    const bool is_agents = message.author_kind == requests::AuthorKind::agent;
    if (is_agents)
      answers += "\n\n" + message.text;
    else if (question.empty())
      question = message.text;
  }
  return "## " + say(language, "public.article.question") + "\n\n" + question + "\n\n## " +
         say(language, "public.article.answer") + answers + "\n";
}

void add(Removed& sum, const Removed& more) {
  for (const auto count : {&Removed::people, &Removed::organizations, &Removed::addresses, &Removed::hosts,
                           &Removed::phones, &Removed::ids})
    sum.*count += more.*count;
}

std::string note_of(const Request& request, const Removed& removed, Language language) {
  return say(language, "public.article.from_request",
             {{"number", std::to_string(request.number)},
              {"people", std::int64_t{removed.people}},
              {"organizations", std::int64_t{removed.organizations}},
              {"others", std::int64_t{removed.addresses + removed.hosts + removed.phones + removed.ids}}});
}

Result<Made> make(db::Tx& tx, operators::Operators& operators, const Caller& caller, const std::string& from,
                  ArticleId fresh, Instant now) {
  const auto& policy = *operators.by_id(caller.operator_id)->policy;
  MADO_CHECK(require_writer(caller, policy));
  const auto id = RequestId::parse(from);
  if (!id) return fail(ErrorCode::not_found, "not_found");
  MADO_TRY(shown, requests::shown(tx, operators, caller, *id, now));
  const Request& request = shown.listed.request;
  if (request.status != requests::Status::solved && request.status != requests::Status::closed)
    return fail(ErrorCode::conflict, "article.not_solved");
  const auto messages = requests::store::messages(tx, Scope::of_operator(request.operator_id), *id,
                                                  requests::Visibility::everyone);
  const Known known = known_of(tx, request, messages);
  auto title = anonymous(request.subject, known, request.language);
  auto text = anonymous(written(messages, request.language), known, request.language);
  add(text.removed, title.removed);
  Save command{.id = std::nullopt,
               .language = request.language,
               .seen = 0,
               .text = {},
               .note = {},
               .review = std::nullopt,
               .owner = std::nullopt};
  command.text.title = http::first_characters(title.text, title_characters_max);
  command.text.topic = request.topic;
  command.text.audience = Audience::agents;
  command.text.markdown = std::move(text.text);
  command.note = note_of(request, text.removed, caller.language);
  MADO_TRY(life, save(tx, caller, command, fresh, original_of(policy), now));
  return Made{std::move(life), text.removed};
}

json::object removed_json(const Removed& removed) {
  return {{"people", removed.people},       {"organizations", removed.organizations},
          {"addresses", removed.addresses}, {"hosts", removed.hosts},
          {"phones", removed.phones},       {"ids", removed.ids}};
}

}  // namespace

void add_from_request(http::Router& router, operators::Operators& operators, IdMaker& ids,
                      const Clock& clock) {
  router.add(http::write_route<std::string, Made>(
      http::Method::post, path_of("/from-request"), parse,
      [&operators, &ids, &clock](const std::string& from, const Caller& caller, db::Tx& tx) {
        return make(tx, operators, caller, from, ids.make<ArticleId>(), clock.now());
      },
      [](const Made& made, const Caller&) {
        return http::json_reply(
            json::object{{"article", life_json(made.life)}, {"removed", removed_json(made.removed)}}, 201);
      }));
}

}  // namespace mado::help
