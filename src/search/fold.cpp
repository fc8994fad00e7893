#include "search/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace mado::search {
namespace {

constexpr char16_t first_han = 0x4e00;
constexpr char16_t last_han = 0x9fff;

const icu::Normalizer2& normalizer() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no data for NFKC_Casefold");
    return found;
  }();
  return *instance;
}

/// For every common Chinese character its simplified form; made once, character by character.
const std::vector<char16_t>& simplified_forms() {
  static const std::vector<char16_t> forms = [] {
    std::vector<char16_t> table;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, error));
    for (char32_t unit = first_han; unit <= last_han; ++unit) {
      icu::UnicodeString one(static_cast<char16_t>(unit));
      if (U_SUCCESS(error)) simplify->transliterate(one);
      table.push_back(one.length() == 1 ? one.charAt(0) : static_cast<char16_t>(unit));
    }
    return table;
  }();
  return forms;
}

bool is_voice_mark(char16_t unit) {
  return unit == 0x3099 || unit == 0x309a || unit == 0xff9e || unit == 0xff9f;
}

/// True if folding leaves the unit as it is, whatever follows (except a combining voice mark).
bool is_plain(char16_t unit) {
  return (unit >= first_han && unit <= last_han) || (unit >= 0x3041 && unit <= 0x3096) ||
         (unit >= 0x30a1 && unit <= 0x30fc) || unit == 0x3001 || unit == 0x3002;
}

bool is_ascii(char16_t unit) { return unit < 0x80; }
char16_t lower(char16_t unit) {
  return unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit | 0x20) : unit;
}

/// Folds the units from `begin` to the next place where the normal form cannot change; answers that place.
size_t fold_slowly(std::u16string_view text, size_t begin, Folded& folded) {
  const auto& rule = normalizer();
  size_t end = begin;
  do {
    UChar32 character = 0;
    U16_NEXT(text.data(), end, text.size(), character);
    if (end >= text.size()) break;
    size_t ahead = end;
    U16_NEXT(text.data(), ahead, text.size(), character);
    if (rule.hasBoundaryBefore(character)) break;
  } while (end < text.size());
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString piece(false, text.data() + begin, static_cast<int32_t>(end - begin));
  const icu::UnicodeString normal = rule.normalize(piece, error);
  for (int32_t at = 0; at < normal.length(); ++at) {
    folded.text += normal.charAt(at);
    folded.from.push_back(static_cast<std::uint32_t>(begin));
  }
  return end;
}

void simplify(std::u16string& text) {
  const auto& forms = simplified_forms();
  for (char16_t& unit : text)
    if (unit >= first_han && unit <= last_han) unit = forms[unit - first_han];
}

}  // namespace

Folded fold(std::u16string_view text, Language language) {
  Folded folded;
  folded.text.reserve(text.size());
  folded.from.reserve(text.size() + 1);
  for (size_t at = 0; at < text.size();) {
    const char16_t unit = text[at];
    const char16_t next = at + 1 < text.size() ? text[at + 1] : u' ';
    const bool fast = is_ascii(unit) ? next < 0x300 : is_plain(unit) && !is_voice_mark(next);
    if (!fast) {
      at = fold_slowly(text, at, folded);
      continue;
    }
    folded.text += lower(unit);
    folded.from.push_back(static_cast<std::uint32_t>(at++));
  }
  folded.from.push_back(static_cast<std::uint32_t>(text.size()));
  if (language == Language::zh_hans) simplify(folded.text);
  return folded;
}

std::u16string utf16_of(std::string_view utf8) {
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  return {text.getBuffer(), static_cast<size_t>(text.length())};
}

std::string utf8_of(std::u16string_view utf16) {
  std::string utf8;
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the length stands beside it, as ICU's integer
  icu::UnicodeString(false, utf16.data(), static_cast<int32_t>(utf16.size())).toUTF8String(utf8);
  return utf8;
}

bool is_hiragana(char16_t unit) { return unit >= 0x3041 && unit <= 0x309f; }

bool is_cjk(char16_t unit) {
  return (unit >= 0x3400 && unit <= last_han) || is_hiragana(unit) ||
         (unit >= 0x30a1 && unit <= 0x30ff && unit != 0x30fb) || unit == 0x3005 || unit == 0x3006 ||
         unit == 0x3007 || (unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0xf900 && unit <= 0xfaff);
}

bool is_word_unit(char16_t unit) {
  if (unit < 0x80) return (unit >= u'a' && unit <= u'z') || (unit >= u'0' && unit <= u'9');
  return !is_cjk(unit) && u_isalnum(unit);
}

}  // namespace mado::search
