/// How a language version lives before readers see it (policy row S4): written as a draft, read by a second
/// pair of eyes, published. Says nothing of how published articles are searched or shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "help/model.hpp"

namespace mado::help {

/// `outdated` is never stored: published, but the original's text went to readers later.
enum class State : std::uint8_t { draft, in_review, published, outdated };
std::string_view code_of(State state);
std::optional<State> state_of_code(std::string_view code);

/// What is written on: all that a draft says but where it came from.
struct Text {
  std::string title;
  std::string description;
  std::string product;
  std::string topic;
  Audience audience = Audience::everyone;
  std::string markdown;
  bool is_guide = false;
};

/// One entry of the history; `author` is empty for the import.
struct Saving {
  std::int64_t number = 0;
  std::string title;
  std::string author;
  std::string note;
  Instant at;
};

/// Where a language version stands. Version 0: imported once, and not changed since.
struct Life {
  ArticleId id;
  Language language = Language::en;
  State state = State::draft;
  std::int64_t version = 0;
  std::int64_t number = 0;  ///< of the text that is written on; 0: the published one
  std::string title;
  std::string owner;
  std::optional<Instant> review;
  std::optional<Instant> published;  ///< nothing: readers never saw it, or it was withdrawn
};

}  // namespace mado::help
