#include "base/id.hpp"

namespace mado {
namespace {

constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr size_t base32_chars = 13;
constexpr std::int64_t epoch_ms = 1735689600000;  // 2025-01-01T00:00:00Z

}  // namespace

std::string base32_of(std::int64_t value) {
  std::string text(base32_chars, '0');
  auto rest = static_cast<std::uint64_t>(value);
  for (size_t place = base32_chars; place-- > 0; rest >>= 5) text[place] = digits[rest & 31];
  return text;
}

std::optional<std::int64_t> from_base32(std::string_view text) {
  if (text.size() != base32_chars || digits.find(text[0]) > 7)
    return std::nullopt;  // 13 * 5 bits; 63 are used
  std::uint64_t value = 0;
  for (char c : text) {
    const auto digit = digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value << 5 | digit;
  }
  return static_cast<std::int64_t>(value);
}

std::int64_t IdMaker::next() {
  const auto now_tick = (count_of(clock_.now()) - epoch_ms) << 11;
  std::int64_t tick = 0;
  {
    const std::lock_guard lock(mutex_);
    last_tick_ = std::max(now_tick, last_tick_ + 1);
    tick = last_tick_;
  }
  return (tick >> 11) << 22 | static_cast<std::int64_t>(node_) << 11 | (tick & 2047);
}

}  // namespace mado
