#include "health/texts_json.hpp"

#include "base/json.hpp"

namespace mado::health {

std::string json_of(const Texts& texts) {
  json::object object;
  for (const auto language : all_languages)
    if (texts.language_for(language) == language) object[code_of(language)] = texts.in(language);
  return json::serialize(object);
}

Texts texts_of(std::string_view text) {
  Texts texts;
  for (const auto& [code, value] : json::parse(text).as_object())
    if (const auto language = language_of_code(code)) texts.set(*language, std::string(value.as_string()));
  return texts;
}

}  // namespace mado::health
