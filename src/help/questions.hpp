/// What became of the questions that people put to *ask*: told by their browser when they opened an answer,
/// opened a request, or left. Editors learn from it what was not found (S29).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/language.hpp"

namespace mado::help {

using QuestionId = Id<"qst">;

enum class Ending : std::uint8_t { opened, request, left };
std::string_view code_of(Ending ending);
std::optional<Ending> ending_of_code(std::string_view code);

/// A request that the same person opens this soon after shows that an answer did not help.
inline constexpr std::chrono::hours helped_after{1};
/// How long questions are kept.
inline constexpr std::chrono::days questions_kept{400};
/// The best answer holds at least this share of the question, or the question has no answer.
inline constexpr double answered_least = 0.5;

struct Question {
  QuestionId id = {};
  OperatorId operator_id = {};
  OrganizationId organization_id = {};
  PersonId person_id = {};  ///< kept to see what came after; never shown
  Language language = Language::en;
  std::string words = {};
  std::string folded = {};
  std::int64_t found = 0;
  bool is_answered = false;
  Ending ending = Ending::left;
  std::string kind = {};     ///< of what was opened, as *ask* calls it
  std::string subject = {};  ///< its id
  RequestId request_id = {};
  Instant at = {};
};

/// The three lists of the editors' page.
enum class Lack : std::uint8_t {
  unanswered,  ///< questions without a good answer
  requests,    ///< questions that ended in a request
  articles     ///< articles that were opened, and the request came nevertheless
};

}  // namespace mado::help
