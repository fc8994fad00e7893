#include "policy/read.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

constexpr int format_known = 1;

/// The only reader whose mistake makes all others pointless.
bool read_format(Section& root) {
  const auto* node = root.find("format");
  const auto* number = node == nullptr ? nullptr : node->as_integer();
  if (number != nullptr && number->get() == format_known) return true;
  if (node == nullptr)
    root.note(root.place(), {"mistakes.format_missing"});
  else
    root.note(place_of(*node), {"mistakes.format_unknown"});
  return false;
}

void read_all(Draft& draft, Section& root, const toml::table& table) {
  read_operator(draft, root);
  read_calendars(draft, root);
  read_severities(draft, root);
  read_triage(draft, root);
  read_desks(draft, root);
  read_services(draft, root);
  read_plans(draft, root);
  read_promises(draft, root);
  read_solved(draft, root);
  read_channels(draft, root);
  read_verification(draft, root);
  read_topics(draft, root);
  read_out_of_scope(draft, root);
  read_roles(draft, root);
  read_duties(draft, root);
  read_survey(draft, root);
  read_pane(draft, root);
  root.close();
  check_spoken(draft, table);
}

Reading of_syntax_error(const toml::parse_error& error, std::string_view text) {
  const auto& begin = error.source().begin;
  Reading reading;
  note(reading.mistakes,
       {std::max<std::uint32_t>(1, static_cast<std::uint32_t>(begin.line)),
        std::max<std::uint32_t>(1, static_cast<std::uint32_t>(begin.column))},
       {"mistakes.syntax", {{"cause", std::string(error.description())}}});
  reading.source.text = text;
  return reading;
}

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(path, problem)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return file ? std::optional(std::move(bytes).str()) : std::nullopt;
}

}  // namespace

Reading read(std::string_view text, const FileReader& files) {
  try {
    const auto table = toml::parse(text);
    Draft draft{.files = files};
    draft.source.text = text;
    Section root(table, {1, 1}, draft.mistakes);
    if (read_format(root)) read_all(draft, root, table);
    std::ranges::sort(draft.mistakes, {}, [](const auto& mistake) {
      const auto& [key, values] = mistake.sentence;
      return std::tie(mistake.file, mistake.place.line, mistake.place.column, key, values);
    });
    auto policy = draft.mistakes.empty() ? std::make_shared<const Policy>(std::move(draft.policy)) : nullptr;
    return {.policy = std::move(policy),
            .mistakes = std::move(draft.mistakes),
            .source = std::move(draft.source)};
  } catch (const toml::parse_error& error) {
    return of_syntax_error(error, text);
  }
}

Result<Reading> read_file(const std::string& path) {
  const auto text = bytes_of(path);
  if (!text) return fail(ErrorCode::not_found, "not_found", "no file " + path);
  const auto folder = std::filesystem::path(path).parent_path();
  return read(*text, [&folder](const std::string& name) { return bytes_of(folder / name); });
}

}  // namespace mado::policy
