/// Compressing replies, and choosing what the caller accepts.
#pragma once

#include <string>
#include <string_view>

namespace mado::http {

enum class Coding { plain, gzip, brotli };

/// The coding of an Accept-Encoding header that is best for us: brotli, then gzip (RFC 9110, 12.5.3; q=0
/// refuses, other weights are not compared).
Coding accepted_coding(std::string_view accept_encoding);
/// "br", "gzip"; "" for plain.
std::string_view name_of(Coding coding);

enum class Effort {
  quick,    ///< for replies made for one caller: under 0.1 ms per 10 KB
  thorough  ///< for files, once
};
/// Compresses; answers the bytes as they are for Coding::plain.
std::string compress(std::string_view bytes, Coding coding, Effort effort);

/// True for types that get smaller (text, scripts, JSON, SVG).
bool is_compressible(std::string_view content_type);
/// Smaller bodies are sent as they are.
inline constexpr size_t compress_bytes_min = 1024;

}  // namespace mado::http
