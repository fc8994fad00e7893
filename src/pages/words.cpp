#include "pages/words.hpp"

#include <fmt/format.h>
#include <unicode/locid.h>

#include <cctype>
#include <kainjow/mustache.hpp>

#include "base/messages.hpp"
#include "calendar/calendar.hpp"

namespace mado::pages {
namespace {

std::string_view name_of(Precision precision) {
  constexpr std::array<std::string_view, 3> names = {"moment", "day", "clock"};
  return names[static_cast<size_t>(precision)];
}

bool is_today(Instant at, const Reader& reader) {
  using std::chrono::days, std::chrono::floor;
  return floor<days>(calendar::to_local(reader.zone, at)) ==
         floor<days>(calendar::to_local(reader.zone, reader.now));
}

icu::Locale locale_of(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Locale::forLanguageTag(icu::StringPiece(tag.data(), static_cast<int32_t>(tag.size())), status);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

/// Drawn on 16 by 16: a full disc with a tick, a ring with a bar, a triangle, a square with a cross.
std::string_view shape_of(health::ServiceState state) {
  using enum health::ServiceState;
  switch (state) {
    case operational:
      return "<circle cx='8' cy='8' r='7.5'/><path d='M4.6 8.3l2.3 2.3 4.5-4.8'/>";
    case maintenance:
      return "<circle class='ring' cx='8' cy='8' r='6.5'/><path class='on-ring' d='M8 4.5v4l2.6 1.6'/>";
    case degraded:
      return "<path class='full' d='M8 1.2l7.2 13.3H.8z'/><path d='M8 6v4M8 12v.6'/>";
    case interrupted:
      return "<rect x='.5' y='.5' width='15' height='15' rx='2'/><path d='M5 5l6 6M11 5l-6 6'/>";
  }
  return "";
}

}  // namespace

std::string time_text(Instant at, Precision precision, const Reader& reader) {
  const bool with_weekday = precision == Precision::clock && !is_today(at, reader);
  const auto key =
      with_weekday ? "public.time.weekday_clock" : fmt::format("public.time.{}", name_of(precision));
  return say(reader.language, key, {{"at", at}}, reader.zone);
}

std::string time_html(Instant at, Precision precision, const Reader& reader) {
  return fmt::format("<time datetime=\"{}\" data-as=\"{}\">{}</time>", format_instant(at), name_of(precision),
                     escaped(time_text(at, precision, reader)));
}

std::string state_mark_html(health::ServiceState state) {
  return fmt::format("<svg class=\"state {}\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{}</svg>",
                     health::name_of(state), shape_of(state));
}

std::string state_text(health::ServiceState state, Language language) {
  return say(language, fmt::format("public.service_state.{}", health::name_of(state)));
}

std::string state_text(health::State state, Language language) {
  return say(language, fmt::format("public.incident_state.{}", health::name_of(state)));
}

std::string kind_text(health::Kind kind, Language language) {
  return say(language, fmt::format("public.incident_kind.{}", health::name_of(kind)));
}

std::string region_text(std::string_view region, Language language) {
  icu::UnicodeString name;
  icu::Locale("", std::string(region).c_str()).getDisplayCountry(locale_of(code_of(language)), name);
  return utf8(name);
}

std::string tongue_text(std::string_view tag, Language language) {
  icu::UnicodeString name;
  locale_of(tag).getDisplayName(locale_of(code_of(language)), name);
  return utf8(name);
}

std::string escaped(std::string_view text) { return kainjow::mustache::html_escape(std::string(text)); }

}  // namespace mado::pages
