#include "operators/show.hpp"

#include <algorithm>
#include <cctype>
#include <span>
#include <vector>

#include "base/messages.hpp"
#include "operators/move_json.hpp"

namespace mado::operators {
namespace {

constexpr size_t mistakes_max = 200;  ///< nobody reads more at once

template <class T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value();
}

std::string author_of(const Version& version, Language language) {
  return version.published_by.value == 0 ? say(language, "versions.author.file") : version.author;
}

json::object change_json(const Change& change) {
  return {{"path", change.path},
          {"text", change.text},
          {"before", or_null(change.before)},
          {"after", or_null(change.after)},
          {"before_line", or_null(change.before_line)},
          {"after_line", or_null(change.after_line)}};
}

bool is_start(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; }

using Lines = std::vector<std::string_view>;

Lines lines_in(std::string_view text) {
  Lines lines;
  for (size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// What stands on a line from a column on; columns count code points from 1.
std::string_view from_place(const Lines& lines, policy::Place place) {
  if (place.line == 0 || place.line > lines.size()) return {};
  auto text = lines[place.line - 1];
  for (std::uint32_t column = 1; !text.empty(); text.remove_prefix(1))
    if (is_start(text.front()) && column++ == place.column) return text;
  return {};
}

/// The word at the beginning of `rest`: a quoted text with its quotes, or a bare key or value.
std::string_view word_at(std::string_view rest) {
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
    const auto end = rest.find(rest.front(), 1);
    return end == rest.npos ? std::string_view{} : rest.substr(0, end + 1);
  }
  const auto end = std::ranges::find_if_not(rest, [](char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || byte == '-' || byte == '/';
  });
  return rest.substr(0, static_cast<size_t>(end - rest.begin()));
}

std::string_view bare(std::string_view word) {
  const bool quoted = word.size() > 1 && (word.front() == '"' || word.front() == '\'');
  return quoted ? word.substr(1, word.size() - 2) : word;
}

json::object mistake_json(const policy::Mistake& mistake, const Lines& lines, Language language) {
  json::object item{{"file", mistake.file},
                    {"line", std::max<std::uint32_t>(1, mistake.place.line)},
                    {"column", std::max<std::uint32_t>(1, mistake.place.column)},
                    {"message", policy::spoken(mistake, language)}};
  const auto word = word_at(from_place(lines, mistake.place));
  if (word.empty()) return item;
  item["end_column"] = mistake.place.column + std::ranges::count_if(word, is_start);
  const auto& meant = mistake.hint.meant;
  const auto wrong = mistake.sentence.values.find("word");
  const bool about_it = wrong != mistake.sentence.values.end() && wrong->second == bare(word);
  if (!meant.empty() && about_it) item["suggestion"] = bare(word) == word ? meant : '"' + meant + '"';
  return item;
}

}  // namespace

json::object version_json(const Version& version, Language language) {
  return {{"number", version.number},
          {"author", author_of(version, language)},
          {"reason", version.reason},
          {"published_at", format_instant(version.published_at)},
          {"effective_at", format_instant(version.effective_at)},
          {"state", operators::name_of(version.state)},
          {"move", json_of(version.move)},
          {"from_version", or_null(version.from)}};
}

json::object mistakes_json(const policy::Reading& reading, Language language) {
  const auto lines = lines_in(reading.source.text);
  const Lines elsewhere;  // a mistake in a file is about its whole line
  const auto told = std::min(reading.mistakes.size(), mistakes_max);
  json::array first;
  for (const auto& mistake : std::span(reading.mistakes).first(told))
    first.push_back(mistake_json(mistake, mistake.file.empty() ? lines : elsewhere, language));
  return {{"mistakes", std::move(first)}, {"mistakes_more", reading.mistakes.size() - told}};
}

json::object files_json(const policy::Source& source) {
  json::object files;
  for (const auto& [name, contents] : source.files) files[name] = contents;
  return files;
}

json::object difference_json(const Difference& difference, std::int64_t from,
                             std::optional<std::int64_t> to) {
  json::object all{{"from", from}, {"to", or_null(to)}};
  json::array& changes = all["changes"].emplace_array();
  for (const auto& change : difference.changes) changes.push_back(change_json(change));
  json::array& files = all["files"].emplace_array();
  for (const auto& file : difference.files) {
    json::array hunks;
    for (const auto& hunk : file.hunks) hunks.push_back(hunk_json(hunk));
    files.push_back(json::object{{"name", file.name}, {"hunks", std::move(hunks)}});
  }
  return all;
}

}  // namespace mado::operators
