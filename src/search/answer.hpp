/// What *ask* shows of anything that it found, and what the rooms whose things it finds are handed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/language.hpp"
#include "search/index.hpp"

namespace mado::search {

/// A matched piece: [from, to) in UTF-16 units.
struct Mark {
  std::uint32_t from = 0;
  std::uint32_t to = 0;

  bool operator==(const Mark&) const = default;
};

/// A guide is an article that is walked step by step.
enum class AnswerKind { incident, article, guide, feature, topic, request };
std::string_view code_of(AnswerKind kind);
/// Walked or not.
inline bool is_article(AnswerKind kind) { return kind == AnswerKind::article || kind == AnswerKind::guide; }

struct Answer {
  AnswerKind kind = AnswerKind::article;
  std::string id = {};
  std::string external_id = {};  ///< may be empty
  std::string title = {};
  std::string url = {};
  Language language = Language::en;
  std::string snippet = {};
  double score = 0;  ///< 0 to 1: how much of the question it answers
  std::vector<Mark> title_marks = {};
  std::vector<Mark> snippet_marks = {};
  std::optional<int> minutes = {};
  std::string product = {};
  std::optional<Instant> at = {};
};

/// A question as it stands in the box now, perhaps half typed.
struct Question {
  std::string_view text;
  Language language = Language::en;
  const Query& query;  ///< read by the index of articles, which knows how rare each word is
  std::vector<std::string> services = {};  ///< ids of the policy's services that it seems to be about
  Query kin =
      {};  ///< the title of an article that surely answers it: the same matter in the operator's words
};

/// Sorts by score, best first, keeps the order of equals, and leaves out what is behind `limit`.
void keep_best(std::vector<Answer>& answers, size_t limit);

/// How much of what the question says itself, by rarity of its words, `text` holds: 0 to 1. For the few
/// things that have no index of their own (incidents, topics, features, own requests).
double share_in(const Query& query, std::string_view text, Language language);

}  // namespace mado::search
