/// Reading the fields of a JSON body: every wrong field is told at once, unknown ones included.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace mado::http {

/// Longest and shortest length of a text in characters (code points), as JSON Schema's maxLength counts;
/// `characters_min` 1 refuses a text of nothing but white space as well.
struct Length {
  size_t characters_max;
  size_t characters_min = 0;
};

/// Code points of well-formed UTF-8.
size_t characters_in(std::string_view text);
/// The first code points of well-formed UTF-8, at most so many.
std::string_view first_characters(std::string_view text, size_t characters_max);
/// Nothing but white space, U+00A0 and U+3000 (the wide space of Chinese and Japanese) included.
bool is_blank(std::string_view text);

enum class Presence { required, optional };

class Fields {
 public:
  explicit Fields(json::object body) : body_(std::move(body)) {}

  /// "" if it is absent or wrong (which is then noted).
  std::string text(std::string_view name, Presence presence, Length length);
  std::optional<std::string> text_or(std::string_view name, Length length);
  std::optional<bool> boolean(std::string_view name);
  /// True if the key is there (with null or anything else).
  bool has(std::string_view name) const { return body_.contains(name); }
  bool is_null(std::string_view name) const;
  /// Notes that a null was meant.
  void take_null(std::string_view name) { read_.emplace_back(name); }
  /// `required`: there, and not empty.
  std::vector<std::string> texts(std::string_view name, Presence presence, size_t count_max, Length each);
  /// One of a few words, as what each stands for.
  template <class T>
  std::optional<T> choice(std::string_view name, Presence presence,
                          std::initializer_list<std::pair<std::string_view, T>> choices) {
    const auto word = text(name, presence, {64});
    if (word.empty()) return std::nullopt;
    for (const auto& [key, value] : choices)
      if (key == word) return value;
    wrong(name, "unknown_value");
    return std::nullopt;
  }
  /// A field that is an object itself; its mistakes are named "contact.way". Empty if absent.
  template <class F>
  void object(std::string_view name, Presence presence, F read) {
    auto inner = inner_of(name, presence);
    if (!inner) return;
    read(*inner);
    take_mistakes(*inner);
  }
  void wrong(std::string_view name, std::string key, std::map<std::string, std::string> values = {});
  /// Nothing if all was right and no key was left unread; else every wrong field.
  Result<void> done();

 private:
  const json::value* find(std::string_view name, Presence presence);
  std::optional<Fields> inner_of(std::string_view name, Presence presence);
  void take_mistakes(Fields& inner);
  void note_unknown();

  json::object body_;
  std::string prefix_;
  std::vector<std::string> read_;
  std::vector<FieldError> mistakes_;
};

}  // namespace mado::http
