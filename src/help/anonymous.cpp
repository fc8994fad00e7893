#include "help/anonymous.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <optional>

#include "base/messages.hpp"
#include "http/fields.hpp"

namespace mado::help {
namespace {

constexpr size_t phone_digits_min = 9;
constexpr size_t phone_digits_max = 15;
constexpr std::array<size_t, 5> guid_groups = {8, 4, 4, 4, 12};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_wide(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

/// Something to be looked for, and what takes its place.
struct Name {
  std::string text;
  int Removed::* count;
};

bool is_long_enough(std::string_view part) {
  return http::characters_in(part) >= (is_wide(part.front()) ? 2U : 3U);
}

/// "李 明": the whole, the whole without its space, and the parts.
void add_person(std::vector<Name>& names, const std::string& person) {
  std::vector<std::string> parts(1);
  for (const char c : person)
    if (c == ' ')
      parts.emplace_back();
    else
      parts.back() += c;
  std::string together;
  for (const auto& part : parts) together += part;
  for (const auto& text : {person, together})
    if (!text.empty() && is_long_enough(text)) names.push_back({text, &Removed::people});
  for (const auto& part : parts)
    if (!part.empty() && is_long_enough(part)) names.push_back({part, &Removed::people});
}

/// Goes through a text once and copies what says nothing about anybody.
class Scan {
 public:
  Scan(std::string_view text, const Known& known, Language language)
      : text_(text), known_(known), language_(language) {
    for (const auto& person : known.people) add_person(names_, person);
    for (const auto& organization : known.organizations)
      if (!organization.empty()) names_.push_back({organization, &Removed::organizations});
    std::ranges::sort(names_, std::greater{}, [](const Name& name) { return name.text.size(); });
  }

  Anonymous run() {
    while (at_ < text_.size())
      if (!(mail() || guid() || number() || host() || name())) out_.text += text_[at_++];
    return std::move(out_);
  }

 private:
  char before() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }
  char after(size_t length) const { return at_ + length < text_.size() ? text_[at_ + length] : ' '; }
  std::string_view rest() const { return text_.substr(at_); }
  bool begins_word() const { return !is_word(before()) && before() != '.' && before() != '-'; }

  bool take(size_t length, std::string_view by, int Removed::* count) {
    out_.text += by;
    ++(out_.removed.*count);
    at_ += length;
    return true;
  }

  static bool is_host_part(char c) { return is_word(c) || c == '-' || c == '.'; }
  /// The length of what looks like a host here, without the full stop of a sentence.
  static size_t host_length(std::string_view text) {
    size_t length = 0;
    while (length < text.size() && is_host_part(text[length])) ++length;
    while (length > 0 && !is_word(text[length - 1])) --length;
    return length;
  }

  bool mail() {
    if (is_word(before()) || before() == '.') return false;
    const auto text = rest();
    size_t local = 0;
    while (local < text.size() && (is_word(text[local]) || std::string_view("._%+-").contains(text[local])))
      ++local;
    if (local == 0 || local >= text.size() || text[local] != '@') return false;
    const size_t host = host_length(text.substr(local + 1));
    if (text.substr(local + 1, host).find('.') == text.npos) return false;
    return take(local + 1 + host, "user@example.com", &Removed::addresses);
  }

  bool guid() {
    if (is_word(before())) return false;
    size_t length = 0;
    for (const size_t group : guid_groups) {
      if (length > 0) {
        if (after(length) != '-') return false;
        ++length;
      }
      for (const size_t end = length + group; length < end; ++length)
        if (!is_hex(after(length))) return false;
    }
    if (is_word(after(length))) return false;
    return take(length, "00000000-0000-0000-0000-000000000000", &Removed::ids);
  }

  /// 10.1.2.3, or a telephone number: it begins with + or 0 and goes on in groups.
  bool number() {
    if (!begins_word() || before() == '+') return false;
    if (const size_t length = numeric_host()) return take(length, "192.0.2.1", &Removed::hosts);
    const auto text = rest();
    if (text.front() != '+' && text.front() != '0' && !text.starts_with("(0")) return false;
    size_t length = 0;
    size_t digits = 0;
    size_t end = 0;
    for (;
         length < text.size() && (is_digit(text[length]) || std::string_view("+-() ").contains(text[length]));
         ++length) {
      const bool is_second_separator = length > 1 && text[length] == ' ' && text[length - 1] == ' ';
      if (is_second_separator || (text[length] == '+' && length > 0)) break;
      if (!is_digit(text[length])) continue;
      ++digits;
      end = length + 1;
    }
    if (digits < phone_digits_min || digits > phone_digits_max || is_word(after(end))) return false;
    return take(end, say(language_, "public.placeholder.phone"), &Removed::phones);
  }

  size_t numeric_host() const {
    size_t length = 0;
    for (int group = 0; group < 4; ++group) {
      if (group > 0) {
        if (after(length) != '.') return 0;
        ++length;
      }
      size_t digits = 0;
      while (is_digit(after(length)) && digits < 4) ++length, ++digits;
      if (digits == 0 || digits > 3) return 0;
    }
    const bool goes_on = is_word(after(length)) || (after(length) == '.' && is_digit(after(length + 1)));
    return goes_on ? 0 : length;
  }

  bool host() {
    if (!begins_word()) return false;
    const auto found = rest().substr(0, host_length(rest()));
    for (const auto& domain : known_.domains) {
      const bool is_under = found.size() > domain.size() && boost::iends_with(found, "." + domain);
      if (is_under || boost::iequals(found, domain))
        return take(found.size(), "example.com", &Removed::hosts);
    }
    return false;
  }

  bool name() {
    for (const auto& [text, count] : names_) {
      if (!boost::istarts_with(rest(), text)) continue;
      const bool is_latin = !is_wide(text.front());
      // A name is written large; "may" and "will" are words.
      if (is_latin && (is_word(before()) || is_word(after(text.size())))) continue;
      if (is_latin && count == &Removed::people && !rest().starts_with(text)) continue;
      const auto key =
          count == &Removed::people ? "public.placeholder.person" : "public.placeholder.organization";
      return take(text.size(), say(language_, key), count);
    }
    return false;
  }

  std::string_view text_;
  const Known& known_;
  Language language_;
  std::vector<Name> names_;
  size_t at_ = 0;
  Anonymous out_;
};

}  // namespace

Anonymous anonymous(std::string_view text, const Known& known, Language language) {
  return Scan(text, known, language).run();
}

}  // namespace mado::help
