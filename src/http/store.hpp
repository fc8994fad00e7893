/// Replies kept by Idempotency-Key, in the transaction of the write that made them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "db/database.hpp"
#include "http/call.hpp"

namespace mado::http {

/// Whose key it is: the same key of two callers means two calls.
struct IdempotencyName {
  OperatorId operator_id;
  std::string caller;
  std::string key;
  std::string fingerprint;  ///< of method, path, query and body
};

IdempotencyName idempotency_name(const Call& call, const Caller& caller);

/// The reply that was kept after `since`; nothing if there is none. Error: invalid ("idempotency.reused") if
/// the key belongs to a different call.
Result<std::optional<Reply>> kept_reply(db::Snapshot& snapshot, const IdempotencyName& name, Instant since);
void keep_reply(db::Tx& tx, const IdempotencyName& name, const Reply& reply, Instant now);
/// The reply that was kept after `since`, or the one that `make` makes now, which is then kept: a call that
/// is sent again, after a crash or an impatient minute, happens once. What `make` writes is in the same
/// transaction. Errors: as kept_reply, and those of `make`, which are not kept.
Result<Reply> reply_once(db::Tx& tx, const IdempotencyName& name, Instant since, Instant now,
                         const std::function<Result<Reply>()>& make);
/// Forgets replies kept before `until`; answers how many.
std::int64_t sweep_replies(db::Tx& tx, Instant until);

}  // namespace mado::http
