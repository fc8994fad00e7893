#include "help/pictures_api.hpp"

#include <fmt/format.h>

#include "help/office_api.hpp"
#include "help/rules.hpp"
#include "help/store_pictures.hpp"
#include "http/web_files.hpp"
#include "people/secrets.hpp"

namespace mado::help {
namespace {

using http::Call;
using http::Caller;

struct Wanted {
  PictureId id;
  std::string if_none_match;
};
struct Found {
  store::Picture picture;
  std::string etag;
  bool is_known = false;
};

std::string etag_of(std::string_view fingerprint) {
  std::string etag = "\"";
  for (const char byte : fingerprint.substr(0, 12))
    etag += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return etag + '"';
}

Result<store::Picture> parse_picture(const Call& call) {
  const auto type = media_type_of(call.body);
  if (!type) return fail(ErrorCode::wrong_type, "picture.kind");
  return store::Picture{{}, people::hash_token(call.body), std::string(*type), call.body};
}

http::Route upload_route(const operators::Operators& operators, IdMaker& ids, const Clock& clock) {
  auto route = http::write_route<store::Picture, PictureId>(
      http::Method::post, path_of("/pictures"), parse_picture,
      [&operators, &ids, &clock](store::Picture picture, const Caller& caller,
                                 db::Tx& tx) -> Result<PictureId> {
        MADO_CHECK(require_writer(caller, *operators.by_id(caller.operator_id)->policy));
        picture.id = ids.make<PictureId>();
        return store::keep_picture(tx, caller.operator_id, picture, caller.name, clock.now());
      },
      [](const PictureId& id, const Caller&) {
        return http::json_reply(json::object{{"id", id.text()}, {"url", "/pictures/" + id.text()}}, 201);
      });
  route.body_bytes_max = picture_bytes_max;
  return route;
}

Result<Found> found(const Wanted& wanted, const Caller& caller, const policy::Policy& policy,
                    db::Snapshot& snapshot) {
  const OperatorId owner = caller.operator_id;
  const bool may_see = require_writer(caller, policy).has_value() ||
                       store::is_shown(snapshot, owner, wanted.id, audiences_of(caller, policy));
  auto picture = may_see ? store::picture(snapshot, owner, wanted.id) : std::nullopt;
  if (!picture) return fail(ErrorCode::not_found, "not_found");
  Found answer{.picture = *std::move(picture), .etag = {}, .is_known = false};
  answer.etag = etag_of(answer.picture.fingerprint);
  answer.is_known = http::matches_etag(wanted.if_none_match, answer.etag);
  return answer;
}

/// Asked for again each time: it may have been withdrawn.
http::Reply show(const Found& found, const Caller&) {
  http::Reply reply{.status = 200, .content_type = found.picture.media_type, .body = found.picture.bytes};
  if (found.is_known) reply = {.status = 304, .content_type = "", .body = ""};
  reply.headers = {{"ETag", found.etag}, {"Cache-Control", "private, no-cache"}};
  return reply;
}

http::Route picture_route(const operators::Operators& operators) {
  return http::read_route<Wanted, Found>(
      http::Method::get, "/pictures/{id}",
      [](const Call& call) -> Result<Wanted> {
        MADO_TRY(id, call.id_parameter<PictureId>("id"));
        return Wanted{id, std::string(call.header("if-none-match"))};
      },
      [&operators](const Wanted& wanted, const Caller& caller, db::Snapshot& snapshot) {
        return found(wanted, caller, *operators.by_id(caller.operator_id)->policy, snapshot);
      },
      show);
}

}  // namespace

void add_picture_routes(http::Router& router, const operators::Operators& operators, IdMaker& ids,
                        const Clock& clock) {
  router.add(upload_route(operators, ids, clock));
  router.add(picture_route(operators));
}

}  // namespace mado::help
