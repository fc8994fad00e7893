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

  /// Watches for `policy.in_force` and loads again.
  void see(db::Snapshot& snapshot, std::span<const db::JournalEntry> entries);

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const Standing>> standings_;  ///< in order of making
  std::map<std::string, std::shared_ptr<const Standing>, std::less<>> by_host_;
  std::map<std::pair<OperatorId, std::int64_t>, PolicyPtr> versions_;
};

/// Answers the files of a stored or sent policy; `files` must outlive it.
policy::FileReader reader_of(const std::map<std::string, std::string>& files);

/// Reads a stored version's text. Error: unavailable ("policy.stored_unreadable"), the first mistake as
/// cause.
Result<PolicyPtr> read_version(db::Snapshot& snapshot, OperatorId id, std::int64_t version);

}  // namespace mado::operators
