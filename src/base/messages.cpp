#include "base/messages.hpp"

#include <unicode/datefmt.h>
#include <unicode/msgfmt.h>
#include <unicode/timezone.h>

#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "embedded/locales.hpp"

namespace mado {
namespace {

using Catalogue = std::unordered_map<std::string, std::string>;

const Catalogue& catalogue(Language language) {
  static const auto catalogues = [] {
    std::array<Catalogue, all_languages.size()> all;
    for (const auto& file : embedded::locales()) {
      const auto slash = file.name.find('/');
      const auto spoken = language_of_code(file.name.substr(0, slash));
      if (!spoken || !file.name.ends_with(".json")) continue;
      const auto area = std::string(file.name.substr(slash + 1, file.name.size() - slash - 6));
      for (const auto& [key, text] : boost::json::parse(file.bytes).as_object())
        all[static_cast<size_t>(*spoken)].emplace(area + '.' + std::string(key), text.as_string());
    }
    return all;
  }();
  return catalogues[static_cast<size_t>(language)];
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

icu::Locale locale_of(Language language) {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Locale::forLanguageTag(std::string(code_of(language)), status);
}

icu::Formattable formattable(const MessageValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return {unicode(*text)};
  if (const auto* number = std::get_if<std::int64_t>(&value)) return {static_cast<int64_t>(*number)};
  if (const auto* real = std::get_if<double>(&value)) return {*real};
  return {static_cast<UDate>(count_of(std::get<Instant>(value))), icu::Formattable::kIsDate};
}

/// Dates inside a message are written in the reader's zone.
void set_zone(icu::MessageFormat& message, std::string_view zone) {
  int32_t count = 0;
  const icu::Format** formats = message.getFormats(count);
  for (int32_t at = 0; at < count; ++at) {
    const auto* date = dynamic_cast<const icu::DateFormat*>(formats[at]);
    if (date == nullptr) continue;
    auto* zoned = static_cast<icu::DateFormat*>(date->clone());
    zoned->adoptTimeZone(icu::TimeZone::createTimeZone(unicode(zone)));
    message.adoptFormat(at, zoned);
  }
}

/// A pattern that has been read.
struct ReadMessage {
  std::unique_ptr<icu::MessageFormat> format;
  std::optional<std::string> zone = {};  ///< that its dates are written in
};

/// To read a pattern takes several times as long as to fill it in, so each thread (formats are not for many)
/// keeps those that it needs, and begins anew when they are too many. `pattern` is one of the catalogue's.
icu::MessageFormat& message_of(Language language, const std::string& pattern, std::string_view zone) {
  constexpr size_t kept_max = 200;
  thread_local std::unordered_map<const std::string*, ReadMessage> kept;
  auto found = kept.find(&pattern);
  if (found == kept.end()) {
    UErrorCode status = U_ZERO_ERROR;
    auto format = std::make_unique<icu::MessageFormat>(unicode(pattern), locale_of(language), status);
    if (U_FAILURE(status)) throw std::logic_error("unreadable message: " + pattern);
    if (kept.size() >= kept_max) kept.clear();
    found = kept.emplace(&pattern, ReadMessage{std::move(format)}).first;
  }
  auto& message = found->second;
  if (message.zone != zone) set_zone(*message.format, zone);
  message.zone = zone;
  return *message.format;
}

std::string format(Language language, const std::string& pattern, const MessageValues& values,
                   std::string_view zone) {
  const auto& message = message_of(language, pattern, zone);
  UErrorCode status = U_ZERO_ERROR;
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> arguments;
  for (const auto& [name, value] : values) {
    names.push_back(unicode(name));
    arguments.push_back(formattable(value));
  }
  icu::UnicodeString out;
  message.format(names.data(), arguments.data(), static_cast<int32_t>(names.size()), out, status);
  std::string text;
  return out.toUTF8String(text);
}

}  // namespace

std::string say(Language language, std::string_view key, const MessageValues& values, std::string_view zone) {
  const auto& messages = catalogue(language);
  const auto found = messages.find(std::string(key));
  if (found == messages.end()) return std::string(key);
  if (!found->second.contains('{') && !found->second.contains('\'')) return found->second;
  return format(language, found->second, values, zone);
}

bool has_message(Language language, std::string_view key) {
  return catalogue(language).contains(std::string(key));
}

}  // namespace mado
