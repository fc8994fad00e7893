#include "requests/opening.hpp"

#include "requests/store.hpp"

namespace mado::requests {
namespace {

using policy::LifeEventKind;

json::array texts(const std::set<std::string>& all) {
  json::array out;
  for (const auto& one : all) out.emplace_back(one);
  return out;
}

Request filled_in(const Parts& parts, const Opening& opening, db::Tx& tx) {
  auto request = opening.request;
  request.id = parts.ids.make<RequestId>();
  request.number = store::next_number(tx, request.operator_id);
  request.version = 1;
  request.opened_at = request.updated_at = opening.at;
  request.policy_version = opening.standing.version;
  return request;
}

Result<void> begin_life(db::Tx& tx, Change& change, const Opening& opening) {
  const auto& request = change.request;
  return happen(tx, change,
                {.at = opening.at,
                 .kind = LifeEventKind::opened,
                 .desk = request.desk,
                 .severity = request.severity,
                 .has = opening.has,
                 .zone = opening.zone,
                 .version = opening.standing.version},
                {{"has", texts(opening.has)},
                 {"zone", opening.zone},
                 {"message", opening.first.id.text()},
                 {"severity_asked", request.severity_asked}});
}

void note_link(db::Tx& tx, const Change& change, Relation relation, const Request& other) {
  note(tx, change, "linked",
       {{"relation", name_of(relation)}, {"request", other.id.text()}, {"number", other.number}});
}

}  // namespace

Result<Change> place(const Parts& parts, const Opening& opening, db::Tx& tx) {
  Change change{.request = filled_in(parts, opening, tx),
                .version_seen = 1,
                .policy = opening.standing.policy,
                .life = policy::Life(opening.standing.policy),
                .before = {},
                .at = opening.at,
                .actor = opening.actor};
  MADO_CHECK(begin_life(tx, change, opening));
  const auto life = change.life.status(opening.at);
  const auto clocks = with_marks(life, {});
  apply(change.request, life, clocks);
  store::insert(tx, change.request, opening.detail);
  store::insert(tx, change.request, opening.first);
  store::put_clocks(tx, change.request, clocks);
  return change;
}

void link(db::Tx& tx, const Change& newer, const Change& origin, LinkKind kind) {
  store::insert_link(tx, newer.request, origin.request.id, kind);
  note_link(tx, newer, relation_to_origin(kind), origin.request);
  note_link(tx, origin, relation_to_newer(kind), newer.request);
}

}  // namespace mado::requests
