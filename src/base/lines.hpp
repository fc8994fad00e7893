/// Lines of text from a stream that anybody may have written: bounded, and blank ones passed over.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace mado {

inline constexpr size_t line_bytes_max = 1024 * 1024;

/// Reads line by line; never holds more than one. A byte order mark at the start of the stream is no part of
/// its first line.
class Lines {
 public:
  explicit Lines(std::istream& in) : in_(in) {}
  /// The next line that is not blank, without its end; nothing at the end of the stream. The text holds until
  /// the next call. Error: too_large ("line.too_long", with value most) for a line of more than
  /// line_bytes_max; the lines after it can be read.
  std::optional<Result<std::string_view>> next();

 private:
  Result<std::string_view> read();

  std::istream& in_;
  std::vector<char> bytes_ = std::vector<char>(line_bytes_max + 1);
  bool is_first_ = true;
};

}  // namespace mado
