#include "help/document.hpp"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace mado::help {
namespace {

constexpr char heading_end = '\x1f';
constexpr char passage_end = '\x1e';
constexpr int compression_level = 4;
constexpr size_t length_bytes = 4;

}  // namespace

search::Document document_of(std::int64_t id, const Draft& draft, const Reading& reading) {
  return {.id = id,
          .group = static_cast<std::uint8_t>(draft.audience),
          .title = draft.title,
          .description = draft.description,
          .names = draft.names + " " + draft.product,
          .passages = reading.passages,
          .links = {}};
}

std::string packed(const std::vector<search::Passage>& passages) {
  std::string bytes;
  for (const auto& passage : passages) {
    bytes.append(passage.heading) += heading_end;
    bytes.append(passage.text) += passage_end;
  }
  return bytes;
}

std::vector<search::Passage> unpacked(std::string_view packed) {
  std::vector<search::Passage> passages;
  while (!packed.empty()) {
    const size_t end = std::min(packed.find(passage_end), packed.size());
    const std::string_view one = packed.substr(0, end);
    const size_t middle = std::min(one.find(heading_end), one.size());
    passages.push_back(
        {std::string(one.substr(0, middle)), std::string(one.substr(std::min(middle + 1, one.size())))});
    packed.remove_prefix(std::min(end + 1, packed.size()));
  }
  return passages;
}

std::string compressed(std::string_view bytes) {
  uLongf size = compressBound(bytes.size());
  std::string out(length_bytes + size, '\0');
  for (size_t at = 0; at < length_bytes; ++at) out[at] = static_cast<char>(bytes.size() >> (8 * at) & 0xff);
  compress2(reinterpret_cast<Bytef*>(out.data() + length_bytes), &size,
            reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), compression_level);
  out.resize(length_bytes + size);
  return out;
}

std::string expanded(std::string_view bytes) {
  if (bytes.size() < length_bytes) return "";
  uLongf size = 0;
  for (size_t at = 0; at < length_bytes; ++at)
    size |= static_cast<uLongf>(static_cast<unsigned char>(bytes[at])) << (8 * at);
  std::string out(size, '\0');
  const auto* from = reinterpret_cast<const Bytef*>(bytes.data() + length_bytes);
  if (uncompress(reinterpret_cast<Bytef*>(out.data()), &size, from, bytes.size() - length_bytes) != Z_OK)
    throw std::runtime_error("a stored article cannot be expanded");
  out.resize(size);
  return out;
}

}  // namespace mado::help
