#include "help/show.hpp"

#include <cmath>

namespace mado::help {
namespace {

json::array marks_json(const std::vector<search::Mark>& marks) {
  json::array list;
  for (const search::Mark& mark : marks) list.push_back(json::array{mark.from, mark.to});
  return list;
}

void put(json::object& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

double rounded(double score) { return std::round(score * 1e4) / 1e4; }

}  // namespace

json::object answer_json(const search::Answer& answer) {
  json::object object{{"kind", search::code_of(answer.kind)},
                      {"id", answer.id},
                      {"title", answer.title},
                      {"url", answer.url},
                      {"lang", code_of(answer.language)},
                      {"snippet", answer.snippet},
                      {"score", rounded(answer.score)},
                      {"title_marks", marks_json(answer.title_marks)},
                      {"snippet_marks", marks_json(answer.snippet_marks)}};
  put(object, "external_id", answer.external_id);
  put(object, "product", answer.product);
  if (answer.minutes) object["minutes"] = *answer.minutes;
  if (answer.at) object["at"] = format_instant(*answer.at);
  return object;
}

json::object answers_json(const std::vector<search::Answer>& answers) {
  json::array results;
  for (const auto& answer : answers) results.push_back(answer_json(answer));
  return {{"results", std::move(results)}};
}

json::object page_json(const Page& page) {
  const Version& version = page.version;
  json::array languages;
  for (const Language language : page.languages) languages.push_back(json::value(code_of(language)));
  json::object object{
      {"id", version.id.text()},
      {"title", version.title},
      {"description", version.description},
      {"topic", nullptr},
      {"audience", code_of(version.audience)},
      {"kind", version.is_guide ? "guide" : "article"},
      {"lang", code_of(version.language)},
      {"langs", std::move(languages)},
      {"html", page.html},
      {"minutes", version.minutes},
      {"updated_at", format_instant(version.updated)},
      {"url", "/articles/" + version.id.text() + "?lang=" + std::string(code_of(version.language))}};
  put(object, "external_id", version.external_id);
  put(object, "product", version.product);
  if (!version.topic.empty()) object["topic"] = version.topic;
  return object;
}

}  // namespace mado::help
