#include "policy/elsewhere.hpp"

#include <algorithm>

#include "base/percent.hpp"

namespace mado::policy {
namespace {

/// Longer addresses are cut by mail programs and browsers: nine bytes stand for one character of Chinese.
constexpr int question_characters_max = 500;

/// Well-formed UTF-8, cut between two code points.
std::string_view beginning_of(std::string_view text) {
  int count = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80;
    if (begins && ++count > question_characters_max) return text.substr(0, at);
  }
  return text;
}

}  // namespace

const OutOfScope* out_of_scope_in(const Policy& policy, const FoldedText& text) {
  const auto found = policy.out_of_scope_words.found_in(text);
  const auto first = std::ranges::find_if(found, [](int count) { return count > 0; });
  return first == found.end() ? nullptr : &policy.out_of_scope[static_cast<size_t>(first - found.begin())];
}

std::string address_with(const OutOfScope& subject, std::string_view name, std::string_view question) {
  constexpr std::string_view place = "{question}";
  const auto carried = percent_encoded(beginning_of(question));
  auto address = subject.url;
  if (const auto at = address.find(place); at != std::string::npos)
    address.replace(at, place.size(), carried);
  if (address.empty() && subject.send_to == "customer-network-team")
    address = "mailto:?subject=" + percent_encoded(name) + "&body=" + carried;
  return address;
}

}  // namespace mado::policy
