/// Publishing policy versions: now or for a later time, withdrawing, coming in force. Each step is one
/// transaction with its journal entries; moving the requests that run is requests/' work, told by the entry
/// `policy.in_force`.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "http/call.hpp"
#include "operators/model.hpp"
#include "operators/operators.hpp"

namespace mado::operators {

/// Stores `reading`, which came from a file, as a new version of its operator's policy (made if it is new)
/// and puts it in force. What is in force already changes nothing, and neither does the file that was
/// published last: a restart does not undo what the office published since. Answers the version in force.
/// Errors: invalid ("policy.mistakes"); conflict (the same, for a host of another operator).
Result<std::int64_t> publish(db::Tx& tx, IdMaker& ids, const policy::Reading& reading,
                             const std::string& author, const std::string& reason, Instant now);

/// A text as somebody in the office writes it, or an older version's once more.
struct Proposal {
  std::string text = {};
  std::map<std::string, std::string> files = {};
  std::optional<std::int64_t> from = {};
  std::optional<Instant> effective_at = {};  ///< nothing: now
  Move move = {};
};

struct Publish {
  Proposal proposal;
  std::string reason;
  std::int64_t newest_seen = 0;
};

/// Reads a text for this operator. A text that is another operator's, or claims a host of one, is a mistake,
/// too.
policy::Reading read_for(const Operators& operators, OperatorId id, const std::string& text,
                         const policy::FileReader& files, db::Snapshot& snapshot);

/// Reads what is proposed. Errors: invalid (fields "text", "from_version", "effective_at", "move"; or
/// "policy.mistakes" with them in the caller's language).
Result<policy::Reading> read_proposal(const Operators& operators, const Proposal& proposal,
                                      const http::Caller& caller, db::Snapshot& snapshot, Instant now);

/// Errors: as read_proposal; stale, with the newest version in `current`; conflict ("policy.same").
Result<Version> publish_version(db::Tx& tx, const Operators& operators, const Publish& command,
                                const http::Caller& caller, Instant now);

/// Errors: not_found; conflict ("policy.not_waiting").
Result<void> withdraw(db::Tx& tx, std::int64_t number, const http::Caller& caller, Instant now);

/// Puts a waiting version in force, once whoever asks; one that cannot be read any more, or whose host
/// another operator has taken meanwhile, is refused instead. False if it no longer waits.
bool come_in_force(db::Tx& tx, OperatorId id, std::int64_t number, const std::string& actor, Instant now);

}  // namespace mado::operators
