#include "base/lines.hpp"

#include <limits>

namespace mado {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

std::optional<Result<std::string_view>> Lines::next() {
  while (in_.good() && in_.peek() != std::istream::traits_type::eof()) {
    auto line = read();
    if (line && is_first_ && line->starts_with(byte_order_mark)) line->remove_prefix(byte_order_mark.size());
    is_first_ = false;
    if (!line || !is_blank(*line)) return line;
  }
  return std::nullopt;
}

Result<std::string_view> Lines::read() {
  in_.getline(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
  const auto taken = static_cast<size_t>(in_.gcount());
  if (!in_.fail()) return std::string_view(bytes_.data(), in_.eof() ? taken : taken - 1);
  in_.clear(in_.rdstate() & ~std::ios::failbit);
  in_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  return std::unexpected(Error{.code = ErrorCode::too_large,
                               .key = "line.too_long",
                               .values = {{"most", std::to_string(line_bytes_max)}}});
}

}  // namespace mado
