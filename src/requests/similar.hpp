/// Similar requests: the words of every request, in the database's own full text, written by a follower of
/// the journal.
#pragma once

#include <vector>

#include "db/journal.hpp"
#include "requests/store.hpp"

namespace mado::requests {

/// What the follower does about journal entries: the words of requests that were opened.
Result<void> index_text(db::Tx& tx, std::span<const db::JournalEntry> entries);

/// Requests of the operator that speak of the same, the most alike first; the request itself is left out.
std::vector<store::Listed> similar(db::Snapshot& snapshot, Scope scope, const Request& request, int limit);

}  // namespace mado::requests
