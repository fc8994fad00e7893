/// The operators of this installation, and the policy that each stands by. Holds what is in force in memory;
/// policies are immutable and shared. It decides nothing: decisions are policy/'s.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "db/journal.hpp"
#include "policy/read.hpp"

namespace mado::operators {

using PolicyPtr = std::shared_ptr<const policy::Policy>;

/// One operator, with the policy in force.
struct Standing {
  OperatorId id;
  std::string key;
  std::int64_t version = 0;
  PolicyPtr policy;
};

class Operators {
 public:
  /// Reads all operators and their policies in force. Error: unavailable ("policy.stored_unreadable").
  Result<void> load(db::Snapshot& snapshot);

  /// By the Host header (port ignored); an unknown host gets the first operator. Null only while there is
  /// none.
  std::shared_ptr<const Standing> by_host(std::string_view host) const;
  std::shared_ptr<const Standing> by_id(OperatorId id) const;
  std::shared_ptr<const Standing> by_key(std::string_view key) const;
  std::vector<std::shared_ptr<const Standing>> all() const;

  /// The policy that a running request stands by; read from the database the first time it is asked for.
  Result<PolicyPtr> version(db::Snapshot& snapshot, OperatorId id, std::int64_t version);

  /// Watches for `policy.published` and loads again.
  void see(db::Snapshot& snapshot, std::span<const db::JournalEntry> entries);

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const Standing>> standings_;  ///< in order of making
  std::map<std::string, std::shared_ptr<const Standing>, std::less<>> by_host_;
  std::map<std::pair<OperatorId, std::int64_t>, PolicyPtr> versions_;
};

/// Stores `reading` as a new version of its operator's policy (made if it is new) and journals it; the same
/// text and files as in force change nothing. Answers the version in force. Error: invalid
/// ("policy.mistakes").
Result<std::int64_t> publish(db::Tx& tx, IdMaker& ids, const policy::Reading& reading,
                             const std::string& author, const std::string& reason, Instant now);

}  // namespace mado::operators
