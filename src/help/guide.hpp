/// Guided troubleshooters (policy row S12): a tree of steps written as Markdown, read and walked. Pure.
///
///     What comes before the first step says what the guide is for.
///
///     ## start: Who is affected?
///     Text of the step.
///
///     - [One person](#junk)
///     - [Everybody](#request)
///
/// A step begins with `## id: title`; the list of links at its end are its choices. They lead to another
/// step, to the ends `#solved` and `#request`, or to an article (`article:REFERENCE`).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace mado::help {

struct Choice {
  enum class To { step, solved, request, article } to = To::step;
  std::string words;   ///< Markdown of one line
  std::string target;  ///< id of the step, or the article's address
};

struct Step {
  std::string id;
  std::string title;
  std::string markdown;
  int line = 1;  ///< where it begins, from 1
  std::vector<Choice> choices;
};

struct Guide {
  std::string intro;  ///< Markdown
  std::vector<Step> steps;
};

/// `key` is that of a sentence in errors.json.
struct GuideMistake {
  int line = 1;
  std::string key;
  std::map<std::string, std::string> values;
};

struct GuideReading {
  Guide guide;
  std::vector<GuideMistake> mistakes;  ///< by line; a guide with one cannot be walked to an end everywhere
};
GuideReading read_guide(std::string_view markdown);

/// The mistakes as those of the field `markdown`.
std::vector<FieldError> mistakes_of_guide(std::string_view markdown);

/// The text of a guide without the ids of its steps, for searching.
std::string words_of(const Guide& guide);

inline constexpr size_t way_choices_max = 50;

/// A way through a guide: the choices that were made, and where they lead.
struct Walk {
  struct Turn {
    const Step* step = nullptr;
    const Choice* choice = nullptr;
    std::string way;  ///< to that step
  };
  std::vector<Turn> turns;
  const Step* here = nullptr;  ///< null: at an end
  std::string way;             ///< as far as it could be followed
};
/// `way` names the choices by number: "2.1.3". What cannot be followed ends it where it last could.
Walk walk(const Guide& guide, std::string_view way);

}  // namespace mado::help
