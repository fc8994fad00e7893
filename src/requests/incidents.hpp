/// What is said about an incident reaches the requests that belong to it: an entry `request.incident_updated`
/// in the journal of each that runs, so that its timeline tells it and whoever looks at it hears at once. It
/// touches no clock: an update is not an answer.
#pragma once

#include <span>

#include "db/journal.hpp"

namespace mado::requests {

/// Takes `incident.updated` and `incident.resolved` from the journal.
Result<void> tell_incidents(db::Tx& tx, std::span<const db::JournalEntry> entries);

}  // namespace mado::requests
