#include "http/store.hpp"

#include <sodium.h>

#include <array>

namespace mado::http {
namespace {

void feed(crypto_generichash_state& state, std::string_view text) {
  const auto size = text.size();
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::string fingerprint_of(const Call& call) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, hash.size());
  feed(state, std::to_string(static_cast<int>(call.method)));
  feed(state, call.path);
  for (const auto& [name, value] : call.query) {
    feed(state, name);
    feed(state, value);
  }
  feed(state, call.body);
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

std::string headers_text(const Reply& reply) {
  json::array list;
  for (const auto& [name, value] : reply.headers) list.push_back(json::array{name, value});
  return json::serialize(list);
}

Reply reply_of(const db::Row& row) {
  Reply reply{.status = static_cast<int>(row.integer(1)),
              .content_type = row.string(2),
              .body = row.string(4),
              .headers = {{"Idempotency-Replayed", "true"}}};
  for (const auto& pair : json::parse(row.text(3)).as_array())
    reply.headers.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
  return reply;
}

}  // namespace

IdempotencyName idempotency_name(const Call& call, const Caller& caller) {
  return {.operator_id = caller.operator_id,
          .caller = caller.person_id ? caller.person_id.text() : "nobody",
          .key = std::string(call.header("idempotency-key")),
          .fingerprint = fingerprint_of(call)};
}

Result<std::optional<Reply>> kept_reply(db::Snapshot& snapshot, const IdempotencyName& name, Instant since) {
  bool same_call = true;
  auto reply = snapshot.one(
      "select fingerprint, status, content_type, headers, body from idempotency"
      " where operator_id = $1 and caller = $2 and key = $3 and at > $4",
      {name.operator_id, name.caller, name.key, since}, [&](const db::Row& row) {
        same_call = row.text(0) == name.fingerprint;
        return reply_of(row);
      });
  if (!same_call) return fail(ErrorCode::invalid, "idempotency.reused");
  return reply;
}

void keep_reply(db::Tx& tx, const IdempotencyName& name, const Reply& reply, Instant now) {
  tx.change(
      "insert into idempotency (operator_id, caller, key, fingerprint, status, content_type, headers, body, "
      "at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
      " on conflict (operator_id, caller, key) do update set fingerprint = excluded.fingerprint,"
      " status = excluded.status, content_type = excluded.content_type, headers = excluded.headers,"
      " body = excluded.body, at = excluded.at",
      {name.operator_id, name.caller, name.key, name.fingerprint, reply.status, reply.content_type,
       headers_text(reply), reply.body, now});
}

Result<Reply> reply_once(db::Tx& tx, const IdempotencyName& name, Instant since, Instant now,
                         const std::function<Result<Reply>()>& make) {
  MADO_TRY(kept, kept_reply(tx, name, since));
  if (kept) return *std::move(kept);
  MADO_TRY(reply, make());
  keep_reply(tx, name, reply, now);
  return reply;
}

std::int64_t sweep_replies(db::Tx& tx, Instant until) {
  return tx.change("delete from idempotency where at <= $1", {until});
}

}  // namespace mado::http
