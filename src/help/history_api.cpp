#include "help/history_api.hpp"

#include "help/show_life.hpp"
#include "help/write_parse.hpp"

namespace mado::help {
namespace {

using http::Caller;

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

/// The text before the first one is empty.
http::Route difference_route(const Desk& desk) {
  return http::read_route<OldText, json::object>(
      http::Method::get, path_of("/{id}/{lang}/history/{n}/difference"), parse_difference,
      [desk](const OldText& asked, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_TRY(life, life_at(desk, caller, asked.place, snapshot));
        const auto text = [&](std::int64_t number) {
          return store::text(snapshot, caller.operator_id, life.id, life.language, number);
        };
        const auto before = asked.before == 0 ? std::optional(Text{}) : text(asked.before);
        const auto after = text(asked.number);
        if (!before || !after) return fail(ErrorCode::not_found, "not_found");
        auto object = difference_json(*before, *after);
        object["from"] = asked.before;
        object["to"] = asked.number;
        return object;
      },
      [](const json::object& object, const Caller&) { return http::json_reply(object); });
}

}  // namespace

void add_history_routes(http::Router& router, const Desk& desk) {
  router.add(history_route(desk));
  router.add(old_text_route(desk));
  router.add(difference_route(desk));
}

}  // namespace mado::help
