#include "http/compress.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <stdexcept>

namespace mado::http {
namespace {

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_refused(std::string_view weight) {
  return weight.starts_with("q=0") && weight.find_first_of("123456789") == std::string_view::npos;
}

std::string gzip(std::string_view bytes, int level) {
  constexpr int window_bits_of_gzip = 15 + 16, memory_level = 8;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, window_bits_of_gzip, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot start");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const auto ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::runtime_error("zlib cannot finish");
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  constexpr int window_bits = 22;
  auto size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  if (BrotliEncoderCompress(quality, window_bits, BROTLI_MODE_TEXT, bytes.size(),
                            reinterpret_cast<const uint8_t*>(bytes.data()), &size,
                            reinterpret_cast<uint8_t*>(out.data())) != BROTLI_TRUE)
    throw std::runtime_error("brotli cannot finish");
  out.resize(size);
  return out;
}

}  // namespace

Coding accepted_coding(std::string_view accept_encoding) {
  auto best = Coding::plain;
  while (!accept_encoding.empty()) {
    const auto part = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), part.size() + 1));
    const auto name = trim(part.substr(0, part.find(';')));
    const auto semicolon = part.find(';');
    if (semicolon != std::string_view::npos && is_refused(trim(part.substr(semicolon + 1)))) continue;
    if (name == "br") return Coding::brotli;
    if (name == "gzip") best = Coding::gzip;
  }
  return best;
}

std::string_view name_of(Coding coding) {
  if (coding == Coding::brotli) return "br";
  return coding == Coding::gzip ? "gzip" : "";
}

std::string compress(std::string_view bytes, Coding coding, Effort effort) {
  const bool quick = effort == Effort::quick;
  switch (coding) {
    case Coding::brotli:
      return brotli(bytes, quick ? 1 : 9);
    case Coding::gzip:
      return gzip(bytes, quick ? 1 : 9);
    case Coding::plain:
      break;
  }
  return std::string(bytes);
}

bool is_compressible(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") ||
         type.starts_with("application/problem+json") || type.starts_with("application/javascript") ||
         type.starts_with("application/manifest+json") || type.starts_with("image/svg");
}

}  // namespace mado::http
