/// A severity that was lowered because the customer stayed silent, and the customer's objection to it (policy
/// rows S20, N7; docs/clocks.md). Pure: told from the journal's entries and the life.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "db/journal.hpp"
#include "policy/clocks.hpp"

namespace mado::requests {

/// A customer has this long to object.
inline constexpr std::chrono::days objection_for{14};

/// Reasons of `request.severity_changed` and of the customer's message that goes with an objection.
inline constexpr std::string_view reason_silence = "silence";
inline constexpr std::string_view reason_objection = "objection";

/// The last lowering, until it is history: an answer, a solution, another change of severity or desk came.
struct Lowered {
  Instant at;
  std::string from;
  std::string to;
  std::optional<Instant> objected_at = {};  ///< then it stands here until an agent answers

  Instant objection_until() const { return at + objection_for; }
};
std::optional<Lowered> lowered_by_silence(std::span<const db::JournalEntry> entries);

/// What the customer's silence leads, or has led, to: nothing if no answer is awaited or nothing follows.
struct Lowering {
  std::string severity;
  policy::Lowering::By by = policy::Lowering::By::agent;
  Instant at;            ///< when the time of silence is over
  bool is_over = false;  ///< now an agent may lower it, or it is lowered by itself
};
std::optional<Lowering> lowering(const policy::LifeStatus& life);

}  // namespace mado::requests
