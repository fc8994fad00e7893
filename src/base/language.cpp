#include "base/language.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace mado {
namespace {

constexpr std::array<std::string_view, 3> codes = {"en", "ja", "zh-Hans"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view code_of(Language language) { return codes[static_cast<size_t>(language)]; }

std::optional<Language> language_of_code(std::string_view code) {
  const auto at = std::ranges::find(codes, code);
  if (at == codes.end()) return std::nullopt;
  return static_cast<Language>(at - codes.begin());
}

std::optional<Language> language_of_tag(std::string_view tag) {
  const auto text = lower(tag);
  const auto first = text.substr(0, text.find_first_of("-_"));
  if (first == "en") return Language::en;
  if (first == "ja") return Language::ja;
  if (first != "zh") return std::nullopt;
  const auto rest = text.size() > 3 ? text.substr(3) : "";
  const bool simplified = rest.empty() || rest.starts_with("hans") || rest == "cn" || rest == "sg";
  return simplified ? std::optional(Language::zh_hans) : std::nullopt;
}

std::optional<Language> language_of_header(std::string_view accept_language) {
  std::optional<Language> best;
  double best_weight = 0;
  while (!accept_language.empty()) {
    auto item = accept_language.substr(0, accept_language.find(','));
    accept_language.remove_prefix(std::min(accept_language.size(), item.size() + 1));
    const auto semicolon = item.find(';');
    double weight = 1;
    if (const auto q = item.find("q=", semicolon);
        semicolon != std::string_view::npos && q != std::string_view::npos)
      weight = std::strtod(std::string(item.substr(q + 2)).c_str(), nullptr);
    const auto language = language_of_tag(trim(item.substr(0, semicolon)));
    if (language && weight > best_weight) best = language, best_weight = weight;
  }
  return best;
}

std::string_view Texts::in(Language language, const std::vector<Language>& fallback) const {
  if (const auto from = language_for(language, fallback)) return by_language_[static_cast<size_t>(*from)];
  return same_;
}

std::optional<Language> Texts::language_for(Language language, const std::vector<Language>& fallback) const {
  const auto has = [&](Language l) { return !by_language_[static_cast<size_t>(l)].empty(); };
  if (has(language)) return language;
  if (!same_.empty()) return std::nullopt;
  for (auto l : fallback)
    if (has(l)) return l;
  for (auto l : all_languages)
    if (has(l)) return l;
  return std::nullopt;
}

bool Texts::empty() const {
  return same_.empty() && std::ranges::all_of(by_language_, [](const auto& text) { return text.empty(); });
}

}  // namespace mado
