#include "help/office_api.hpp"

#include "base/markdown.hpp"
#include "help/history_api.hpp"
#include "help/links.hpp"
#include "help/rules.hpp"
#include "help/show_life.hpp"
#include "help/store.hpp"
#include "help/store_votes.hpp"
#include "help/write.hpp"
#include "help/write_parse.hpp"
#include "people/rules.hpp"

namespace mado::help {

std::string path_of(std::string_view rest) { return "/api/v1/office/articles" + std::string(rest); }

const policy::Policy& policy_of(const Desk& desk, const http::Caller& caller) {
  return *desk.operators.by_id(caller.operator_id)->policy;
}

Result<Life> life_at(const Desk& desk, const http::Caller& caller, const Place& place,
                     db::Snapshot& snapshot) {
  MADO_CHECK(require_sight(caller, policy_of(desk, caller)));
  const Language original = original_of(policy_of(desk, caller));
  const auto life = store::life(snapshot, caller.operator_id, place.id, place.language, original);
  if (!life) return fail(ErrorCode::not_found, "not_found");
  return *life;
}

namespace {

using http::Caller;

http::Reply life_reply(const json::object& object, int status = 200) {
  auto reply = http::json_reply(object, status);
  reply.headers.emplace_back("ETag", '"' + std::to_string(object.at("version").as_int64()) + '"');
  return reply;
}

/// A life with what its readers said of it.
json::object told(const Life& life, OperatorId owner, db::Snapshot& snapshot) {
  auto object = life_json(life);
  const auto verdicts = store::verdicts(snapshot, owner, life.id, life.language);
  object["helped"] = verdicts.helped;
  object["failed"] = verdicts.failed;
  return object;
}

/// All that a writer sees of one language version.
json::object written(const Desk& desk, const Life& life, const Caller& caller, db::Snapshot& snapshot) {
  const OperatorId owner = caller.operator_id;
  auto object = told(life, owner, snapshot);
  object["reference"] = store::reference(snapshot, owner, life.id);
  if (const auto text = store::text(snapshot, owner, life.id, life.language, life.number))
    put_text(object, *text);
  json::array versions;
  for (const Life& one : store::lives_of(snapshot, owner, life.id, original_of(policy_of(desk, caller))))
    versions.push_back(life_json(one));
  object["versions"] = std::move(versions);
  return object;
}

/// A writer who saw an older version is shown the newest.
std::unexpected<Error> with_current(Error error, const Desk& desk, const Place& place, const Caller& caller,
                                    db::Snapshot& snapshot) {
  if (error.code == ErrorCode::stale)
    if (const auto life = life_at(desk, caller, place, snapshot))
      error.members["current"] = json::serialize(written(desk, *life, caller, snapshot));
  return std::unexpected(std::move(error));
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
  for (size_t at = 0; at < count; ++at)
    page["items"].as_array().push_back(told(found[at], caller.operator_id, snapshot));
  if (found.size() > count)
    page["next"] = found[count - 1].id.text() + '.' + std::string(code_of(found[count - 1].language));
  return page;
}

http::Route list_route(const Desk& desk) {
  return http::read_route<store::Listing, json::object>(
      http::Method::get, path_of(""), parse_listing,
      [desk](const store::Listing& listing, const Caller& caller,
             db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require_writer(caller, policy_of(desk, caller)));
        return listed(desk, listing, caller, snapshot);
      },
      [](const json::object& page, const Caller&) { return http::json_reply(page); });
}

http::Route read_route_of(const Desk& desk) {
  return http::read_route<Place, json::object>(
      http::Method::get, path_of("/{id}/{lang}"), parse_place,
      [desk](const Place& place, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_TRY(life, life_at(desk, caller, place, snapshot));
        return written(desk, life, caller, snapshot);
      },
      [](const json::object& object, const Caller&) { return life_reply(object); });
}

http::Route create_route(const Desk& desk) {
  auto route = http::write_route<Save, Life>(
      http::Method::post, path_of(""), parse_new,
      [desk](const Save& command, const Caller& caller, db::Tx& tx) -> Result<Life> {
        MADO_CHECK(require_writer(caller, policy_of(desk, caller)));
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
        MADO_CHECK(require_sight(caller, policy_of(desk, caller)));
        auto saved =
            save(tx, caller, command, *command.id, original_of(policy_of(desk, caller)), desk.clock.now());
        if (!saved) return with_current(saved.error(), desk, {*command.id, command.language}, caller, tx);
        return saved;
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
        auto moved = move(tx, caller, command, original_of(policy_of(desk, caller)), desk.clock.now());
        if (!moved) return with_current(moved.error(), desk, {command.id, command.language}, caller, tx);
        return moved;
      },
      show_life);
}

http::Route preview_route(const Desk& desk) {
  auto route = http::read_route<Preview, std::string>(
      http::Method::post, path_of("/preview"), parse_preview,
      [desk](const Preview& preview, const Caller& caller, db::Snapshot& snapshot) -> Result<std::string> {
        MADO_CHECK(require_writer(caller, policy_of(desk, caller)));
        const OperatorId owner = caller.operator_id;
        Written written{.language = caller.language};
        if (preview.id) written.reference = store::reference(snapshot, owner, *preview.id);
        return article_html(snapshot, owner, written, preview.markdown);
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
  add_history_routes(router, desk);
  router.add(preview_route(desk));
}

}  // namespace mado::help
