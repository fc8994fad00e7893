#include "help/guide.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace mado::help {
namespace {

constexpr std::string_view solved = "solved";
constexpr std::string_view request = "request";

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r");
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_id(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// The step that a line begins: "## id: title".
std::optional<Step> step_of(std::string_view line) {
  if (!line.starts_with("## ")) return std::nullopt;
  line = trimmed(line.substr(3));
  const size_t colon = line.find(':');
  if (colon == line.npos || !is_id(line.substr(0, colon))) return std::nullopt;
  Step step;
  step.id = line.substr(0, colon);
  step.title = trimmed(line.substr(colon + 1));
  return step;
}

/// "- [words](#step)".
std::optional<Choice> choice_of(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with("- [") && !line.starts_with("* [")) return std::nullopt;
  const size_t middle = line.rfind("](");
  if (middle == line.npos || !line.ends_with(')')) return std::nullopt;
  const std::string_view words = line.substr(3, middle - 3);
  const std::string_view target = line.substr(middle + 2, line.size() - middle - 3);
  if (words.empty() || target.find_first_of(" ()") != target.npos) return std::nullopt;
  Choice choice;
  choice.words = words;
  if (target.starts_with("article:")) {
    choice.to = Choice::To::article;
    choice.target = target;
  } else if (target.starts_with('#')) {
    choice.target = target.substr(1);
    if (choice.target == solved) choice.to = Choice::To::solved;
    if (choice.target == request) choice.to = Choice::To::request;
  } else {
    return std::nullopt;
  }
  return choice;
}

std::string joined(const std::vector<std::string_view>& lines, size_t from, size_t to) {
  std::string text;
  for (size_t at = from; at < to; ++at) text.append(lines[at]) += '\n';
  const size_t first = text.find_first_not_of('\n');
  if (first == text.npos) return "";
  return text.substr(first, text.find_last_not_of('\n') - first + 1);
}

/// The body of a step: its choices are the list at its end.
void fill(Step& step, const std::vector<std::string_view>& lines, size_t from, size_t to) {
  size_t end = to;
  while (end > from) {
    const auto line = lines[end - 1];
    if (auto choice = choice_of(line))
      step.choices.push_back(*std::move(choice));
    else if (!trimmed(line).empty())
      break;
    --end;
  }
  std::ranges::reverse(step.choices);
  step.markdown = joined(lines, from, end);
}

class Check {
 public:
  explicit Check(const Guide& guide) : guide_(guide) {}

  std::vector<GuideMistake> mistakes() {
    if (guide_.steps.empty()) return {{1, "guide.no_steps", {}}};
    std::set<std::string_view> known;
    for (const Step& step : guide_.steps) check_name(step, known.insert(step.id).second);
    std::set<std::string_view> reached = {guide_.steps.front().id};
    for (const Step& step : guide_.steps) {
      if (step.choices.empty()) note(step, "guide.no_choices", {{"step", step.id}});
      for (const Choice& choice : step.choices) {
        if (choice.to != Choice::To::step) continue;
        reached.insert(choice.target);
        if (!known.contains(choice.target)) note(step, "guide.unknown_step", {{"step", choice.target}});
      }
    }
    for (const Step& step : guide_.steps)
      if (!reached.contains(step.id)) note(step, "guide.unreached", {{"step", step.id}});
    std::ranges::sort(mistakes_, {},
                      [](const GuideMistake& one) { return std::pair(one.line, std::string_view(one.key)); });
    return std::move(mistakes_);
  }

 private:
  void note(const Step& step, std::string key, std::map<std::string, std::string> values) {
    mistakes_.push_back({step.line, std::move(key), std::move(values)});
  }
  void check_name(const Step& step, bool is_new) {
    if (!is_new) note(step, "guide.step_twice", {{"step", step.id}});
    if (step.id == solved || step.id == request) note(step, "guide.end_as_step", {{"step", step.id}});
    if (step.title.empty()) note(step, "guide.no_title", {{"step", step.id}});
  }

  const Guide& guide_;
  std::vector<GuideMistake> mistakes_;
};

const Step* find(const Guide& guide, std::string_view id) {
  const auto found = std::ranges::find(guide.steps, id, &Step::id);
  return found == guide.steps.end() ? nullptr : &*found;
}

/// Takes the next number off a way; 0 if there is none.
size_t take_number(std::string_view& way) {
  size_t number = 0;
  const auto [end, problem] = std::from_chars(way.data(), way.data() + way.size(), number);
  if (problem != std::errc{}) return 0;
  way.remove_prefix(static_cast<size_t>(end - way.data()));
  if (way.starts_with('.'))
    way.remove_prefix(1);
  else if (!way.empty())
    return 0;
  return number;
}

}  // namespace

GuideReading read_guide(std::string_view markdown) {
  const auto lines = lines_of(markdown);
  GuideReading reading;
  size_t from = 0;
  bool is_code = false;
  const auto close = [&](size_t to) {
    if (reading.guide.steps.empty())
      reading.guide.intro = joined(lines, from, to);
    else
      fill(reading.guide.steps.back(), lines, from, to);
  };
  for (size_t at = 0; at < lines.size(); ++at) {
    if (trimmed(lines[at]).starts_with("```")) is_code = !is_code;
    auto step = is_code ? std::nullopt : step_of(lines[at]);
    if (!step) continue;
    close(at);
    step->line = static_cast<int>(at) + 1;
    reading.guide.steps.push_back(*std::move(step));
    from = at + 1;
  }
  close(lines.size());
  reading.mistakes = Check(reading.guide).mistakes();
  return reading;
}

std::vector<FieldError> mistakes_of_guide(std::string_view markdown) {
  std::vector<FieldError> errors;
  for (auto& mistake : read_guide(markdown).mistakes) {
    mistake.values["line"] = std::to_string(mistake.line);
    errors.push_back({"markdown", std::move(mistake.key), std::move(mistake.values)});
  }
  return errors;
}

std::string words_of(const Guide& guide) {
  std::string text = guide.intro;
  for (const Step& step : guide.steps) {
    text += "\n\n## " + step.title + "\n\n" + step.markdown + "\n";
    for (const Choice& choice : step.choices) text += "\n- " + choice.words;
  }
  return text;
}

Walk walk(const Guide& guide, std::string_view way) {
  Walk walk;
  walk.here = guide.steps.empty() ? nullptr : &guide.steps.front();
  while (walk.here != nullptr && !way.empty() && walk.turns.size() < way_choices_max) {
    const size_t number = take_number(way);
    if (number == 0 || number > walk.here->choices.size()) break;
    const Choice& choice = walk.here->choices[number - 1];
    if (choice.to == Choice::To::article) break;
    walk.turns.push_back({walk.here, &choice, walk.way});
    walk.way += (walk.way.empty() ? "" : ".") + std::to_string(number);
    walk.here = choice.to == Choice::To::step ? find(guide, choice.target) : nullptr;
  }
  return walk;
}

}  // namespace mado::help
