/// The lines of a text file, compressed by gzip or not.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mado::help {

inline constexpr size_t line_bytes_max = 16 * 1024 * 1024;

/// Calls `see` with every line that is not empty, counted from 1; a line that is too long comes as "".
/// Errors: not_found ("file.not_found"), unreadable ("file.damaged": the compressed data ends early or is
/// broken).
Result<void> each_line(const std::string& path,
                       const std::function<void(std::int64_t number, std::string_view line)>& see);

}  // namespace mado::help
