#include "help/show_life.hpp"

#include "base/difference.hpp"

namespace mado::help {
namespace {

std::string_view kind_of(bool is_guide) { return is_guide ? "guide" : "article"; }

json::value instant_json(const std::optional<Instant>& at) {
  return at ? json::value(format_instant(*at)) : json::value(nullptr);
}

}  // namespace

json::object life_json(const Life& life) {
  return {{"id", life.id.text()},
          {"lang", code_of(life.language)},
          {"title", life.title},
          {"state", code_of(life.state)},
          {"version", life.version},
          {"owner", life.owner},
          {"review_at", instant_json(life.review)},
          {"published_at", instant_json(life.published)}};
}

void put_text(json::object& object, const Text& text) {
  object["title"] = text.title;
  object["description"] = text.description;
  object["product"] = text.product;
  object["topic"] = text.topic;
  object["audience"] = code_of(text.audience);
  object["kind"] = kind_of(text.is_guide);
  object["markdown"] = text.markdown;
}

json::object saving_json(const Saving& saving) {
  return {{"number", saving.number},
          {"title", saving.title},
          {"author", saving.author},
          {"note", saving.note},
          {"at", format_instant(saving.at)}};
}

json::object difference_json(const Text& before, const Text& after) {
  const std::tuple<std::string_view, std::string_view, std::string_view> fields[] = {
      {"title", before.title, after.title},
      {"description", before.description, after.description},
      {"product", before.product, after.product},
      {"topic", before.topic, after.topic},
      {"audience", code_of(before.audience), code_of(after.audience)},
      {"kind", kind_of(before.is_guide), kind_of(after.is_guide)}};
  json::array changes;
  for (const auto& [name, old, now] : fields)
    if (old != now) changes.push_back(json::object{{"field", name}, {"before", old}, {"after", now}});
  json::array hunks;
  for (const Hunk& hunk : hunks_of(before.markdown, after.markdown)) hunks.push_back(hunk_json(hunk));
  return {{"fields", std::move(changes)}, {"hunks", std::move(hunks)}};
}

}  // namespace mado::help
