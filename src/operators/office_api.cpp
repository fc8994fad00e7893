#include <algorithm>
#include <set>
#include <string>

#include "operators/api.hpp"
#include "operators/parse.hpp"
#include "operators/publish.hpp"
#include "operators/show.hpp"
#include "operators/store.hpp"

namespace mado::operators {
namespace {

using http::Call;
using http::Caller;

constexpr std::string_view versions_path = "/api/v1/office/policy/versions";

std::string path_of(std::string_view rest) { return std::string(versions_path) + std::string(rest); }

Result<void> require(const Parts& parts, const Caller& caller, std::string_view right) {
  return parts.require(caller, *parts.operators.by_id(caller.operator_id)->policy, right);
}

http::Reply show_object(const json::object& object, const Caller&) { return http::json_reply(object); }

/// A stored version with its text, read.
struct Stored {
  policy::Source source;
  PolicyPtr policy;
};

Result<Stored> stored(db::Snapshot& snapshot, OperatorId id, std::int64_t number) {
  auto source = store::source(snapshot, id, number);
  if (!source) return fail(ErrorCode::not_found, "not_found");
  MADO_TRY(policy, read_version(snapshot, id, number));
  return Stored{*std::move(source), std::move(policy)};
}

http::Route list_route(const Parts& parts) {
  return http::read_route<VersionsPage, json::object>(
      http::Method::get, path_of(""), parse_versions_page,
      [parts](const VersionsPage& page, const Caller& caller,
              db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require(parts, caller, "policy:read"));
        const auto found = store::versions(snapshot, caller.operator_id, page.before, page.limit + 1);
        const auto count = std::min(found.size(), static_cast<size_t>(page.limit));
        json::object all{{"items", json::array()},
                         {"next", nullptr},
                         {"newest", store::newest(snapshot, caller.operator_id)},
                         {"in_force", store::by_key(snapshot, caller.operator_key)->version}};
        for (size_t at = 0; at < count; ++at)
          all["items"].as_array().push_back(version_json(found[at], caller.language));
        if (found.size() > count) all["next"] = std::to_string(found[count - 1].number);
        return all;
      },
      [](const json::object& all, const Caller&) {
        auto reply = http::json_reply(all);
        reply.headers.emplace_back("ETag", '"' + std::to_string(all.at("newest").as_int64()) + '"');
        return reply;
      });
}

http::Route one_route(const Parts& parts) {
  return http::read_route<std::int64_t, json::object>(
      http::Method::get, path_of("/{n}"), [](const Call& call) { return parse_number(call, "n"); },
      [parts](const std::int64_t& number, const Caller& caller,
              db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require(parts, caller, "policy:read"));
        const auto version = store::version(snapshot, caller.operator_id, number);
        if (!version) return fail(ErrorCode::not_found, "not_found");
        const auto source = store::source(snapshot, caller.operator_id, number).value();
        auto item = version_json(*version, caller.language);
        item["text"] = source.text;
        item["files"] = files_json(source);
        return item;
      },
      show_object);
}

http::Route terms_route(const Parts& parts) {
  return http::read_route<std::int64_t, json::object>(
      http::Method::get, path_of("/{n}/terms"), [](const Call& call) { return parse_number(call, "n"); },
      [parts](const std::int64_t& number, const Caller& caller,
              db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require(parts, caller, "policy:read"));
        MADO_TRY(version, stored(snapshot, caller.operator_id, number));
        return terms_json(*version.policy, caller.language, parts.clock.now());
      },
      show_object);
}

struct Pair {
  std::int64_t from = 0;
  std::int64_t to = 0;
};

http::Route difference_route(const Parts& parts) {
  return http::read_route<Pair, json::object>(
      http::Method::get, path_of("/{n}/difference/{other}"),
      [](const Call& call) -> Result<Pair> {
        MADO_TRY(from, parse_number(call, "n"));
        MADO_TRY(to, parse_number(call, "other"));
        return Pair{from, to};
      },
      [parts](const Pair& pair, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require(parts, caller, "policy:read"));
        MADO_TRY(from, stored(snapshot, caller.operator_id, pair.from));
        MADO_TRY(to, stored(snapshot, caller.operator_id, pair.to));
        const auto difference =
            difference_of({*from.policy, from.source}, {*to.policy, to.source}, caller.language);
        return difference_json(difference, pair.from, pair.to);
      },
      show_object);
}

json::object checked_json(const Parts& parts, const Proposal& proposal, const Caller& caller,
                          db::Snapshot& snapshot) {
  const auto known = reader_of(proposal.files);
  std::set<std::string> named;
  const auto reading = read_for(
      parts.operators, caller.operator_id, proposal.text,
      [&](const std::string& name) {
        named.insert(name);
        return known(name);
      },
      snapshot);
  auto checked = mistakes_json(reading, caller.language);
  checked["files"] = json::array(named.begin(), named.end());
  if (reading.policy) checked["terms"] = terms_json(*reading.policy, caller.language, parts.clock.now());
  return checked;
}

http::Route check_route(const Parts& parts) {
  auto route = http::read_route<Proposal, json::object>(
      http::Method::post, "/api/v1/office/policy/check", parse_text,
      [parts](const Proposal& proposal, const Caller& caller,
              db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require(parts, caller, "policy:read"));
        return checked_json(parts, proposal, caller, snapshot);
      },
      show_object);
  route.body_bytes_max = policy_body_bytes_max;
  return route;
}

http::Route publish_route(const Parts& parts) {
  auto route = http::write_route<Publish, Version>(
      http::Method::post, path_of(""), parse_publish,
      [parts](const Publish& command, const Caller& caller, db::Tx& tx) -> Result<Version> {
        MADO_CHECK(require(parts, caller, "policy:publish"));
        return publish_version(tx, parts.operators, command, caller, parts.clock.now());
      },
      [](const Version& version, const Caller& caller) {
        auto reply = http::json_reply(version_json(version, caller.language), 201);
        reply.headers.emplace_back("ETag", '"' + std::to_string(version.number) + '"');
        reply.headers.emplace_back("Location", path_of('/' + std::to_string(version.number)));
        return reply;
      });
  route.body_bytes_max = policy_body_bytes_max;
  return route;
}

struct Done {};

http::Route withdraw_route(const Parts& parts) {
  return http::write_route<std::int64_t, Done>(
      http::Method::del, path_of("/{n}"), [](const Call& call) { return parse_number(call, "n"); },
      [parts](const std::int64_t& number, const Caller& caller, db::Tx& tx) -> Result<Done> {
        MADO_CHECK(require(parts, caller, "policy:publish"));
        MADO_CHECK(withdraw(tx, number, caller, parts.clock.now()));
        return Done{};
      },
      [](const Done&, const Caller&) { return http::no_content(); });
}

}  // namespace

void add_office_routes(http::Router& router, const Parts& parts) {
  router.add(list_route(parts));
  router.add(one_route(parts));
  router.add(terms_route(parts));
  router.add(difference_route(parts));
  router.add(check_route(parts));
  router.add(publish_route(parts));
  router.add(withdraw_route(parts));
}

}  // namespace mado::operators
