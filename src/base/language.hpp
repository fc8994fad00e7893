/// The languages of screens and answers, and texts that exist in several of them (policy row S30).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mado {

enum class Language { en, ja, zh_hans };
inline constexpr std::array all_languages = {Language::en, Language::ja, Language::zh_hans};

/// "en", "ja", "zh-Hans".
std::string_view code_of(Language language);
/// Exactly one of the codes above (policy files and stored rows).
std::optional<Language> language_of_code(std::string_view code);
/// What a caller may write: zh, zh-CN, zh-SG and zh-Hans… mean zh-Hans, others go by their first subtag; any
/// case. Nothing for a language that is not spoken here (zh-TW, zh-Hant included).
std::optional<Language> language_of_tag(std::string_view tag);
/// The first language of an Accept-Language header that is spoken here, by its q values (RFC 9110, 12.5.4).
std::optional<Language> language_of_header(std::string_view accept_language);

/// One text in some of the languages.
class Texts {
 public:
  Texts() = default;
  /// The same text in every language (names, product words).
  explicit Texts(std::string same) : same_(std::move(same)) {}

  void set(Language language, std::string text) {
    by_language_[static_cast<size_t>(language)] = std::move(text);
  }
  /// The text in `language`, else in the first language of `fallback` that has one, else in any, else "".
  std::string_view in(Language language, const std::vector<Language>& fallback = {}) const;
  /// The language that in() would answer in; nothing if the text is the same in all or missing.
  std::optional<Language> language_for(Language language, const std::vector<Language>& fallback = {}) const;
  bool empty() const;
  bool operator==(const Texts&) const = default;

 private:
  std::string same_;
  std::array<std::string, all_languages.size()> by_language_;
};

}  // namespace mado
