/// Help: articles in several languages, and *ask*, one search over everything the asker may see (policy rows
/// S4, S12, S16, S29, N8). It ranks nothing itself (search/) and knows incidents and requests only by the
/// answers that their rooms give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/language.hpp"
#include "search/segment.hpp"

namespace mado::help {

using PictureId = Id<"pic">;

enum class Audience : std::uint8_t { everyone, admins, agents };
std::string_view code_of(Audience audience);  ///< "public", "admins", "agents"
std::optional<Audience> audience_of_code(std::string_view code);

/// A link to another article: its reference, and the words that carry the link.
struct Link {
  std::string target;
  std::string words;
};

/// One language version of an article as it comes in from a file.
struct Draft {
  std::string reference;
  std::string external_id;
  Language language = Language::en;
  std::string title;
  std::string description;
  std::string product;
  std::string topic;
  Audience audience = Audience::everyone;
  bool is_guide = false;  ///< walked step by step: help/guide
  std::string names;      ///< words of its address
  std::string markdown;
  std::optional<Instant> updated;  ///< nothing: now
};

/// What is made of a draft for searching and reading.
struct Reading {
  std::vector<search::Passage> passages;
  std::vector<Link> links;
  std::vector<PictureId> pictures;
  int minutes = 1;
};

/// A stored language version, without its body.
struct Version {
  ArticleId id;
  Language language = Language::en;
  std::string external_id;
  std::string title;
  std::string description;
  std::string product;
  std::string topic;
  Audience audience = Audience::everyone;
  int minutes = 1;
  Instant updated;
  bool is_guide = false;
};

}  // namespace mado::help
