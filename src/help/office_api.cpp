#include "help/office_api.hpp"

#include "base/markdown.hpp"
#include "help/write.hpp"
#include "help/write_parse.hpp"
#include "people/rules.hpp"

namespace mado::help {
namespace {

using http::Caller;

constexpr std::string_view articles_path = "/api/v1/office/articles";

std::string path_of(std::string_view rest) { return std::string(articles_path) + std::string(rest); }

json::value instant_json(const std::optional<Instant>& at) {
  return at ? json::value(format_instant(*at)) : json::value(nullptr);
}

json::object life_json(const Life& life) {
  return {{"id", life.id.text()},
          {"lang", code_of(life.language)},
          {"title", life.title},
          {"state", code_of(life.state)},
          {"version", life.version},
          {"owner", life.owner},
          {"review_at", instant_json(life.review)},
          {"published_at", instant_json(life.published)}};
}

void put_text(json::object& object, const Text& text) {
  object["title"] = text.title;
  object["description"] = text.description;
  object["product"] = text.product;
  object["topic"] = text.topic;
  object["audience"] = code_of(text.audience);
  object["markdown"] = text.markdown;
}

json::object saving_json(const Saving& saving) {
  return {{"number", saving.number},
          {"title", saving.title},
          {"author", saving.author},
          {"note", saving.note},
          {"at", format_instant(saving.at)}};
}

http::Reply life_reply(const json::object& object, int status = 200) {
  auto reply = http::json_reply(object, status);
  reply.headers.emplace_back("ETag", '"' + std::to_string(object.at("version").as_int64()) + '"');
  return reply;
}

const policy::Policy& policy_of(const Desk& desk, const Caller& caller) {
  return *desk.operators.by_id(caller.operator_id)->policy;
}

Result<void> require_writer(const Desk& desk, const Caller& caller) {
  return people::require(caller, policy_of(desk, caller), "article:write");
}

/// To whoever does not write, an article that is written on does not exist.
Result<void> require_sight(const Desk& desk, const Caller& caller) {
  auto may = require_writer(desk, caller);
  if (!may && may.error().code == ErrorCode::forbidden) return fail(ErrorCode::not_found, "not_found");
  return may;
}

Result<Life> life_at(const Desk& desk, const Caller& caller, const Place& place, db::Snapshot& snapshot) {
  MADO_CHECK(require_sight(desk, caller));
  const Language original = original_of(policy_of(desk, caller));
  const auto life = store::life(snapshot, caller.operator_id, place.id, place.language, original);
  if (!life) return fail(ErrorCode::not_found, "not_found");
  return *life;
}

json::object listed(const Desk& desk, const store::Listing& asked, const Caller& caller,
                    db::Snapshot& snapshot) {
  store::Listing listing = asked;
  listing.now = desk.clock.now();
  listing.original = original_of(policy_of(desk, caller));
  listing.limit = asked.limit + 1;
  const auto found = store::lives(snapshot, caller.operator_id, listing);
  const auto count = std::min(found.size(), static_cast<size_t>(asked.limit));
  json::object page{{"items", json::array()}, {"next", nullptr}};
  for (size_t at = 0; at < count; ++at) page["items"].as_array().push_back(life_json(found[at]));
  if (found.size() > count)
    page["next"] = found[count - 1].id.text() + '.' + std::string(code_of(found[count - 1].language));
  return page;
}

http::Route list_route(const Desk& desk) {
  return http::read_route<store::Listing, json::object>(
      http::Method::get, path_of(""), parse_listing,
      [desk](const store::Listing& listing, const Caller& caller,
             db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require_writer(desk, caller));
        return listed(desk, listing, caller, snapshot);
      },
      [](const json::object& page, const Caller&) { return http::json_reply(page); });
}

http::Route read_route_of(const Desk& desk) {
  return http::read_route<Place, json::object>(
      http::Method::get, path_of("/{id}/{lang}"), parse_place,
      [desk](const Place& place, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_TRY(life, life_at(desk, caller, place, snapshot));
        auto object = life_json(life);
        const OperatorId owner = caller.operator_id;
        if (const auto text = store::text(snapshot, owner, life.id, life.language, life.number))
          put_text(object, *text);
        json::array versions;
        for (const Life& one :
             store::lives_of(snapshot, owner, life.id, original_of(policy_of(desk, caller))))
          versions.push_back(life_json(one));
        object["versions"] = std::move(versions);
        return object;
      },
      [](const json::object& object, const Caller&) { return life_reply(object); });
}

http::Route create_route(const Desk& desk) {
  auto route = http::write_route<Save, Life>(
      http::Method::post, path_of(""), parse_new,
      [desk](const Save& command, const Caller& caller, db::Tx& tx) -> Result<Life> {
        MADO_CHECK(require_writer(desk, caller));
        return save(tx, caller, command, desk.ids.make<ArticleId>(), original_of(policy_of(desk, caller)),
                    desk.clock.now());
      },
      [](const Life& life, const Caller&) {
        auto reply = life_reply(life_json(life), 201);
        reply.headers.emplace_back("Location",
                                   path_of('/' + life.id.text() + '/' + std::string(code_of(life.language))));
        return reply;
      });
  route.body_bytes_max = article_body_bytes_max;
  return route;
}

http::Reply show_life(const Life& life, const Caller&) { return life_reply(life_json(life)); }

http::Route save_route(const Desk& desk) {
  auto route = http::write_route<Save, Life>(
      http::Method::put, path_of("/{id}/{lang}"), parse_save,
      [desk](const Save& command, const Caller& caller, db::Tx& tx) -> Result<Life> {
        MADO_CHECK(require_sight(desk, caller));
        return save(tx, caller, command, *command.id, original_of(policy_of(desk, caller)), desk.clock.now());
      },
      show_life);
  route.body_bytes_max = article_body_bytes_max;
  return route;
}

http::Route move_route(const Desk& desk) {
  return http::write_route<Move, Life>(
      http::Method::post, path_of("/{id}/{lang}/state"), parse_move,
      [desk](const Move& command, const Caller& caller, db::Tx& tx) -> Result<Life> {
        MADO_TRY(life, life_at(desk, caller, {command.id, command.language}, tx));
        const bool is_seen_by_readers =
            command.to == State::published || (command.to == State::draft && life.state != State::in_review);
        if (is_seen_by_readers)
          MADO_CHECK(people::require(caller, policy_of(desk, caller), "article:publish"));
        return move(tx, caller, command, original_of(policy_of(desk, caller)), desk.clock.now());
      },
      show_life);
}

http::Route history_route(const Desk& desk) {
  return http::read_route<Place, json::object>(
      http::Method::get, path_of("/{id}/{lang}/history"), parse_place,
      [desk](const Place& place, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_TRY(life, life_at(desk, caller, place, snapshot));
        json::array items;
        for (const Saving& saving : store::history(snapshot, caller.operator_id, life.id, life.language))
          items.push_back(saving_json(saving));
        return json::object{{"items", std::move(items)}};
      },
      [](const json::object& all, const Caller&) { return http::json_reply(all); });
}

http::Route old_text_route(const Desk& desk) {
  return http::read_route<OldText, json::object>(
      http::Method::get, path_of("/{id}/{lang}/history/{n}"), parse_old_text,
      [desk](const OldText& asked, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_TRY(life, life_at(desk, caller, asked.place, snapshot));
        const OperatorId owner = caller.operator_id;
        const auto saving = store::saving(snapshot, owner, life.id, life.language, asked.number);
        const auto text = store::text(snapshot, owner, life.id, life.language, asked.number);
        if (!saving || !text) return fail(ErrorCode::not_found, "not_found");
        auto object = saving_json(*saving);
        put_text(object, *text);
        return object;
      },
      [](const json::object& object, const Caller&) { return http::json_reply(object); });
}

http::Route preview_route(const Desk& desk) {
  auto route = http::read_route<std::string, std::string>(
      http::Method::post, path_of("/preview"), parse_preview,
      [desk](const std::string& markdown, const Caller& caller, db::Snapshot&) -> Result<std::string> {
        MADO_CHECK(require_writer(desk, caller));
        return safe_html(markdown);
      },
      [](const std::string& html, const Caller&) { return http::json_reply(json::object{{"html", html}}); });
  route.body_bytes_max = article_body_bytes_max;
  return route;
}

}  // namespace

void add_office_routes(http::Router& router, const Desk& desk) {
  router.add(list_route(desk));
  router.add(read_route_of(desk));
  router.add(create_route(desk));
  router.add(save_route(desk));
  router.add(move_route(desk));
  router.add(history_route(desk));
  router.add(old_text_route(desk));
  router.add(preview_route(desk));
}

}  // namespace mado::help
